"""Lists of articles: sections, subjects, authors, briefs. Their head is one page, every older window another.

Grammar of arg: the list's name (`section:3`), then `@` and the window's number for an older page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from rotative.articles import lists
from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard, Link
from rotative.articles.models import Section
from rotative.articles.reads import BylineCard, SectionCard, Window
from rotative.bake import keys
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.dossiers import reads as dossiers
from rotative.layout import structured
from rotative.layout.contexts import (
    AuthorPage,
    BriefsPage,
    FeedLink,
    ListingPage,
    Page,
    PageFrame,
    Pager,
    SubjectPage,
)
from rotative.layout.environment import render
from rotative.layout.frame import calendar, frame, open_graph
from rotative.layout.recipes.dossier import teaser
from rotative.layout.recipes.windows import asked
from rotative.masthead import reads as masthead
from rotative.media.cards import PictureCard
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard
from rotative.subjects.models import Subject, SubjectName


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list, before its kind decides how it looks."""

    # "section:3"
    name: str
    # Decoded path of the head.
    path: str
    window: Window
    # What is listed; None for briefs.
    card: SectionCard | SubjectCard | BylineCard | None


def bake(arg: str) -> bytes:
    """One page of a list. Raises NothingHere."""
    name, number = asked(arg)
    kind, card = lists.kind(name), _card(name)
    path = card.path if card else path_of(name) if kind == "brief" else None
    window = articles.window(name, number) if number else articles.head(name)
    if path is None or window is None or (not window.cards and kind != "section"):
        raise NothingHere(recipe=kind, arg=arg)
    return render(_PAGES[kind](Listing(name=name, path=path, window=window, card=card))).encode()


def prepare(args: Sequence[str]) -> None:
    """Load what many pages list at once, and what they are lists of."""
    pages_asked = [asked(arg) for arg in args]
    articles.prepare_lists(pages_asked)
    named = [name.split(":") for name, _number in pages_asked]
    articles.prepare_bylines(int(name[1]) for name in named if name[0] == "author")
    about = {(int(name[1]), name[2]) for name in named if name[0] == "subject"}
    for language in {language for _subject_id, language in about}:
        cards = subjects.subjects([pk for pk, code in about if code == language], language).values()
        articles.prepare_existence(
            f"subject:{card.id}:{code}" for card in cards for code in card.translations
        )


def _card(name: str) -> SectionCard | SubjectCard | BylineCard | None:
    kind, rest = name.split(":", 1)
    if kind == "subject":
        subject_id, language = rest.split(":")
        return subjects.subject(int(subject_id), language)
    if kind == "brief":
        return None
    return articles.section(int(rest)) if kind == "section" else articles.byline(int(rest))


def path_of(name: str) -> str | None:
    """Decoded path of a list's head, or None when what it lists is gone; looked up once a batch."""
    shared, place = keys.shared(), ("path_of", name)
    if place not in shared:
        shared[place] = _path_of(name)
    found: str | None = shared[place]
    return found


def _path_of(name: str) -> str | None:
    kind, rest = name.split(":", 1)
    if kind == "brief":
        return addresses.word(rest, "briefs")
    if kind == "subject":
        subject_id, language = rest.split(":")
        row = (
            SubjectName.objects.filter(subject_id=subject_id, language=language)
            .values_list("slug", flat=True)
            .first()
        )
        return addresses.subject(language, row) if row else None
    card = articles.section(int(rest)) if kind == "section" else articles.byline(int(rest))
    return card.path if card else None


def pages(name: str) -> Iterable[Spec]:
    """The page that a list has as long as it has an article."""
    path = path_of(name)
    return [Spec(path=path, recipe=lists.kind(name), arg=name)] if path else []


def section_pages(name: str) -> Iterable[Spec]:
    """The page that a section has from its first day, empty or not, as long as the outlet publishes in its language."""
    card = articles.section(int(name.split(":")[1]))
    return pages(name) if card and card.language in masthead.open_languages() else []


def window_page(name: str, number: int) -> Spec | None:
    """The page of an older window; None for a subject without a name in the language."""
    if (path := path_of(name)) is None:
        return None
    return Spec(path=addresses.window(path, number), recipe=lists.kind(name), arg=f"{name}@{number}")


def _section(listing: Listing) -> Page:
    card = listing.card
    assert isinstance(card, SectionCard)  # noqa: S101 by its kind
    feed = FeedLink(title=card.name, path=addresses.href(f"{card.path}rss.xml"))
    surrounds = _frame(
        listing, language=card.language, title=card.name, description=card.description, feeds=(feed,),
        translations=articles.section_elsewhere(card), section=card,
    )  # fmt: skip
    return ListingPage(
        frame=surrounds,
        heading=card.name,
        intro=card.description,
        is_head=listing.window.number == 0,
        cards=listing.window.cards,
        pager=_pager(listing),
    )


def _subject(listing: Listing) -> Page:
    card, language = listing.card, listing.name.rsplit(":", 1)[1]
    assert isinstance(card, SubjectCard)  # noqa: S101 by its kind
    published = {
        code: path for code, path in card.translations.items() if articles.exists(f"subject:{card.id}:{code}")
    }
    feed = FeedLink(title=card.name, path=addresses.href(f"{card.path}rss.xml"))
    kind = str(Subject.Kind(card.kind).label)
    return SubjectPage(
        frame=_frame(
            listing, language=language, title=card.name, description=card.description, feeds=(feed,),
            translations=published,
        ),
        name=card.name,
        kind=kind,
        description=card.description,
        aliases=card.aliases,
        follow_path=f"{addresses.SUBSCRIBE}?language={language}&subject={card.id}",
        dossiers=tuple(teaser(one) for one in dossiers.about(card.id, language)) if not listing.window.number else (),
        cards=listing.window.cards,
        pager=_pager(listing),
    )  # fmt: skip


def _author(listing: Listing) -> Page:
    card = listing.card
    assert isinstance(card, BylineCard)  # noqa: S101 by its kind
    surrounds = _frame(
        listing, language=card.language, title=card.name, description=card.bio, translations=card.translations
    )
    return AuthorPage(
        frame=surrounds,
        name=card.name,
        biography=card.bio,
        picture=card.picture,
        cards=listing.window.cards,
        pager=_pager(listing),
    )


def _briefs(listing: Listing) -> Page:
    language = listing.name.split(":")[1]
    elsewhere = {
        code: addresses.word(code, "briefs")
        for code in masthead.languages()
        if code != language and articles.exists(f"brief:{code}")
    }
    return BriefsPage(
        frame=_frame(listing, language=language, title=_("In brief"), translations=elsewhere),
        heading=_("In brief"),
        days=calendar(masthead.outlet(language)).by_day(listing.window.cards),
        pager=_pager(listing),
    )


_PAGES: dict[str, Callable[[Listing], Page]] = {
    "section": _section,
    "subject": _subject,
    "author": _author,
    "brief": _briefs,
}


def _frame(
    listing: Listing, *, language: str, title: str, translations: dict[str, str], **more: Any
) -> PageFrame:
    window = listing.window
    head = window.number == 0
    surrounds = frame(
        language=language,
        path=listing.path if head else addresses.window(listing.path, window.number),
        title=title if head else _("%(title)s, page %(number)d") % {"title": title, "number": window.number},
        translations=translations if head else {},
        breadcrumb=() if head else (Link(name=title, path=addresses.href(listing.path)),),
        year=_year(window.cards),
        open_graph=open_graph(language, "website", _first_picture(window.cards)),
        **more,
    )
    return replace(surrounds, json_ld=structured.listing(title, surrounds.path, surrounds.breadcrumb))


def _year(cards: tuple[ArticleCard, ...]) -> int | None:
    return cards[0].published_at.year if cards else None


def _first_picture(cards: tuple[ArticleCard, ...]) -> PictureCard | None:
    return next((card.picture for card in cards if card.picture), None)


def _pager(listing: Listing) -> Pager:
    window = listing.window
    newer = (
        ""
        if window.newer is None
        else listing.path
        if window.newer == 0
        else addresses.window(listing.path, window.newer)
    )
    older = addresses.window(listing.path, window.older) if window.older else ""
    return Pager(newer_path=addresses.href(newer), older_path=addresses.href(older))


def _specs(kind: str) -> Iterable[Spec]:
    yield from lists.specs(kind, pages)
    yield from lists.window_specs(kind)


def _section_specs() -> Iterable[Spec]:
    for pk in Section.objects.order_by("position", "id").values_list("pk", flat=True):
        yield from section_pages(f"section:{pk}")
    yield from lists.window_specs("section")


for _name in _PAGES:
    if _name != "section":
        lists.shown_on(_name, pages)
    lists.paged_as(_name, window_page)
lists.always_on("section", section_pages)
register(Recipe(name="section", render=bake, specs=_section_specs, priority=20, prepare=prepare))
for _name, _priority in (("subject", 40), ("author", 50), ("brief", 25)):
    register(
        Recipe(name=_name, render=bake, specs=partial(_specs, _name), priority=_priority, prepare=prepare)
    )
