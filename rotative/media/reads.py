"""Pictures and documents, as cards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from rotative.bake import keys
from rotative.bake.batch.loaders import Loader
from rotative.core import http_headers
from rotative.media import document_kinds, picture_sizes
from rotative.media.cards import (
    DocumentCard,
    FaceCard,
    LogoCard,
    PictureCard,
    SharingFile,
    Source,
    WideLogoCard,
)
from rotative.media.models import DocumentFile, Picture, Rendition
from rotative.media.picture_sizes import FORMATS, LOGO, MARK, SHARING, WIDE_LOGO

# The columns that a card shows.
_PRINTED = ("width", "height", "alt", "caption", "credit", "focal_point_x", "focal_point_y")


@dataclass(frozen=True, kw_only=True, slots=True)
class _File:
    """One rendition."""

    url: str
    # Pixels.
    width: int
    height: int


def picture(
    picture_id: int | None, *, alt: str = "", caption: str = "", credit: str = ""
) -> PictureCard | None:
    """Return a picture in all widths and formats; None when there is none, or when its renditions are not made yet.

    alt, caption, credit: the article's own; the library's when empty.
    """
    if picture_id is None:
        return None
    keys.record(keys.picture(picture_id))
    found = _pictures.one(picture_id)
    if found is None or not (alt or caption or credit):
        return found
    return replace(
        found, alt=alt or found.alt, caption=caption or found.caption, credit=credit or found.credit
    )


def face(picture_id: int | None) -> FaceCard | None:
    """Return a portrait as small as it is next to a name; None when there is none, or when its rendition is not made yet."""
    if picture_id is None:
        return None
    keys.record(keys.picture(picture_id))
    return _faces.one(picture_id)


def logo(picture_id: int | None) -> LogoCard | None:
    """Return a picture as the outlet's logo; None when there is none, or when its renditions are not made yet."""
    if picture_id is None:
        return None
    files = _files([picture_id])[picture_id]
    jpegs = sorted(
        (file for spec, file in files.items() if spec.endswith("|format-jpeg")), key=lambda one: one.width
    )
    full = files.get(LOGO) or (jpegs[-1] if jpegs else None)
    mark = files.get(MARK)
    if mark is None or full is None:
        return None
    return LogoCard(mark=mark.url, width=mark.width, height=mark.height, full=full.url)


def size_bytes(address: str) -> int | None:
    """Return the size of a rendition's file; None when it is not on this disk. address: as a card has it."""
    storage = Rendition._meta.get_field("file").storage
    name = unquote(address).removeprefix(storage.url(""))
    try:
        size: int = storage.size(name)
    except FileNotFoundError:
        return None
    return size


def wide_logo(picture_id: int | None) -> WideLogoCard | None:
    """Return a picture as the outlet's drawn name; None when there is none, or when its renditions are not made yet."""
    if picture_id is None:
        return None
    fitting = [
        file
        for spec, file in _files([picture_id])[picture_id].items()
        if spec.startswith("width-") and spec.endswith("|format-webp") and file.width <= WIDE_LOGO
    ]
    if not fitting:
        return None
    widest = max(fitting, key=lambda file: file.width)
    return WideLogoCard(src=widest.url, width=widest.width, height=widest.height)


def document(document_id: int | None) -> DocumentCard | None:
    """Return a document; None when there is none."""
    if document_id is None:
        return None
    keys.record(keys.document(document_id))
    return _documents.one(document_id)


def file_of_picture(picture_id: int) -> str | None:
    """Return the address of the largest JPEG of a picture, for links to the picture itself; None when there is none."""
    keys.record(keys.picture(picture_id))
    files = _files([picture_id])[picture_id]
    made = [
        file for spec, file in files.items() if spec.startswith("width-") and spec.endswith("|format-jpeg")
    ]
    return max(made, key=lambda file: file.width).url if made else None


def prepare_documents(document_ids: Iterable[int]) -> None:
    """Load documents for a batch."""
    _documents.prepare(document_ids)


def prepare(picture_ids: Iterable[int]) -> None:
    """Load pictures for a batch."""
    _pictures.prepare(picture_ids)


def prepare_faces(picture_ids: Iterable[int]) -> None:
    """Load portraits for a batch."""
    _faces.prepare(picture_ids)


def _load_documents(document_ids: Sequence[int]) -> dict[int, DocumentCard]:
    storage = DocumentFile._meta.get_field("file").storage
    rows = DocumentFile.objects.filter(pk__in=document_ids)
    return {
        pk: DocumentCard(
            url=storage.url(name),
            title=title,
            kind=document_kinds.ending(name).upper(),
            type=http_headers.content_type(name),
            size_bytes=size_bytes,
            seconds=seconds,
        )
        for pk, name, title, size_bytes, seconds in rows.values_list(
            "pk", "file", "title", "file_size", "seconds"
        )
    }


_documents: Loader[int, DocumentCard] = Loader(_load_documents)


def _load_faces(picture_ids: Sequence[int]) -> dict[int, FaceCard]:
    return {
        pk: FaceCard(src=files[MARK].url, width=files[MARK].width, height=files[MARK].height)
        for pk, files in _files(picture_ids, filter_spec=MARK).items()
    }


_faces: Loader[int, FaceCard] = Loader(_load_faces)


def _load(picture_ids: Sequence[int]) -> dict[int, PictureCard]:
    """Load pictures with the texts of the library."""
    cards: dict[int, PictureCard] = {}
    made = _files(picture_ids)
    for row in Picture.objects.filter(pk__in=picture_ids).only(*_PRINTED):
        files = {kind: _made(made[row.pk], row.width, kind) for kind in FORMATS}
        if all(files.values()):
            cards[row.pk] = _card(row, files, sharing=made[row.pk].get(SHARING))
    return cards


_pictures: Loader[int, PictureCard] = Loader(_load)


def _made(files: dict[str, _File], width: int, kind: str) -> list[_File]:
    """Return the files of one format that are there, narrowest first: a width that came later may be on its way."""
    return [files[spec] for spec in picture_sizes.page_specs(width, kind) if spec in files]


def _card(row: Picture, files: dict[str, list[_File]], *, sharing: _File | None) -> PictureCard:
    fallback = files[FORMATS[-1]]
    largest = fallback[-1]
    return PictureCard(
        sources=tuple(_source(kind, files[kind]) for kind in FORMATS[:-1]),
        src=fallback[min(1, len(fallback) - 1)].url,
        srcset=_srcset(fallback),
        width=largest.width,
        height=largest.height,
        focus=_focus(row),
        sharing=SharingFile(src=sharing.url, width=sharing.width, height=sharing.height) if sharing else None,
        alt=row.alt,
        caption=row.caption,
        credit=row.credit,
    )


def _focus(row: Picture) -> str:
    """Return where the point of interest is, in tenths of the width and of the height."""
    if row.focal_point_x is None or row.focal_point_y is None:
        return ""
    across = min(10, round(10 * row.focal_point_x / row.width))
    down = min(10, round(10 * row.focal_point_y / row.height))
    return " ".join(f"{axis}{tenths}" for axis, tenths in (("x", across), ("y", down)) if tenths != 5)


def _source(kind: str, files: list[_File]) -> Source:
    narrow = [file for file in files if file.width <= picture_sizes.LIST_WIDTH] or files[:1]
    return Source(type=f"image/{kind}", srcset=_srcset(files), narrow=_srcset(narrow))


def _files(picture_ids: Iterable[int], **condition: str) -> dict[int, dict[str, _File]]:
    """Return picture id → Wagtail's name of a rendition → its file; nothing of a picture whose rights have ended.

    condition: on the renditions.
    """
    storage = Rendition._meta.get_field("file").storage
    found: dict[int, dict[str, _File]] = defaultdict(dict)
    rows = Rendition.objects.filter(image_id__in=picture_ids, image__rights_ended=False, **condition)
    for pk, spec, name, width, height in rows.values_list(
        "image_id", "filter_spec", "file", "width", "height"
    ):
        found[pk][spec] = _File(url=storage.url(name), width=width, height=height)
    return found


def _srcset(files: Iterable[_File]) -> str:
    return ", ".join(f"{file.url} {file.width}w" for file in files)
