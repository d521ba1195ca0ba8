"""A feed and its items, as plain data: each format prints the same."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Author:
    name: str
    # Full address, "" when there is no page.
    url: str


@dataclass(frozen=True, kw_only=True)
class Illustration:
    # Full address of a JPEG.
    url: str
    # "image/jpeg"
    type: str
    # Pixels, 0 when unknown.
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One article in a feed; words are plain text."""

    # Full address, permanent: also its identity.
    url: str
    title: str
    # One or two sentences, never empty unless the article is.
    summary: str
    authors: tuple[Author, ...]
    # Section first, then the genre, unless it is news, then subjects.
    categories: tuple[str, ...]
    # Aware, UTC.
    published_at: datetime
    # Last dated material update, else the publication.
    updated_at: datetime
    picture: Illustration | None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """The newest articles of a list; words are plain text, addresses are full."""

    title: str
    description: str
    outlet: str
    language: str
    # The page it accompanies.
    home_url: str
    # Address of the folder of its files: "rss.xml" is added to it.
    folder_url: str
    # "" when the outlet has none.
    logo_url: str
    # Newest first, at most ITEMS.
    items: tuple[Item, ...]

    @property
    def updated_at(self) -> datetime | None:
        """The newest date of its items, None when it is empty. The time of printing is in no feed."""
        return max((item.updated_at for item in self.items), default=None)
