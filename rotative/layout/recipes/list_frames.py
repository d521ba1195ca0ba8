"""One page of a list, and the frame around it, before its kind decides how it looks."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from rotative.articles.cards import ArticleCard, Link
from rotative.articles.reads import HEAD, BylineCard, ListName, SectionCard, Window
from rotative.core import addresses
from rotative.layout import structured
from rotative.layout.contexts import PageFrame, Pager
from rotative.layout.frame import frame, open_graph
from rotative.media.cards import PictureCard
from rotative.subjects.cards import SubjectCard


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list, before its kind decides how it looks."""

    name: ListName
    # Decoded path of the head.
    path: str
    window: Window
    # The section, subject or author of the list; None for briefs.
    card: SectionCard | SubjectCard | BylineCard | None


def frame_of(
    listing: Listing, *, language: str, title: str, translations: dict[str, str], **more: Any
) -> PageFrame:
    window = listing.window
    head = window.number == HEAD
    more.setdefault("open_graph", open_graph(language, "website", first_picture(window.cards)))
    surrounds = frame(
        language=language,
        path=listing.path if head else addresses.window(listing.path, window.number),
        title=title if head else _("%(title)s, page %(number)d") % {"title": title, "number": window.number},
        translations=translations if head else {},
        breadcrumb=() if head else (Link(name=title, path=addresses.href(listing.path)),),
        year=_year(window.cards),
        **more,
    )
    return replace(surrounds, json_ld=structured.listing(title, surrounds.path, surrounds.breadcrumb))


def _year(cards: tuple[ArticleCard, ...]) -> int | None:
    return cards[0].published_at.year if cards else None


def first_picture(cards: tuple[ArticleCard, ...]) -> PictureCard | None:
    return next((card.picture for card in cards if card.picture), None)


def pager(listing: Listing) -> Pager:
    window = listing.window
    newer = _path_of_window(listing, window.newer)
    older = _path_of_window(listing, window.older)
    return Pager(newer_path=addresses.href(newer), older_path=addresses.href(older))


def _path_of_window(listing: Listing, number: int | None) -> str:
    """Return the decoded path of one page of the list, "" for None."""
    if number is None:
        return ""
    return listing.path if number == HEAD else addresses.window(listing.path, number)
