"""Lists of articles: entering, leaving, and the pages that exist because of them.

A list is cut into windows of WINDOW articles numbered from the oldest. The head of a listing shows the two newest windows,
so between WINDOW + 1 and 2 × WINDOW articles; every older window has a page of its own that a new article never changes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.dispatch import Signal

from rotative.articles import list_sql
from rotative.articles.list_sql import Reach
from rotative.articles.models import Article, ListEntry
from rotative.bake import keys, queue
from rotative.bake.recipes import Spec
from rotative.core import clock

WINDOW = 20
# Google's news sitemaps name articles of the last two days.
NEWS_AGE = timedelta(hours=48)
# Cards shown under each main subject of an article.
RELATED = 3

Pages = Callable[[str], Iterable[Spec]]
# None where what the list is about has no name in its language, and so no page.
WindowPage = Callable[[str, int], Spec | None]

# Sent after an article entered a list, with the list's `name` and the number of its `window`.
entered = Signal()

_pages: dict[str, list[Pages]] = defaultdict(list)
_lasting_pages: dict[str, list[Pages]] = defaultdict(list)
_window_pages: dict[str, WindowPage] = {}


def kind(name: str) -> str:
    """`section` of `section:3`."""
    return name.split(":", 1)[0]


def shown_on(list_kind: str, pages: Pages) -> None:
    """Register pages that exist as long as a list of this kind has an article."""
    _pages[list_kind].append(pages)


def always_on(list_kind: str, pages: Pages) -> None:
    """Register pages that a list of this kind has even when it is empty."""
    _lasting_pages[list_kind].append(pages)


def paged_as(list_kind: str, page: WindowPage) -> None:
    """Register the page of an older window of a list of this kind."""
    _window_pages[list_kind] = page


def names(article: Article, *, subjects: Iterable[int], bylines: Iterable[int]) -> list[str]:
    """The lists a live article belongs in. subjects, bylines: the numbers of its own."""
    language = article.language
    assert article.published_at is not None  # noqa: S101 live articles are dated by actions.settle
    found = [
        f"site:{language}",
        f"section:{article.section_id}",
        f"month:{language}:{article.published_at:%Y-%m}",
    ]
    if article.form == Article.Form.BRIEF:
        found.append(f"brief:{language}")
    found += [f"subject:{subject_id}:{language}" for subject_id in subjects]
    found += [f"author:{byline_id}" for byline_id in bylines]
    if article.published_at > clock.now() - NEWS_AGE:
        found.append(f"news:{language}")
    return found


def enter(article: Article, names: Collection[str]) -> None:
    """Put an article into lists it does not stand in, and mark what shows it there."""
    at = article.published_at
    assert at is not None  # noqa: S101 live articles are dated by actions.settle
    reached = list_sql.reaches(sorted(names))
    numbers = {name: _window_for(name, at, reach) for name, reach in reached.items()}
    list_sql.add((name, number, article.pk, at) for name, number in numbers.items())
    for name, number in numbers.items():
        top = reached[name].top
        if top == 0:
            queue.place(_specs(name))
            queue.mark_stale(_existence(name))
        if number > max(top, 2):
            queue.place(_older(name, [number - 2]))
        _mark(name, number, tops=(top, max(top, number)), opened=number > top)
        _mark_related(at, article.pk, name)
        entered.send(sender=ListEntry, name=name, window=number)


def leave(entry: ListEntry) -> None:
    """Take an article out of a list and mark what showed it there."""
    name, number = entry.list, entry.window
    top = list_sql.reach(name).top
    _mark_related(entry.published_at, entry.article_id, name)
    entry.delete()
    emptied = not ListEntry.objects.filter(list=name, window=number).exists()
    after = list_sql.reach(name).top if emptied else top
    _mark(name, number, tops=(top, after), opened=emptied)
    if after == 0:
        queue.withdraw(spec.path for spec in _specs(name))
        queue.mark_stale(_existence(name))
    if emptied:
        had_page = [n for n in {number, *range(max(1, after - 1), top - 1)} if n <= top - 2]
        ended = [n for n in sorted(had_page) if not _has_page(name, n, after)]
        queue.withdraw(spec.path for spec in _older(name, ended))


def replace(name: str) -> None:
    """Put the pages of a list where they now belong, after its section, subject or byline changed its slug."""
    top = list_sql.reach(name).top
    numbers = (
        ListEntry.objects.filter(list=name, window__lte=top - 2).values_list("window", flat=True).distinct()
    )
    queue.place([*_lasting(name), *(_specs(name) if top else []), *_older(name, numbers)])


def empty(name: str) -> None:
    """Take every article out of a list at once: its pages go, and what showed it is marked."""
    reach, entries_there = list_sql.reach(name), ListEntry.objects.filter(list=name)
    members = list(entries_there.values_list("article_id", flat=True))
    pages = pages_of(name)
    numbers = set(entries_there.values_list("window", flat=True).distinct())
    entries_there.delete()
    if reach.top:
        queue.withdraw(spec.path for spec in {spec.path: spec for spec in (*pages, *_specs(name))}.values())
        marks = [mark(name, number) for number in numbers for mark in (keys.window, keys.opening)]
        related = [related_key(name, article_id) for article_id in members]
        queue.mark_stale([keys.head(name), *_existence(name), *marks, *related])


def pages_of(name: str) -> list[Spec]:
    """The pages that show a list and nothing but it: its head, its feed, its older windows."""
    found = [spec for spec in _specs(name) if spec.arg == name]
    older = ListEntry.objects.filter(list=name, window__lte=list_sql.reach(name).top - 2)
    return [*found, *_older(name, sorted(set(older.values_list("window", flat=True))))]


def give_up(name: str) -> None:
    """Withdraw the lasting pages of a list without articles whose section is deleted."""
    queue.withdraw(spec.path for spec in _lasting(name))


def specs(list_kind: str, pages: Pages) -> Iterable[Spec]:
    """The registered pages of every list of a kind that has an article."""
    for name in _names_of_kind(list_kind):
        yield from pages(name)


def window_specs(list_kind: str) -> Iterator[Spec]:
    """The pages of the older windows of every list of a kind; one list at a time, because a site has many windows."""
    rows = ListEntry.objects.filter(list__startswith=f"{list_kind}:").values_list("list", "window").distinct()
    for name, windows in groupby(rows.order_by("list", "window").iterator(), key=itemgetter(0)):
        numbers = [number for _name, number in windows]
        yield from _older(name, [number for number in numbers if number <= numbers[-1] - 2])


def related_key(name: str, article_id: int) -> str:
    """The key of the box that shows an article's neighbours in a subject."""
    return f"related:{name}:{article_id}"


def _names_of_kind(list_kind: str) -> Iterable[str]:
    rows = ListEntry.objects.filter(list__startswith=f"{list_kind}:")
    return rows.order_by("list").values_list("list", flat=True).distinct()


def _specs(name: str) -> list[Spec]:
    return [spec for pages in _pages[kind(name)] for spec in pages(name)]


def _older(name: str, numbers: Iterable[int]) -> list[Spec]:
    """The pages of older windows, none where a list of this kind has none."""
    page = _window_pages.get(kind(name))
    found = [page(name, number) for number in numbers] if page else []
    return [spec for spec in found if spec]


def _lasting(name: str) -> list[Spec]:
    return [spec for pages in _lasting_pages[kind(name)] for spec in pages(name)]


def _existence(name: str) -> list[str]:
    language = name.split(":")[1]
    return [keys.existing(name), *([keys.months(language)] if kind(name) == "month" else [])]


def _has_page(name: str, number: int, top: int) -> bool:
    return number <= top - 2 and ListEntry.objects.filter(list=name, window=number).exists()


def _window_for(name: str, published_at: datetime | None, reach: Reach) -> int:
    if reach.top == 0 or reach.newest is None or published_at is None:
        return 1
    if published_at >= reach.newest:
        return reach.top + 1 if reach.count >= WINDOW else reach.top
    # The oldest window that reaches up to this date.
    covering = (
        ListEntry.objects.filter(list=name, published_at__gte=published_at)
        .order_by("published_at", "article_id")
        .values_list("window", flat=True)
        .first()
    )
    return covering or reach.top


def _mark(name: str, number: int, *, tops: tuple[int, int], opened: bool) -> None:
    """Mark what shows a window that changed. tops: newest window before and after; opened: got its first or lost its last."""
    marks = [keys.window(name, number)]
    if number >= max(tops) - 1:
        marks.append(keys.head(name))
    if opened:
        reached = range(min(tops) + 1, max(tops) + 1)
        marks += [keys.opening(name, near) for near in {number, *reached}]
    queue.mark_stale(marks)


def _mark_related(published_at: datetime | None, article_id: int, name: str) -> None:
    if kind(name) != "subject":
        return
    if published_at is None:
        return
    # Row values, not `OR`: SQLite reads the whole list for that.
    followers = list_sql.after(name, published_at, article_id, RELATED)
    first = list_sql.oldest(name, RELATED + 1)
    # The first articles of a list show later ones as well.
    affected = followers + (first if article_id in first else [])
    queue.mark_stale(related_key(name, other) for other in affected)


def place_windows(name: str, first: int, top: int) -> None:
    """Place and mark the pages of a list whose windows from `first` on were numbered afresh."""
    queue.place(_specs(name))
    queue.mark_stale(_existence(name))
    queue.place(_older(name, range(max(1, first - 2), top - 1)))
    numbers = range(max(1, first - 2), top + 3)
    queue.mark_stale(
        [keys.head(name), *(mark(name, number) for number in numbers for mark in (keys.window, keys.opening))]
    )
    if kind(name) == "subject":
        members = ListEntry.objects.filter(list=name, window__gte=max(1, first - 1)).values_list(
            "article_id", flat=True
        )
        queue.mark_stale(related_key(name, article_id) for article_id in members)
