"""Pictures as plain data, ready for a template."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One `<source>` of a `<picture>`."""

    # "image/avif" or "image/webp"
    type: str
    # "/media/a.320.avif 320w, /media/a.640.avif 640w"
    srcset: str
    # Those of them that a list needs.
    narrow: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LogoCard:
    """The files of the outlet’s logo."""

    # A WebP of at most 192 pixels a side, and its size: for the nameplate on a dense screen.
    mark: str
    width: int
    height: int
    # A PNG or JPEG for feeds and search engines.
    full: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FaceCard:
    """A portrait as small as it is next to a name."""

    # A WebP of at most 192 pixels a side, and its size.
    src: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WideLogoCard:
    """The file of the outlet’s name as it is drawn."""

    # A WebP, and its size in pixels.
    src: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentCard:
    """A file that readers may open, keep or listen to."""

    url: str
    title: str
    # "PDF", "MP3".
    kind: str
    # "audio/mpeg"
    type: str
    # None when unknown, both.
    size_bytes: int | None
    seconds: int | None

    @property
    def is_sound(self) -> bool:
        """The answer whether it is there to be listened to."""
        return self.type.startswith("audio/")


@dataclass(frozen=True, kw_only=True, slots=True)
class SharingFile:
    """A part of a picture as other sites show it with a link: 1200 × 630 pixels, or less in the same shape."""

    # A JPEG, and its size in pixels.
    src: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureCard:
    """A picture with everything its `<figure>` shows."""

    # Best format first; may be empty.
    sources: tuple[Source, ...]
    # Fallback JPEG, its srcset (may be "") and its pixel size.
    src: str
    srcset: str
    width: int
    height: int
    # Where its point of interest is, as classes of the style sheet: "x2 y7" for 20 % from the left, 70 % from the top; "" in the middle.
    focus: str
    # None until it is made.
    sharing: SharingFile | None
    # "" means decorative.
    alt: str
    caption: str
    credit: str

    @property
    def full(self) -> str:
        """The address of the widest fallback."""
        return self.srcset.rsplit(", ", 1)[-1].split(" ")[0] or self.src
