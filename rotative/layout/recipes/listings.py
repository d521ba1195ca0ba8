"""Lists of articles: sections, subjects, authors, briefs. The head is one page, every older window another.

Grammar of arg: a written ListName, `section:3` for the head or `section:3@12` for an older page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal, get_args

from django.utils.translation import gettext as _
from markupsafe import Markup

from rotative.articles import lists
from rotative.articles import reads as articles
from rotative.articles.cards import (
    ArticleCard,
    BlockView,
    IntertitleView,
    ParagraphView,
    SubheadingView,
    picture_first,
)
from rotative.articles.models import Section
from rotative.articles.reads import HEAD, BylineCard, ListName, SectionCard
from rotative.bake.batch.loaders import Loader
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.core.languages import CODES
from rotative.dossiers import reads as dossiers
from rotative.layout.contexts import (
    AuthorPage,
    BriefsPage,
    FeedLink,
    ListingPage,
    Page,
)
from rotative.layout.dossiers.state_words import teaser
from rotative.layout.environment import render
from rotative.layout.frame import NAME_IN_TEXT, calendar, open_graph
from rotative.layout.recipes.list_frames import Listing, first_picture, frame_of, pager
from rotative.layout.recipes.subject import prepare_heads, subject_page
from rotative.masthead import reads as masthead
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard

# The kinds of lists with pages of this module; each is also the name of a recipe.
_Kind = Literal["section", "subject", "author", "brief"]

# Articles on top of a section, and those among which a subject's lead is chosen.
_TOP = 3
# Briefs and dossiers next to a section's articles.
_BRIEFS = 8
_DOSSIERS = 3


def bake(arg: str) -> bytes:
    """Render one page of a list. Raises NothingHere."""
    name = ListName.parse(arg)
    card = _card(name)
    path = _briefs_path(name) if name.kind == "brief" else (card.path if card else None)
    window = articles.page(name)
    if path is None or window is None or (not window.cards and name.kind != "section"):
        raise NothingHere(recipe=name.kind, arg=arg)
    return render(_PAGES[name.kind](Listing(name=name, path=path, window=window, card=card)))


def prepare(args: Sequence[str]) -> None:
    """Load for a batch what the pages of many lists show."""
    names = [ListName.parse(arg) for arg in args]
    shown = articles.prepare_lists(names)
    articles.prepare_bodies(articles.prepare_lists(name for name in names if name.kind == "brief"))
    articles.prepare_bylines(name.id for name in names if name.kind == "author")
    about = {(name.id, name.language) for name in names if name.kind == "subject"}
    cards = subjects.prepare(subject_id for subject_id, _language in about)
    heads = {(name.id, name.language) for name in names if name.kind == "subject" and name.window == HEAD}
    others = {
        (subject_id, code)
        for subject_id, language in about
        if language in cards[subject_id]
        for code in cards[subject_id][language].translations
    }
    articles.prepare_existence(
        ListName(kind="subject", id=subject_id, language=code)
        for subject_id, code in sorted(others | prepare_heads(heads, shown))
    )


def _card(name: ListName) -> SectionCard | SubjectCard | BylineCard | None:
    if name.kind == "subject":
        return subjects.subject(name.id, name.language)
    if name.kind == "brief":
        return None
    return articles.section(name.id) if name.kind == "section" else articles.byline(name.id)


def _briefs_path(name: ListName) -> str:
    return addresses.word(name.language, "briefs")


def _load_paths(names: Sequence[ListName]) -> Mapping[ListName, str | None]:
    return {name: _path(name) for name in names}


def _path(name: ListName) -> str | None:
    if name.kind == "brief":
        return _briefs_path(name)
    if name.kind == "subject":
        named = subjects.subject(name.id, name.language)
        return named.path if named else None
    card = articles.section(name.id) if name.kind == "section" else articles.byline(name.id)
    return card.path if card else None


# Decoded path of a list's head; no value when the section, subject or author does not exist.
_paths: Loader[ListName, str] = Loader(_load_paths)


def pages(name: ListName) -> Iterable[Spec]:
    """Return the page that a list has as long as it has an article."""
    path = _paths.one(name)
    return [Spec(path=path, recipe=name.kind, arg=str(name))] if path else []


def section_pages(name: ListName) -> Iterable[Spec]:
    """Return the page of a section, empty or not; none when the outlet does not publish in its language."""
    card = articles.section(name.id)
    return pages(name) if card and card.language in masthead.open_languages() else []


def older_page(name: ListName) -> Spec | None:
    """Return the page of an older window; None for a subject without a name in the language."""
    path = _paths.one(name.page(HEAD))
    if path is None:
        return None
    return Spec(path=addresses.window(path, name.window), recipe=name.kind, arg=str(name))


def _section(listing: Listing) -> Page:
    card = listing.card
    assert isinstance(card, SectionCard)  # noqa: S101 by its kind
    feed = FeedLink(title=card.name, path=addresses.href(f"{card.path}rss.xml"))
    named = {"section": card.name, "name": NAME_IN_TEXT}
    surrounds = frame_of(
        listing, language=card.language, title=card.name, feeds=(feed,),
        description=card.description or _("%(section)s: the articles of %(name)s, newest first.") % named,
        translations=articles.section_elsewhere(card), section=card,
    )  # fmt: skip
    cards = listing.window.cards
    page = ListingPage(
        frame=surrounds, heading=card.name, intro=card.description, is_head=False, cards=cards, pager=pager(listing)
    )  # fmt: skip
    return _section_head(page, cards, card.language) if listing.window.number == HEAD else page


def _section_head(page: ListingPage, cards: tuple[ArticleCard, ...], language: str) -> Page:
    """Weigh the articles of a section: three on top, its newest briefs and its dossiers at the side, the rest in one list."""
    top = picture_first([card for card in cards if card.form == "article"][:_TOP])
    briefs = tuple(card for card in cards if card.form == "brief")[:_BRIEFS]
    cited = dossiers.citing_any((card.id for card in cards), language)
    return replace(
        page,
        is_head=True,
        lead=top[0] if top else None,
        seconds=top[1:],
        cards=tuple(card for card in cards if card not in (*top, *briefs)),
        briefs=calendar(page.frame.conventions).by_day(briefs),
        briefs_path=addresses.word(language, "briefs") if briefs else "",
        dossiers=tuple(teaser(one) for one in cited[:_DOSSIERS]),
    )


def _author(listing: Listing) -> Page:
    card = listing.card
    assert isinstance(card, BylineCard)  # noqa: S101 by its kind
    feed = FeedLink(title=card.name, path=addresses.href(f"{card.path}rss.xml"))
    named = {"author": card.name, "name": NAME_IN_TEXT}
    surrounds = frame_of(
        listing, language=card.language, title=card.name, feeds=(feed,),
        description=card.bio or _("%(author)s: every article in %(name)s, newest first.") % named,
        open_graph=open_graph(card.language, "profile", card.picture or first_picture(listing.window.cards)),
        translations=card.translations,
    )  # fmt: skip
    return AuthorPage(
        frame=surrounds,
        name=card.name,
        biography=card.bio,
        picture=card.picture,
        cards=listing.window.cards,
        pager=pager(listing),
    )


def _briefs(listing: Listing) -> Page:
    language = listing.name.language
    elsewhere = {
        code: addresses.word(code, "briefs")
        for code in masthead.languages()
        if code != language and articles.exists(ListName(kind="brief", language=code))
    }
    feed = FeedLink(title=_("In brief"), path=addresses.href(f"{listing.path}rss.xml"))
    bodies = articles.bodies(card.id for card in listing.window.cards)
    return BriefsPage(
        frame=frame_of(
            listing, language=language, title=_("In brief"), feeds=(feed,), translations=elsewhere,
            description=_("The news of %(name)s in a few lines each, day by day.") % {"name": NAME_IN_TEXT},
        ),
        heading=_("In brief"),
        days=calendar(masthead.conventions(language)).by_day(listing.window.cards),
        bodies={pk: tuple(map(_plain_block, blocks)) for pk, blocks in bodies.items()},
        pager=pager(listing),
    )  # fmt: skip


def _plain_block(block: BlockView) -> BlockView:
    """Make a paragraph of a heading; return any other block as it is."""
    if not isinstance(block, IntertitleView | SubheadingView):
        return block
    return ParagraphView(html=Markup("<p><b>{}</b></p>").format(block.text))


_PAGES: dict[str, Callable[[Listing], Page]] = {
    "section": _section,
    "subject": subject_page,
    "author": _author,
    "brief": _briefs,
}


def _specs(kind: _Kind) -> Iterable[Spec]:
    yield from lists.specs(kind, pages)
    yield from lists.older_specs(kind)


def _section_specs() -> Iterable[Spec]:
    for pk in Section.objects.order_by("position", "id").values_list("pk", flat=True):
        yield from section_pages(ListName(kind="section", id=pk))
    yield from lists.older_specs("section")


def _heads(kind: _Kind, key_id: str) -> Iterable[str]:
    """Return the args of the heads of the lists of one section, subject or author."""
    codes = CODES if kind == "subject" else ("",)
    return [str(ListName(kind=kind, id=int(key_id), language=code)) for code in codes]


# Kind of list → kind of the key of what it is about.
_KEYS: dict[_Kind, str] = {"section": "section", "subject": "subject", "author": "byline"}
_ABOUT = {kind: {key: partial(_heads, kind)} for kind, key in _KEYS.items()}
_PRIORITIES: dict[_Kind, int] = {"subject": 40, "author": 50, "brief": 25}

for _kind in get_args(_Kind):
    lists.paged_as(_kind, older_page)
lists.always_on("section", section_pages)
register(
    Recipe(
        name="section",
        render=bake,
        specs=_section_specs,
        priority=20,
        prepare=prepare,
        about=_ABOUT["section"],
    )
)
for _kind, _priority in _PRIORITIES.items():
    lists.shown_on(_kind, pages)
    register(
        Recipe(
            name=_kind,
            render=bake,
            specs=partial(_specs, _kind),
            priority=_priority,
            prepare=prepare,
            about=_ABOUT.get(_kind, {}),
        )
    )
