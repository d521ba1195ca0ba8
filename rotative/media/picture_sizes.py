"""The renditions of a picture: every size and format that a page or the desk shows, decided before it is decoded."""

from hashlib import sha256
from pathlib import Path

from wagtail.images.models import Filter

from rotative.media.encoder import Order
from rotative.media.models import Picture

# Pixels. 400 is for a row's picture, 640 and 800 for the column of a phone at 2x, 1040 for one at 3x, 1280 for the lead on a
# desktop. A width that is added here is made for the pictures of a newsroom when a migration marks them as outdated.
WIDTHS = (400, 640, 800, 1040, 1280)
# Best first; the last is the fallback every browser reads, in fewer widths: few ask for it.
FORMATS = ("avif", "webp", "jpeg")
FALLBACK_WIDTHS = (400, 800, 1280)
# The widest in a list, where no picture but the first is wider than half the page.
LIST_WIDTH = 800
# The logo in the nameplate, and the face of an author.
MARK = "max-192x192|format-webp"
# A drawing as a logo in feeds and for search engines; of a picture whose longer side has more pixels than LOGO_SIDE, a
# photograph, they get the JPEG.
LOGO = "max-512x512|format-png"
LOGO_SIDE = 1_024
# Pixels: of a page's own files, the widest one that may be shown as the outlet's drawn name.
WIDE_LOGO = 1_040
# What other sites show with a link: the part around the point of interest.
SHARING = "fill-1200x630|format-jpeg"
# What Wagtail's templates ask for.
DESK = ("max-165x165", "max-150x150", "max-800x600", "fill-600x338")
# Hexadecimal digits in the name of a file.
DIGEST = 12
# Of 100.
QUALITIES = {"avif": 58, "webp": 74, "jpeg": 76, "png": 0}


def rendition_spec(width: int, kind: str) -> str:
    """Return Wagtail's name of a rendition. kind: one of FORMATS."""
    return f"width-{width}|format-{kind}"


def page_specs(picture_width: int, kind: str) -> list[str]:
    """Return the renditions of pages in one format, narrowest first; a picture is never enlarged."""
    offered = FALLBACK_WIDTHS if kind == FORMATS[-1] else WIDTHS
    widths = [width for width in offered if width <= picture_width] or [picture_width]
    return [rendition_spec(width, kind) for width in widths]


def every_page_spec(picture_width: int) -> list[str]:
    return [spec for kind in FORMATS for spec in page_specs(picture_width, kind)]


def every_spec(picture: Picture) -> list[str]:
    """Return all renditions of a picture."""
    logo = (LOGO,) if max(picture.width, picture.height) <= LOGO_SIDE else ()
    return [*every_page_spec(picture.width), *DESK, MARK, SHARING, *logo]


def order(picture: Picture, spec: str, *, to: str) -> Order:
    """Return what to make for a rendition. to: the file without its ending."""
    transform = Filter(spec=spec).get_transform(picture)
    rect = transform.get_rect()
    kind = file_format(spec)
    return Order(
        to=f"{to}.{_suffix(kind)}",
        rect=(rect.left, rect.top, rect.right, rect.bottom),
        width=max(1, round(transform.size[0])),
        height=max(1, round(transform.size[1])),
        format=kind,
        quality=QUALITIES[kind],
    )


def file_name(picture: Picture, spec: str, *, digest: str) -> str:
    """Return the name of a rendition's file, at most 60 letters: another file of the same picture has other names.

    digest: of the picture's own file, in hexadecimal. It is the same in all names of a picture, which makes pages smaller. Readers
    keep such a file for a year (core.http_headers.MEDIA_NAME), so a part around another point of interest has another one.
    """
    if key := focal_point_key(picture, spec):
        digest = sha256(f"{digest}{key}".encode()).hexdigest()
    size = spec.partition("|")[0].replace("width-", "w").replace("-", "")
    ending = f"{digest[:DIGEST]}.{size}.{_suffix(file_format(spec))}"
    return f"{Path(picture.file.name).stem[: 59 - len(ending)]}.{ending}"


def _suffix(kind: str) -> str:
    return "jpg" if kind == "jpeg" else kind


def file_format(spec: str) -> str:
    """Return the format of a rendition; one without a format is the desk's, and WebP."""
    return next(
        (part.removeprefix("format-") for part in spec.split("|") if part.startswith("format-")), "webp"
    )


def focal_point_key(picture: Picture, spec: str) -> str:
    """Return Wagtail's mark of the point of interest that a rendition depends on."""
    return str(Filter(spec=spec).get_cache_key(picture))
