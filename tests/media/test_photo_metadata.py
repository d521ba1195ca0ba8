"""Notes of agencies, photographers and cameras in a file: read in every encoding, capped, in linear time."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from rotative.media.photo_metadata import iptc, reading, xmp
from rotative.media.photo_metadata.notes import Notes
from tests.factories.degenerate import LINEAR, growth
from tests.media import files

CAPTION = "L’école « Jules-Ferry » à Brest, près du port — façade rénovée"
IPTC = {
    5: "Rentrée", 37: "20261231", 40: "Pas d’usage en une", 55: "20260901", 80: "Zoé Le Goff", 90: "Brest", 92: "Recouvrance", 101: "France",
    110: "AFP", 116: "© AFP 2026", 120: CAPTION,
}  # fmt: skip
XMP = (
    files.alternatives("dc:description", x_default="The harbour", fr="Le port", ar="الميناء عند الفجر")
    + files.alternatives("dc:rights", x_default="© Agence")
    + "<dc:creator><rdf:Seq><rdf:li>Zoé</rdf:li><rdf:li>سعيد</rdf:li></rdf:Seq></dc:creator>"
    + "<photoshop:Credit>Agence</photoshop:Credit><photoshop:City>طنجة</photoshop:City>"
    + "<photoshop:DateCreated>2026-05-03T10:00:00+02:00</photoshop:DateCreated>"
    + files.alternatives("Iptc4xmpCore:AltTextAccessibility", fr="Des bateaux")
)


def read(data: bytes, language: str = "fr") -> Notes:
    return reading.read(BytesIO(data), language=language)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", True), ("utf-8", False), ("cp1252", False), ("mac_roman", False)],
)
def test_success_iptc_in_every_encoding(encoding: str, named: bool) -> None:
    found = read(
        files.with_iptc(
            files.saved(Image.new("RGB", (9, 9)), "JPEG"), files.iptc(IPTC, encoding, named=named)
        )
    )

    assert found == Notes(
        title="Rentrée",
        caption=CAPTION,
        credit="Zoé Le Goff / AFP",
        creator="Zoé Le Goff",
        taken_on=date(2026, 9, 1),
        place="Recouvrance, Brest, France",
        rights="© AFP 2026\nPas d’usage en une",
        rights_until=date(2026, 12, 31),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_success_iptc_in_arabic(encoding: str) -> None:
    found = iptc.read(files.iptc({120: "ميناء طنجة عند الفجر، أمس"}, encoding))

    assert found.caption == "ميناء طنجة عند الفجر، أمس"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_success_xmp_in_every_format(format: str) -> None:
    image = Image.new("RGB", (60, 40))
    packet = files.xmp(XMP)
    if format == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet.decode(), zip=True)
        data = files.saved(image, format, pnginfo=info)
    else:
        data = files.saved(image, format, xmp=packet)

    assert read(data) == Notes(
        alt="Des bateaux",
        caption="Le port",
        credit="Zoé, سعيد / Agence",
        creator="Zoé, سعيد",
        taken_on=date(2026, 5, 3),
        place="طنجة",
        rights="© Agence",
    )


@pytest.mark.parametrize(
    ("language", "caption"), [("fr", "Le port"), ("ar", "الميناء عند الفجر"), ("es", "The harbour")]
)
def test_success_xmp_in_the_newsrooms_language(language: str, caption: str) -> None:
    assert xmp.read(files.xmp(XMP), language=language).caption == caption


def test_success_exif_without_the_place_and_the_camera() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x010F], exif[0x8298] = (
        "Le pont # midi",
        "Soizic Lebrun",
        "Nikon",
        "# S. L.",
    )
    exif.get_ifd(0x8769)[0x9003] = "2026:04:02 12:00:00"
    exif.get_ifd(files.GPS).update({1: "N", 2: files.PLACE})

    # Pillow writes ASCII alone, cameras do not.
    data = files.saved(Image.new("RGB", (60, 40)), "JPEG", exif=exif)
    found = read(data.replace(b"pont #", b"pont \xe0").replace(b"# S.", b"\xa9 S."))

    assert found == Notes(
        caption="Le pont à midi",
        credit="Soizic Lebrun",
        creator="Soizic Lebrun",
        taken_on=date(2026, 4, 2),
        rights="© S. L.",
    )


def test_success_xmp_before_iptc_before_exif() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = "EXIF", "(c) EXIF"
    data = files.saved(
        Image.new("RGB", (60, 40)),
        "JPEG",
        exif=exif,
        xmp=files.xmp(files.alternatives("dc:description", x_default="XMP")),
    )

    found = read(files.with_iptc(data, files.iptc({120: "IPTC", 90: "Brest"}, "utf-8")))

    assert (found.caption, found.place, found.rights) == ("XMP", "Brest", "(c) EXIF")


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM\\100MEDIA\\DJI_0001.JPG"])
def test_fail_what_the_camera_calls_every_picture(text: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = text

    assert read(files.saved(Image.new("RGB", (60, 40)), "JPEG", exif=exif)) == Notes()


@pytest.mark.parametrize(
    "packet",
    [
        b"<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;&b;'>]>" + files.xmp(XMP.replace("Le port", "&c;")),
        files.xmp(XMP)[:300],
        b"\xff\xfe\x00<",
        b"<a>" * 80_000,
        b"<" * 256 * 1024,
    ],
)
def test_fail_hostile_xmp(packet: bytes) -> None:
    assert xmp.read(packet, language="fr") == Notes()


@pytest.mark.parametrize(
    "packet",
    [
        lambda size: "<a>" * (size // 3),
        lambda size: "<" * size,
        lambda size: "<a " + " ".join(f"a{at}='1'" for at in range(size // 10)) + "/>",
    ],
)
def test_fail_hostile_xmp_in_linear_time(packet: Callable[[int], str]) -> None:
    def read(text: str) -> None:
        assert xmp.read(text.encode(), language="fr") == Notes()

    assert growth(read, packet, length=100_000) <= LINEAR


def test_fail_iptc_that_ends_early() -> None:
    block = files.iptc(IPTC, "utf-8")

    assert iptc.read(block[: block.index(b"AFP 2026")]).caption == ""
    assert iptc.read(block + b"\x1c\x02\x78\xff\xff").caption == CAPTION
    assert iptc.read(b"\x1c\x02\x78\x80\x04\0\0\xff\xff").caption == ""


def test_fail_no_picture() -> None:
    assert read(b"Bonjour") == Notes()


def test_fail_impossible_dates_and_control_characters() -> None:
    found = iptc.read(files.iptc({55: "20260231", 37: "00000000", 120: "Le\0 port\x07\r\nà midi "}, "utf-8"))

    assert found == Notes(caption="Le port\nà midi")
