"""The front page's choice and standing pages. Every function notes what it hands out."""

from collections.abc import Iterable

from rotative.articles import body, lists
from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard
from rotative.bake import keys
from rotative.core import addresses
from rotative.core.sql import instant, rows
from rotative.pages.cards import FrontView, StandingLink, StandingView
from rotative.pages.models import FrontPage, StandingPage

# Lead, three seconds and a row of three below.
SLOTS = 7
BRIEFS = 10
PER_SECTION = 4
# Among how many of the newest the best ranks are chosen.
_RECENT = 30
_RECENT_ARTICLES = """
    SELECT e.article_id, e.published_at, a.rank
    FROM articles_listentry e JOIN articles_article a ON a.id = e.article_id
    WHERE e.list = %s AND a.form = 'article' ORDER BY e.published_at DESC, e.article_id DESC LIMIT %s
"""


def front(language: str) -> FrontView:
    """What the front page of a language shows now."""
    return _front(language, keys.remembered(("slots", language), lambda: _placed(language)))


def front_of(page: FrontPage) -> FrontView:
    """What the front page would show with the slots of a draft."""
    return _front(page.language, [slot.article_id for slot in page.slots.all()])


def standing(page_id: int) -> StandingView | None:
    """One standing page, or None."""
    keys.record(keys.standing(page_id))
    page = StandingPage.objects.live().filter(pk=page_id).select_related("locale").first()
    return standing_of(page) if page else None


def standing_of(page: StandingPage) -> StandingView:
    """A standing page as it is shown, live or a draft."""
    twins = StandingPage.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return StandingView(
        id=page.pk or 0,
        language=page.language,
        title=page.title,
        intro=page.intro,
        body=body.views(
            body.blocks(page.body), language=page.language, card=lambda pk: articles.cards([pk]).get(pk)
        ),
        path=path_of(page),
        updated_at=page.last_published_at,
        translations={twin.language: path_of(twin) for twin in twins.select_related("locale")},
    )


def standing_links(language: str) -> tuple[StandingLink, ...]:
    """The standing pages of a language, in the order of the tree: for the footer."""
    return keys.remembered(("standing", language), lambda: _standing_links(language))


def path_of(page: StandingPage) -> str:
    """Where a standing page stands, decoded."""
    return page.path_kept or addresses.standing(page.language, page.slug)


def _standing_links(language: str) -> tuple[StandingLink, ...]:
    keys.record(keys.menu(language))
    live = StandingPage.objects.live().in_menu().filter(locale__language_code=language)
    return tuple(
        StandingLink(title=page.title, path=path_of(page))
        for page in live.select_related("locale").order_by("path")
    )


def _placed(language: str) -> tuple[int, ...]:
    """The articles the desk placed on the front page."""
    keys.record(keys.front(language))
    page = FrontPage.objects.live().filter(locale__language_code=language).order_by("path").first()
    return tuple(slot.article_id for slot in page.slots.all()) if page else ()


def _front(language: str, placed: Iterable[int]) -> FrontView:
    slots = list(articles.cards(placed).values())[:SLOTS]
    used = {card.id for card in slots}
    best = _best(language, used)[: SLOTS - len(slots)]
    briefs = articles.head(f"brief:{language}", BRIEFS).cards
    below = _by_section(language, used | set(best) | {card.id for card in briefs})
    # One call for everything chosen: what it loads is loaded at once.
    cards = articles.cards([*best, *(article_id for ids in below.values() for article_id in ids)])
    return FrontView(
        slots=(*slots, *_in_order(best, cards)),
        briefs=briefs,
        by_section={section_id: _in_order(ids, cards) for section_id, ids in below.items()},
    )


def _in_order(ids: Iterable[int], cards: dict[int, ArticleCard]) -> tuple[ArticleCard, ...]:
    return tuple(cards[article_id] for article_id in ids if article_id in cards)


def _best(language: str, used: set[int]) -> list[int]:
    """The recent articles by rank, the newest first within a rank; of the last day that has news before older ones."""
    keys.record(keys.head(f"site:{language}"))
    recent = [
        (article_id, instant(published_at), rank)
        for article_id, published_at, rank in rows(_RECENT_ARTICLES, [f"site:{language}", _RECENT])
    ]
    free = [row for row in recent if row[0] not in used]
    free.sort(key=lambda row: (-row[1].date().toordinal() // 2, row[2], -row[1].timestamp(), -row[0]))
    return [row[0] for row in free]


def _by_section(language: str, used: set[int]) -> dict[int, list[int]]:
    """Section → its newest articles that are not used."""
    names = {section.id: f"section:{section.id}" for section in articles.sections(language)}
    heads = articles.newest(list(names.values()), lists.WINDOW)
    return {
        section_id: [article_id for article_id in heads[name] if article_id not in used][:PER_SECTION]
        for section_id, name in names.items()
    }
