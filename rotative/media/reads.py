"""Pictures, as cards."""

from collections.abc import Iterable

from rotative.bake import keys
from rotative.media.cards import PictureCard, Source
from rotative.media.models import Picture, Rendition

# Pixels. 400 serves a phone's column at 1x, 800 a phone at 2x, 1280 a desktop lead.
WIDTHS = (400, 800, 1280)
# Best first; the last is the fallback every browser reads.
FORMATS = ("avif", "webp", "jpeg")


def picture_card(
    picture: Picture | None, *, alt: str = "", caption: str = "", credit: str = ""
) -> PictureCard | None:
    """A picture at all widths and formats, made on the first call; the article's own words win over the library's.

    None when there is no picture or its file is gone.
    """
    if picture is None:
        return None
    keys.record(keys.picture(picture.pk))
    made = _renditions(picture)
    if not made:
        return None
    fallback = [made[spec] for spec in _specs(picture, "jpeg")]
    largest = fallback[-1]
    return PictureCard(
        sources=tuple(_source(made, picture, kind) for kind in FORMATS[:-1]),
        src=fallback[min(1, len(fallback) - 1)].url,
        srcset=_srcset(fallback),
        width=largest.width,
        height=largest.height,
        alt=alt or picture.alt,
        caption=caption or picture.caption,
        credit=credit or picture.credit,
    )


def _specs(picture: Picture, kind: str) -> list[str]:
    widths = [width for width in WIDTHS if width <= picture.width] or [picture.width]
    return [f"width-{width}|format-{kind}" for width in widths]


def _renditions(picture: Picture) -> dict[str, Rendition]:
    shared = keys.shared()
    place = ("renditions", picture.pk)
    if place not in shared:
        specs = [spec for kind in FORMATS for spec in _specs(picture, kind)]
        known = {rendition.filter_spec: rendition for rendition in picture.renditions.all()}
        if not all(spec in known for spec in specs):
            try:
                picture.get_renditions(*specs)
                # Read again: where another oven made them at the same time, its rows are the ones that stayed.
                made_now = picture.renditions.model.objects.filter(image=picture, filter_spec__in=specs)
                known = {rendition.filter_spec: rendition for rendition in made_now}
            except OSError:
                # The file was lost or is no image: the page appears without it.
                known = {}
        shared[place] = known
    made: dict[str, Rendition] = shared[place]
    return made


def _srcset(renditions: Iterable[Rendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def _source(made: dict[str, Rendition], picture: Picture, kind: str) -> Source:
    return Source(type=f"image/{kind}", srcset=_srcset(made[spec] for spec in _specs(picture, kind)))
