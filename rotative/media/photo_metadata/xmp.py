"""XMP: the same fields as RDF, since 2001. Each text may be there in several languages.

Source: https://www.iptc.org/std/photometadata/specification/IPTC-PhotoMetadata
"""

from __future__ import annotations

from xml.etree import ElementTree

from rotative.media.photo_metadata.notes import Notes, clean, day, one_line

MOST_BYTES = 256 * 1024
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(packet: bytes, *, language: str) -> Notes:
    """Read a packet; nothing when it is no XMP.

    language: the one to prefer where a text is there in several; then the one marked as default.
    """
    texts = _texts(packet[:MOST_BYTES], language)

    def text(*wanted: str) -> str:
        return next((texts[one] for one in wanted if texts.get(one)), "")

    def joined(between: str, *wanted: str) -> str:
        return between.join(dict.fromkeys(texts[one] for one in wanted if texts.get(one)))

    place = joined(
        ", ", f"{_IPTC}Location", f"{_PHOTOSHOP}City", f"{_PHOTOSHOP}State", f"{_PHOTOSHOP}Country"
    )
    rights = joined("\n", f"{_DC}rights", f"{_RIGHTS}UsageTerms", f"{_PHOTOSHOP}Instructions")
    return Notes(
        title=one_line(text(f"{_DC}title", f"{_PHOTOSHOP}Headline"), "title"),
        alt=one_line(text(f"{_IPTC}AltTextAccessibility"), "alt"),
        caption=clean(text(f"{_DC}description"), "caption"),
        credit=one_line(text(f"{_PHOTOSHOP}Credit", f"{_PHOTOSHOP}Source"), "credit"),
        creator=one_line(text(f"{_DC}creator"), "creator"),
        taken_on=day(text(f"{_PHOTOSHOP}DateCreated", f"{_EXIF}DateTimeOriginal", f"{_XMP}CreateDate")),
        place=one_line(place, "place"),
        rights=clean(rights, "rights"),
        rights_until=day(text(f"{_PLUS}LicenseEndDate")),
    )


def _texts(packet: bytes, language: str) -> dict[str, str]:
    """Return the texts by the name of their property."""
    written = packet.decode("utf-8", "replace").strip("\ufeff\0 \t\r\n")
    # Entities that grow are declared in a document type; XMP has none.
    if "<!DOCTYPE" in written:
        return {}
    try:
        tree = ElementTree.fromstring(written)  # noqa: S314 without a document type, and capped
    except (ElementTree.ParseError, ValueError):
        return {}
    found: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            found.setdefault(name, value)
        for child in description:
            found.setdefault(child.tag, _value(child, language))
    return found


def _value(element: ElementTree.Element, language: str) -> str:
    """Return the text of a property: its own, the one in the best language, or those of a list, joined."""
    several = [one for kind in ("Alt", "Seq", "Bag") for one in element.findall(f"{_RDF}{kind}/{_RDF}li")]
    if not several:
        return element.text or ""
    if element.find(f"{_RDF}Alt") is None:
        return ", ".join(one.text.strip() for one in several if one.text and one.text.strip())
    by_language = {one.get(_LANGUAGE, "").lower().split("-")[0]: one.text or "" for one in reversed(several)}
    return by_language.get(language) or by_language.get("x") or several[0].text or ""
