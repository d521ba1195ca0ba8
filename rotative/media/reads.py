"""Pictures, as cards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rotative.bake import keys
from rotative.bake.batch.loaders import Loader
from rotative.media.cards import PictureCard, Source
from rotative.media.models import Picture, Rendition

# Pixels. 400 is for a phone's column at 1x, 800 for a phone at 2x, 1280 for the lead on a desktop.
WIDTHS = (400, 800, 1280)
# Best first; the last is the fallback every browser reads.
FORMATS = ("avif", "webp", "jpeg")


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
    """Return a picture in all widths and formats, made on the first call; None when there is none or its file is lost.

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


def prepare(picture_ids: Iterable[int]) -> None:
    """Load pictures for a batch."""
    _pictures.prepare(picture_ids)


def _load(picture_ids: Sequence[int]) -> dict[int, PictureCard]:
    """Load pictures with the texts of the library."""
    cards: dict[int, PictureCard] = {}
    made = _files(picture_ids)
    rows = Picture.objects.filter(pk__in=picture_ids)
    for pk, width, alt, caption, credit in rows.values_list("pk", "width", "alt", "caption", "credit"):
        files = made[pk] if _complete(made[pk], width) else _made_now(pk, width)
        if files:
            cards[pk] = _card(files, width, alt=alt, caption=caption, credit=credit)
    return cards


_pictures: Loader[int, PictureCard] = Loader(_load)


def _card(files: dict[str, _File], width: int, *, alt: str, caption: str, credit: str) -> PictureCard:
    fallback = [files[spec] for spec in _specs(width, "jpeg")]
    largest = fallback[-1]
    return PictureCard(
        sources=tuple(
            Source(type=f"image/{kind}", srcset=_srcset(files[spec] for spec in _specs(width, kind)))
            for kind in FORMATS[:-1]
        ),
        src=fallback[min(1, len(fallback) - 1)].url,
        srcset=_srcset(fallback),
        width=largest.width,
        height=largest.height,
        alt=alt,
        caption=caption,
        credit=credit,
    )


def rendition_spec(width: int, kind: str) -> str:
    """Return Wagtail's name of a rendition. kind: one of FORMATS."""
    return f"width-{width}|format-{kind}"


def _specs(picture_width: int, kind: str) -> list[str]:
    widths = [width for width in WIDTHS if width <= picture_width] or [picture_width]
    return [rendition_spec(width, kind) for width in widths]


def _every_spec(picture_width: int) -> list[str]:
    return [spec for kind in FORMATS for spec in _specs(picture_width, kind)]


def _complete(files: dict[str, _File], picture_width: int) -> bool:
    return all(spec in files for spec in _every_spec(picture_width))


def _made_now(picture_id: int, width: int) -> dict[str, _File]:
    try:
        Picture.objects.get(pk=picture_id).get_renditions(*_every_spec(width))
    except OSError:
        # The file is lost or is not an image: the page appears without it.
        return {}
    # Read again: if another oven made them at the same time, its rows are the ones that were kept.
    return _files({picture_id})[picture_id]


def _files(picture_ids: Iterable[int]) -> dict[int, dict[str, _File]]:
    """Return picture id → Wagtail's name of a rendition → its file."""
    storage = Rendition._meta.get_field("file").storage
    found: dict[int, dict[str, _File]] = defaultdict(dict)
    rows = Rendition.objects.filter(image_id__in=picture_ids)
    for pk, spec, name, width, height in rows.values_list(
        "image_id", "filter_spec", "file", "width", "height"
    ):
        found[pk][spec] = _File(url=storage.url(name), width=width, height=height)
    return found


def _srcset(files: Iterable[_File]) -> str:
    return ", ".join(f"{file.url} {file.width}w" for file in files)
