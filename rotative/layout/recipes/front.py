"""The front page and the standing pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import cycle
from typing import Literal

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard, BlockView, Link, ParagraphView, picture_first
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, itself, register
from rotative.core import addresses
from rotative.core.text import deck, excerpt, plain
from rotative.dossiers import reads as dossiers
from rotative.layout import structured
from rotative.layout.contexts import FeedLink, FrontPage, SectionRow, StandingPage
from rotative.layout.dossiers.state_words import teaser
from rotative.layout.environment import render
from rotative.layout.frame import calendar, frame, open_graph
from rotative.masthead import reads as masthead
from rotative.pages import models
from rotative.pages import reads as pages
from rotative.pages.cards import FrontView, StandingView

# The date of a newsroom that has published nothing yet.
_NOTHING_YET = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
_SECONDS = 4
_DOSSIERS = 3
# Characters of what describes a page for which nobody wrote a description.
_DESCRIPTION = 160


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """A shape that a section may have on the front page."""

    name: Literal["list", "equal", "large", "words"]
    # The number of its cards, and of those that need a picture.
    cards: int
    pictures: int


# In turn.
_SHAPES = (
    _Shape(name="list", cards=4, pictures=1),
    _Shape(name="equal", cards=3, pictures=3),
    _Shape(name="large", cards=3, pictures=1),
    _Shape(name="words", cards=4, pictures=0),
)


def bake(arg: str) -> bytes:
    """Render the front page of a language."""
    return render(_page(pages.front(arg), arg))


def preview(page: models.FrontPage) -> bytes:
    """Render the front page with the slots of a draft."""
    return render(_page(pages.front_of(page), page.language))


def specs() -> Iterable[Spec]:
    """Return one front page for each language of the outlet."""
    return [Spec(path=addresses.front(code), recipe="front", arg=code) for code in masthead.languages()]


def bake_standing(arg: str) -> bytes:
    """Render a standing page. Raises NothingHere."""
    view = pages.standing(int(arg))
    if view is None:
        raise NothingHere(recipe="standing", arg=arg)
    return render(_standing(view))


def preview_standing(page: models.StandingPage) -> bytes:
    """Render a standing page as a draft has it."""
    return render(_standing(pages.standing_of(page)))


def standing_specs() -> Iterable[Spec]:
    """Return every published standing page, in the languages of the outlet."""
    spoken = masthead.open_languages()
    live = (
        models.StandingPage.objects.live().filter(locale__language_code__in=spoken).select_related("locale")
    )
    return [Spec(path=pages.path_of(page), recipe="standing", arg=str(page.pk)) for page in live]


def _page(view: FrontView, language: str) -> FrontPage:
    outlet = masthead.outlet(language)
    lead, *others = view.slots or (None,)
    shown = [card for card in (*view.slots, *view.briefs) if card]
    elsewhere = {card.code: card.path for card in outlet.languages if card.code != language}
    home = addresses.front(language)
    matters = dossiers.listed(language)
    surrounds = frame(
        language=language,
        path=home,
        title="",
        description=outlet.description or outlet.motto or _headlines(shown),
        translations=elsewhere,
        feeds=(
            FeedLink(title=outlet.name, path=f"{home}atom.xml", type="application/atom+xml"),
            FeedLink(title=outlet.name, path=f"{home}feed.json", type="application/feed+json"),
        ),
        year=max((card.published_at.year for card in shown), default=None),
        open_graph=open_graph(language, "website", lead.picture if lead else None),
    )
    rows = tuple(_rows(view, language))
    dated_at = max((card.updated_at or card.published_at for card in shown), default=_NOTHING_YET)
    local = calendar(masthead.conventions(language)).local
    dated = (*([lead] if lead else ()), *(card for row in rows for card in row.cards))
    return FrontPage(
        frame=replace(surrounds, json_ld=structured.site(outlet, home)),
        dated_at=dated_at,
        of_the_day=frozenset(
            card.id for card in dated if local(card.published_at).date() == local(dated_at).date()
        ),
        urgent=view.urgent,
        lead=lead,
        lead_minutes=articles.minutes(lead.id) if lead else 1,
        related=view.related,
        seconds=tuple(others[:_SECONDS]),
        further=tuple(others[_SECONDS:]),
        briefs=calendar(masthead.conventions(language)).by_day(view.briefs),
        briefs_path=addresses.word(language, "briefs") if view.briefs else "",
        rows=rows,
        dossiers=tuple(teaser(card) for card in matters[:_DOSSIERS]),
        dossiers_path=addresses.word(language, "dossier") if matters else "",
    )


def _headlines(cards: Sequence[ArticleCard]) -> str:
    return excerpt(" · ".join(card.headline for card in cards[:3]), _DESCRIPTION)


def _rows(view: FrontView, language: str) -> Iterable[SectionRow]:
    """Yield the sections below, in the shapes in turn; a shape for which a section lacks pictures is passed over."""
    shapes = cycle(_SHAPES)
    for section in articles.sections(language):
        if cards := view.by_section.get(section.id):
            shape = next(one for one in shapes if _pictures(cards[: one.cards]) >= one.pictures)
            yield SectionRow(
                section=Link(name=section.name, path=addresses.href(section.path)),
                shape=shape.name,
                cards=picture_first(cards[: shape.cards]) if shape.pictures else cards[: shape.cards],
            )


def _pictures(cards: tuple[ArticleCard, ...]) -> int:
    return sum(card.picture is not None for card in cards)


def _standing(view: StandingView) -> StandingPage:
    return StandingPage(
        frame=frame(
            language=view.language,
            path=view.path,
            title=view.title,
            description=view.intro or deck(_words(view.body), _DESCRIPTION),
            translations=view.translations,
            year=articles.newest_year(view.language),
        ),
        heading=view.title,
        intro=view.intro,
        body=view.body,
        updated_at=view.updated_at,
    )


def _words(body: Sequence[BlockView]) -> str:
    return " ".join(plain(block.html) for block in body if isinstance(block, ParagraphView))


register(
    Recipe(name="front", render=bake, specs=specs, priority=15, preview=preview, about={"front": itself})
)
register(
    Recipe(
        name="standing",
        render=bake_standing,
        specs=standing_specs,
        priority=50,
        preview=preview_standing,
        about={"standing": itself},
    )
)
