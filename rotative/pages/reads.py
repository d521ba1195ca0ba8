"""The articles of the front page and the standing pages. Every function records the keys of what it returns."""

from collections.abc import Iterable
from datetime import datetime

from rotative.articles import body, list_sql, lists
from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard, TeaserCard, in_words_of_the_front
from rotative.articles.list_name import ListName
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.core import addresses
from rotative.pages.arrangement import SECONDS, SLOTS, by_place
from rotative.pages.cards import Arranged, FrontView, PlacedArticle, StandingLink, StandingView, UrgentLine
from rotative.pages.models import FrontPage, StandingPage

__all__ = ["SECONDS", "SLOTS", "front", "front_of", "path_of", "standing", "standing_links", "standing_of"]

# Links under the lead.
RELATED = 2
BRIEFS = 12
PER_SECTION = 4
# Number of the newest articles from which the best ranks are chosen.
_RECENT = 30

# By language: what an editor arranged, and the standing pages of the menu.
_fronts: Cached[str, Arranged] = Cached()
_menus: Cached[str, tuple[StandingLink, ...]] = Cached()


def front(language: str) -> FrontView:
    """Return what the front page of a language shows now."""
    return _front(language, _fronts.get_or_make(language, lambda: _arranged(language)))


def front_of(page: FrontPage) -> FrontView:
    """Return what the front page would show as a draft arranges it."""
    return _front(page.language, _as_arranged(page))


def standing(page_id: int) -> StandingView | None:
    """Return one standing page, or None."""
    keys.record(keys.standing(page_id))
    page = StandingPage.objects.live().filter(pk=page_id).select_related("locale").first()
    return standing_of(page) if page else None


def standing_of(page: StandingPage) -> StandingView:
    """Return a standing page as it is shown, live or a draft."""
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
    """Return the standing pages of a language for the footer, in the order of the tree."""
    return _menus.get_or_make(language, lambda: _standing_links(language))


def path_of(page: StandingPage) -> str:
    """Return the decoded path of a standing page."""
    return page.path_kept or addresses.standing(page.language, page.slug)


def _standing_links(language: str) -> tuple[StandingLink, ...]:
    keys.record(keys.menu(language))
    live = StandingPage.objects.live().in_menu().filter(locale__language_code=language)
    return tuple(
        StandingLink(title=page.title, path=path_of(page))
        for page in live.select_related("locale").order_by("path")
    )


def _arranged(language: str) -> Arranged:
    """Return what an editor arranged on the front page."""
    keys.record(keys.front(language))
    page = FrontPage.objects.live().filter(locale__language_code=language).order_by("path").first()
    return _as_arranged(page) if page else Arranged()


def _as_arranged(page: FrontPage) -> Arranged:
    return Arranged(
        places={
            place: PlacedArticle(article_id=slot.article_id, kicker=slot.kicker, headline=slot.headline)
            for place, slot in by_place(page.slots.all()).items()
        },
        urgent_text=page.urgent_text,
        urgent_article_id=page.urgent_article_id,
    )


def _front(language: str, arranged: Arranged) -> FrontView:
    placed = _placed(arranged)
    used = {card.id for card in placed.values()}
    best = _best(language, used)[: SLOTS - len(placed)]
    briefs = articles.head(ListName(kind="brief", language=language), BRIEFS).cards
    used |= {*best, *(card.id for card in briefs)}
    shown = _filled(placed, _in_order(best, articles.cards(best)))
    related = _related(shown[0], used) if shown else ()
    below = _by_section(language, used | {teaser.id for teaser in related})
    # One call for all chosen articles loads them together.
    cards = articles.cards(article_id for ids in below.values() for article_id in ids)
    return FrontView(
        slots=shown,
        urgent=_urgent(arranged),
        related=related,
        briefs=briefs,
        by_section={section_id: _in_order(ids, cards) for section_id, ids in below.items()},
    )


def _placed(arranged: Arranged) -> dict[int, ArticleCard]:
    """Return the cards of the placed articles by place, in the words of the front page; one withdrawn since has none."""
    cards = articles.cards(one.article_id for one in arranged.places.values())
    return {
        place: in_words_of_the_front(cards[one.article_id], kicker=one.kicker, headline=one.headline)
        for place, one in arranged.places.items()
        if one.article_id in cards
    }


def _filled(placed: dict[int, ArticleCard], automatic: tuple[ArticleCard, ...]) -> tuple[ArticleCard, ...]:
    """Return the cards in their places, the automatic ones between the placed ones; without a gap."""
    rest = iter(automatic)
    cards = (placed[place] if place in placed else next(rest, None) for place in range(SLOTS))
    return tuple(card for card in cards if card is not None)


def _urgent(arranged: Arranged) -> UrgentLine | None:
    if not arranged.urgent_text:
        return None
    linked = arranged.urgent_article_id
    card = articles.cards([linked]).get(linked) if linked is not None else None
    return UrgentLine(text=arranged.urgent_text, path=card.path if card else "")


def _in_order(ids: Iterable[int], cards: dict[int, ArticleCard]) -> tuple[ArticleCard, ...]:
    return tuple(cards[article_id] for article_id in ids if article_id in cards)


def _best(language: str, used: set[int]) -> list[int]:
    """Return the recent articles that are not used: the latest pair of days first, then by rank, then the newest first."""
    site = str(ListName(kind="site", language=language))
    keys.record(keys.head(site))

    def order(row: tuple[int, datetime, int]) -> tuple[int, int, float, int]:
        article_id, published_at, rank = row
        return -_pair_of_days(published_at), rank, -published_at.timestamp(), -article_id

    free = [row for row in list_sql.recent_articles(site, _RECENT) if row[0] not in used]
    return [article_id for article_id, _published_at, _rank in sorted(free, key=order)]


def _pair_of_days(at: datetime) -> int:
    """Number the pairs of calendar days in UTC; a later pair has a higher number."""
    return (at.date().toordinal() + 1) // 2


def _related(lead: ArticleCard, used: set[int]) -> tuple[TeaserCard, ...]:
    """Return the best articles to read after the lead that are not used."""
    found = articles.further_reading(lead.id)
    return tuple(teaser for teaser in found if teaser.id not in used)[:RELATED]


def _by_section(language: str, used: set[int]) -> dict[int, list[int]]:
    """Return the newest articles of each section that are not used."""
    names = {section.id: ListName(kind="section", id=section.id) for section in articles.sections(language)}
    heads = articles.newest(list(names.values()), lists.WINDOW)
    return {
        section_id: [article_id for article_id in heads[name] if article_id not in used][:PER_SECTION]
        for section_id, name in names.items()
    }
