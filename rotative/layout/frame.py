"""The page's own part of the frame; the outlet, its sections and its standing pages are in `surroundings`."""

from typing import Any

from django.utils.translation import gettext as _

from rotative.articles.cards import Link
from rotative.articles.reads import SectionCard
from rotative.core import addresses
from rotative.core.languages import BY_CODE
from rotative.layout import drawings, slots
from rotative.layout.contexts import (
    Alternate,
    FeedLink,
    LanguageLink,
    OpenGraph,
    PageFrame,
    Place,
    SharingPicture,
)
from rotative.layout.dates import Calendar
from rotative.masthead import reads as masthead
from rotative.masthead.cards import Conventions
from rotative.media.cards import PictureCard

# The tokens of the outlet's name in contexts: the name itself is not among what a page shows. In a title, and in a text
# that is set with the spaces of its language.
OUTLET_NAME = str(slots.token("name"))
NAME_IN_TEXT = str(slots.token("set name"))


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
    conventions = masthead.conventions(language)
    # A language that the outlet has given up has no pages to link to.
    known = {card.code for card in conventions.languages}
    elsewhere = {code: addresses.href(other) for code, other in (translations or {}).items() if code in known}
    more.setdefault("open_graph", open_graph(language, "website", None))
    home = addresses.front(language)
    steps = (Link(name=_("Home"), path=home), *breadcrumb, Link(name=title, path=""))
    return PageFrame(
        conventions=conventions,
        place=_place(language, path, section),
        base_url=addresses.site(),
        path=addresses.href(path),
        title=title,
        home_path=home,
        search_path=addresses.word(language, "search"),
        letter_path=addresses.word(language, "letter"),
        languages=_languages(conventions, elsewhere),
        alternates=_alternates(language, path, elsewhere),
        feeds=(*feeds, FeedLink(title=OUTLET_NAME, path=f"{home}rss.xml")),
        breadcrumb=steps if breadcrumb or title else (),
        **more,
    )


def calendar(conventions: Conventions) -> Calendar:
    """Return the calendar that writes dates as the outlet does."""
    return Calendar(language=conventions.language, time_zone=conventions.time_zone, digits=conventions.digits)


def open_graph(
    language: str, kind: Any, picture: PictureCard | None, *, own_card: str = "", **more: Any
) -> OpenGraph:
    """Return the data that other sites show with a link to the page.

    own_card: the path of a card drawn for a page without a picture; the outlet's is taken when "".
    """
    return OpenGraph(
        type=kind,
        locale=BY_CODE[language].open_graph,
        picture=_sharing(picture) if picture else _card(own_card),
        **more,
    )


def largest(picture: PictureCard) -> str:
    """Return the address of a picture's largest JPEG."""
    return picture.full


def smallest(picture: PictureCard) -> str:
    """Return the address of a picture's smallest JPEG."""
    return picture.srcset.split(" ", 1)[0] or picture.src


def _sharing(picture: PictureCard) -> SharingPicture:
    made = picture.sharing
    if made is None:
        return SharingPicture(
            url=addresses.full(largest(picture)), width=picture.width, height=picture.height, alt=picture.alt
        )
    return SharingPicture(url=addresses.full(made.src), width=made.width, height=made.height, alt=picture.alt)


def _card(own_card: str) -> SharingPicture:
    """Return the card of a page without a picture: its own, else the outlet's."""
    width, height = drawings.CARD
    url = addresses.full(own_card) if own_card else f"{addresses.site()}{slots.token('card')}"
    return SharingPicture(url=url, width=width, height=height, alt=slots.token("name"))


def _place(language: str, path: str, section: SectionCard | None) -> Place:
    if section is None:
        return Place(language=language, own_page=path == addresses.word(language, "briefs"))
    return Place(language=language, section_id=section.id, own_page=path == section.path)


def _languages(conventions: Conventions, elsewhere: dict[str, str]) -> tuple[LanguageLink, ...]:
    return tuple(
        LanguageLink(
            name=card.label,
            path=elsewhere.get(card.code, card.path),
            language=card.code,
            direction=BY_CODE[card.code].direction,
        )
        for card in conventions.languages
        if card.code != conventions.language
    )


def _alternates(language: str, path: str, elsewhere: dict[str, str]) -> tuple[Alternate, ...]:
    if not elsewhere:
        return ()
    everywhere = {language: addresses.href(path), **elsewhere}
    return tuple(Alternate(hreflang=code, path=everywhere[code]) for code in sorted(everywhere))
