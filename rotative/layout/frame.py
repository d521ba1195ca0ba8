"""The frame of every page, made from the outlet, its sections and its standing pages."""

from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override
from markupsafe import Markup

from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.articles.reads import SectionCard
from rotative.bake.batch.cache import Cached
from rotative.core import addresses
from rotative.core.languages import BY_CODE
from rotative.layout.contexts import (
    Alternate,
    FeedLink,
    LanguageLink,
    MenuItem,
    OpenGraph,
    PageFrame,
    SharingPicture,
)
from rotative.layout.dates import Calendar
from rotative.masthead import reads as masthead
from rotative.masthead.cards import OutletCard
from rotative.media.cards import PictureCard
from rotative.pages import reads as pages


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The part of a frame that many pages share, besides the outlet."""

    home: Link
    search_path: str
    letter_path: str
    archives: Link
    menu: tuple[MenuItem, ...]
    standing: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]
    # The page's own first.
    feeds: tuple[FeedLink, ...]
    # Template → its HTML, printed once for all these pages.
    pieces: dict[str, Markup] = field(default_factory=dict)


# By language, place in the menu, translations, feeds and year.
_cached: Cached[tuple[object, ...], Surroundings] = Cached()


def frame(
    *,
    language: str,
    path: str,
    title: str,
    translations: dict[str, str] | None = None,
    section: SectionCard | None = None,
    breadcrumb: tuple[Link, ...] = (),
    feeds: tuple[FeedLink, ...] = (),
    **more: Any,
) -> PageFrame:
    """Build the frame of the page at a path.

    path: decoded. translations: language code → decoded path of the same page. section: the one the page belongs to.
    breadcrumb: the links between the front page and this page. more: any other field of PageFrame.
    """
    outlet = masthead.outlet(language)
    # A language that the outlet has given up has no pages to link to.
    known = {card.code for card in outlet.languages}
    elsewhere = {code: addresses.href(other) for code, other in (translations or {}).items() if code in known}
    more.setdefault("open_graph", open_graph(language, "website", None))
    around = _surroundings(outlet, path, section, elsewhere, feeds, more.get("year"))
    here = Link(name=title, path="")
    return PageFrame(
        outlet=outlet,
        base_url=addresses.site(),
        path=addresses.href(path),
        title=title,
        home_path=around.home.path,
        search_path=around.search_path,
        letter_path=around.letter_path,
        menu=around.menu,
        standing=around.standing,
        archives=around.archives,
        languages=around.languages,
        alternates=_alternates(language, path, elsewhere),
        feeds=around.feeds,
        pieces=around.pieces,
        breadcrumb=(around.home, *breadcrumb, here) if breadcrumb or title else (),
        **more,
    )


def _surroundings(
    outlet: OutletCard,
    path: str,
    section: SectionCard | None,
    elsewhere: dict[str, str],
    feeds: tuple[FeedLink, ...],
    year: int | None,
) -> Surroundings:
    language = outlet.language
    # Its entry in the menu, and everything else that the header and the footer print.
    entry = (section.id, section.path == path) if section else path == addresses.word(language, "briefs")
    place = (language, entry, tuple(elsewhere.items()), feeds, year)
    return _cached.get_or_make(place, lambda: _surrounding(outlet, path, section, elsewhere, feeds))


def _surrounding(
    outlet: OutletCard,
    path: str,
    section: SectionCard | None,
    elsewhere: dict[str, str],
    feeds: tuple[FeedLink, ...],
) -> Surroundings:
    language = outlet.language
    with override(language):
        return Surroundings(
            home=Link(name=_("Home"), path=addresses.front(language)),
            search_path=addresses.word(language, "search"),
            letter_path=addresses.word(language, "letter"),
            archives=Link(name=_("Archives"), path=addresses.word(language, "archive")),
            menu=_menu(language, path, section),
            standing=tuple(
                Link(name=link.title, path=addresses.href(link.path))
                for link in pages.standing_links(language)
            ),
            languages=_languages(outlet, elsewhere),
            feeds=(*feeds, site_feed(outlet)),
        )


def site_feed(outlet: OutletCard) -> FeedLink:
    """Return the outlet's own feed in its language."""
    return FeedLink(title=outlet.name, path=f"{addresses.front(outlet.language)}rss.xml")


def calendar(outlet: OutletCard) -> Calendar:
    """Return the calendar that writes dates as the outlet does."""
    return Calendar(language=outlet.language, time_zone=outlet.time_zone, digits=outlet.digits)


def open_graph(language: str, kind: Any, picture: PictureCard | None, **more: Any) -> OpenGraph:
    """Return the data that other sites show with a link to the page."""
    return OpenGraph(
        type=kind,
        locale=BY_CODE[language].open_graph,
        picture=_sharing(picture) if picture else None,
        **more,
    )


def largest(picture: PictureCard) -> str:
    """Return the address of a picture's largest JPEG."""
    return picture.srcset.rsplit(", ", 1)[-1].split(" ")[0] or picture.src


def _sharing(picture: PictureCard) -> SharingPicture:
    return SharingPicture(
        url=addresses.full(largest(picture)), width=picture.width, height=picture.height, alt=picture.alt
    )


def _menu(language: str, path: str, section: SectionCard | None) -> tuple[MenuItem, ...]:
    items = [
        MenuItem(
            name=card.name,
            path=addresses.href(card.path),
            current=_current(card, path, section),
        )
        for card in articles.sections(language)
    ]
    briefs = addresses.word(language, "briefs")
    if articles.exists(articles.ListName(kind="brief", language=language)):
        items.append(MenuItem(name=_("In brief"), path=briefs, current="page" if path == briefs else ""))
    return tuple(items)


def _current(card: SectionCard, path: str, section: SectionCard | None) -> Literal["", "page", "true"]:
    if section is None or card.id != section.id:
        return ""
    return "page" if card.path == path else "true"


def _languages(outlet: OutletCard, elsewhere: dict[str, str]) -> tuple[LanguageLink, ...]:
    return tuple(
        LanguageLink(
            name=card.label,
            path=elsewhere.get(card.code, card.path),
            language=card.code,
            direction=BY_CODE[card.code].direction,
        )
        for card in outlet.languages
        if card.code != outlet.language
    )


def _alternates(language: str, path: str, elsewhere: dict[str, str]) -> tuple[Alternate, ...]:
    if not elsewhere:
        return ()
    everywhere = {language: addresses.href(path), **elsewhere}
    return tuple(Alternate(hreflang=code, path=everywhere[code]) for code in sorted(everywhere))
