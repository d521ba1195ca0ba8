"""Pages of lists, neighbours in lists, months: which articles stand where, as cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min

from rotative.articles import list_sql, lists
from rotative.articles.cards import ArticleCard, TeaserCard
from rotative.articles.list_sql import Neighbours, Span
from rotative.articles.models import ListEntry
from rotative.articles.reads import people, stories
from rotative.bake import keys

# The window that stands for the two newest ones.
HEAD = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """One page of a list."""

    # Newest first.
    cards: tuple[ArticleCard, ...]
    # Number of this window; 0 for the head.
    number: int
    # Number of the next older window with a page of its own, or None.
    older: int | None
    # Number of the next newer window, 0 for the head, None on the head itself.
    newer: int | None


def head(name: str, limit: int = 2 * lists.WINDOW) -> Window:
    """The newest articles of a list: its two newest windows, at most `limit`."""
    keys.record(keys.head(name))
    span = _span(name, HEAD)
    return Window(cards=_in_order(span.ids[:limit]), number=HEAD, older=_older(name, span), newer=None)


def window(name: str, number: int) -> Window | None:
    """An older page of a list; None when the list has no such page (any more)."""
    keys.record(keys.window(name, number))
    # The next page is `number + 1` once the head has moved past it: when window `number + 3` is reached.
    for near in (number + 1, number + 3):
        keys.record(keys.opening(name, near))
    span = _span(name, number)
    if not span.ids or number > span.top - 2:
        return None
    newer = number + 1 if number + 1 <= span.top - 2 and span.followed else HEAD
    return Window(cards=_in_order(span.ids), number=number, older=_older(name, span), newer=newer)


def prepare_lists(asked: Iterable[tuple[str, int]], *, cards: int | None = None) -> set[int]:
    """Within a batch: load pages of lists with their cards; returns the articles on those not loaded before.

    asked: lists with a window's number, 0 for the head. cards: how many of each page's newest are shown; None means all.
    """
    shared = keys.shared()
    unknown = {place for place in asked if ("span", *place) not in shared}
    found = list_sql.spans(unknown)
    shared.update({("span", *place): span for place, span in found.items()})
    shown = {article_id for span in found.values() for article_id in span.ids[:cards]}
    stories.cards(shown)
    return shown


def prepare_existence(names: Iterable[str]) -> None:
    """Within a batch: ask at once which of the lists have an article."""
    people.filled(list(names))


def exists(name: str) -> bool:
    """Whether a list has an article."""
    keys.record(keys.existing(name))
    return name in people.filled([name])


def months(language: str) -> tuple[str, ...]:
    """The months that have an article, as `2026-11`, newest first."""
    return keys.remembered(("months", language), lambda: tuple(_months(language)))


def neighbouring_months(language: str, written: str) -> tuple[str | None, str | None]:
    """The months before and after one that have an article."""
    listed = months(language)
    older = next((month for month in listed if month < written), None)
    newer = next((month for month in reversed(listed) if month > written), None)
    return older, newer


def related(names: Sequence[str], card: ArticleCard) -> tuple[tuple[TeaserCard, ...], ...]:
    """For each list, the articles just before this one, topped up with the next later ones; none stands twice."""
    for name in names:
        keys.record(lists.related_key(name, card.id))
    around = stories.neighbours(names, card.id)
    groups = [stories.nearest(around.get(name) or _neighbours_of_a_draft(name, card)) for name in names]
    found = stories.teasers(article_id for group in groups for article_id in group)
    seen, chosen = {card.id}, []
    for group in groups:
        chosen.append(tuple(found[one] for one in group if one in found and one not in seen))
        seen.update(group)
    return tuple(chosen)


def _neighbours_of_a_draft(name: str, card: ArticleCard) -> Neighbours:
    before = list_sql.before(name, card.published_at, card.id, lists.RELATED)
    after = list_sql.after(name, card.published_at, card.id, lists.RELATED)
    return Neighbours(before=tuple(before), after=tuple(after))


def newest(names: Sequence[str], limit: int) -> dict[str, tuple[int, ...]]:
    """The ids of the newest articles of each list, newest first. limit: at most lists.WINDOW."""
    for name in names:
        keys.record(keys.head(name))
    shared = keys.shared()
    unknown = [(name, HEAD) for name in names if ("span", name, HEAD) not in shared]
    found = list_sql.spans(unknown)
    shared.update({("span", *place): span for place, span in found.items()})
    heads = {name: found.get((name, HEAD)) or shared["span", name, HEAD] for name in names}
    return {name: span.ids[:limit] for name, span in heads.items()}


def _span(name: str, number: int) -> Span:
    shared, place = keys.shared(), ("span", name, number)
    span = shared.get(place)
    if span is None:
        span = shared[place] = list_sql.spans([(name, number)])[name, number]
    return span


def _in_order(ids: Sequence[int]) -> tuple[ArticleCard, ...]:
    found = stories.cards(ids)
    return tuple(found[article_id] for article_id in ids if article_id in found)


def _months(language: str) -> Iterable[str]:
    keys.record(keys.months(language))
    site = ListEntry.objects.filter(list=f"site:{language}")
    reach = site.aggregate(first=Min("published_at"), last=Max("published_at"))
    if reach["first"] is None:
        return ()
    first, last = (at.year * 12 + at.month - 1 for at in (reach["first"], reach["last"]))
    written = [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(last, first - 1, -1)]
    filled = list_sql.filled([f"month:{language}:{month}" for month in written])
    return [month for month in written if f"month:{language}:{month}" in filled]


def _older(name: str, span: Span) -> int | None:
    if span.older is not None:
        keys.record(keys.opening(name, span.older))
    return span.older
