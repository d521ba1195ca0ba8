"""Lists of articles: an article enters and leaves them, and pages exist because of them.

A list is cut into windows of `size` articles, numbered from the oldest. Its head is one page for the two newest windows:
size + 1 to 2 × size articles. Every older window has a page of its own, which a new article never changes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet
from django.dispatch import Signal

from rotative.articles import list_name, list_sql
from rotative.articles.list_name import Kind, ListName
from rotative.articles.list_sql import Reach
from rotative.articles.models import Article, ListEntry
from rotative.articles.related import choice_sql, further_reading, together
from rotative.bake import keys, queue
from rotative.bake.recipes import Spec
from rotative.core import clock

# Articles on one page of a list.
WINDOW = 20
# Briefs are printed whole: with more of them the page does not fit the first flight.
BRIEF_WINDOW = 15
# Windows on the head of a list.
HEAD_WINDOWS = 2
# Google's news sitemaps contain the articles of the last two days.
NEWS_AGE = timedelta(hours=48)
# While a list of a subject is so short, each new article is worth reading after the others.
_YOUNG = 4

Pages = Callable[[ListName], Iterable[Spec]]
# Takes the name of an older page; returns None when the subject of the list has no name in its language.
OlderPage = Callable[[ListName], Spec | None]

# Sent after an article entered a list: `name` is the list's ListName, `window` the number of the window.
entered = Signal()

_pages: dict[Kind, list[Pages]] = defaultdict(list)
_lasting_pages: dict[Kind, list[Pages]] = defaultdict(list)
_older_pages: dict[Kind, OlderPage] = {}


def size(written: str) -> int:
    """Return the number of articles in a window of a list that is full. Windows filled by an older version may have more."""
    return min(WINDOW, BRIEF_WINDOW) if ListName.parse(written).kind == "brief" else WINDOW


def shown_on(kind: Kind, pages: Pages) -> None:
    """Register pages that exist as long as a list of this kind has an article."""
    _pages[kind].append(pages)


def always_on(kind: Kind, pages: Pages) -> None:
    """Register pages that a list of this kind has even when it is empty."""
    _lasting_pages[kind].append(pages)


def paged_as(kind: Kind, page: OlderPage) -> None:
    """Register the page of an older window of a list of this kind."""
    _older_pages[kind] = page


def newest_older_page(top: int) -> int:
    """Return the number of the newest window with a page of its own; below 1 when there is none.

    top: number of the newest window of the list.
    """
    return top - HEAD_WINDOWS


def is_older_page(number: int, top: int) -> bool:
    """Return whether a window has a page of its own, because the head does not show it."""
    return number <= newest_older_page(top)


def names(article: Article, *, subjects: Iterable[int], bylines: Iterable[int]) -> list[ListName]:
    """Return the lists in which a live article belongs. subjects, bylines: primary keys."""
    language = article.language
    assert article.published_at is not None  # noqa: S101 publication dates every live article
    # A version gives its dates on the outlet's clock, the database in UTC: one month for both.
    month = f"{article.published_at.astimezone(UTC):%Y-%m}"
    found = [
        ListName(kind="site", language=language),
        ListName(kind="section", id=article.section_id),
        ListName(kind="month", language=language, month=month),
    ]
    if article.form == Article.Form.BRIEF:
        found.append(ListName(kind="brief", language=language))
    found += [ListName(kind="subject", id=pk, language=language) for pk in subjects]
    found += [ListName(kind="author", id=pk) for pk in bylines]
    if article.published_at > clock.now() - NEWS_AGE:
        found.append(ListName(kind="news", language=language))
    return found


def enter(article: Article, names: Collection[ListName], *, mentioned: Collection[int] = ()) -> set[ListName]:
    """Add an article to lists that it is not in, and mark the pages that show it there.

    mentioned: subjects that the article is not about. Returns the lists that it hardly changed: those that are longer
    than their head, in which it opened no window.
    """
    at = article.published_at
    assert at is not None  # noqa: S101 publication dates every live article
    written = {str(name): name for name in names}
    reached = list_sql.reaches(sorted(written))
    numbers = {key: _window_for(key, at, reach) for key, reach in reached.items()}
    list_sql.add(
        (key, number, article.pk, at, is_main(written[key], mentioned)) for key, number in numbers.items()
    )
    hardly: set[ListName] = set()
    for key, number in numbers.items():
        name, top = written[key], reached[key].top
        if top > HEAD_WINDOWS and number <= top:
            hardly.add(name)
        if top == 0:
            queue.place(_specs(name))
            queue.mark_stale(_existence(name))
        if number > max(top, HEAD_WINDOWS):
            # The head moves on: the window that it leaves gets a page of its own.
            queue.place(_older(name, [newest_older_page(number)]))
        _mark(name, number, tops=(top, max(top, number)), opened=number > top)
        if name.kind == "subject" and top <= 1 and reached[key].count <= _YOUNG:
            _read_on(name, article.pk)
        entered.send(sender=ListEntry, name=name, window=number)
    return hardly


def is_main(name: ListName, mentioned: Collection[int]) -> bool:
    """Return whether an article that mentions these subjects is about the subject of a list."""
    return name.kind != "subject" or name.id not in mentioned


def leave(entry: ListEntry) -> None:
    """Remove an article from a list, and mark the pages that showed it there."""
    name, number = ListName.parse(entry.list), entry.window
    top = list_sql.reach(entry.list).top
    entry.delete()
    emptied = not _window(name, number).exists()
    after = list_sql.reach(entry.list).top if emptied else top
    _mark(name, number, tops=(top, after), opened=emptied)
    if after == 0:
        queue.withdraw(spec.path for spec in _specs(name))
        queue.mark_stale(_existence(name))
    if emptied:
        # The emptied window and those that the head now shows had pages of their own.
        concerned = {number, *range(max(1, newest_older_page(after) + 1), newest_older_page(top) + 1)}
        had_page = sorted(n for n in concerned if is_older_page(n, top))
        queue.withdraw(
            spec.path for spec in _older(name, [n for n in had_page if not _has_page(name, n, after)])
        )


def replace(name: ListName) -> None:
    """Move the pages of a list to their present paths, after the slug of its section, subject or byline changed."""
    top = list_sql.reach(str(name)).top
    numbers = _older_numbers(name, top)
    queue.place([*_lasting(name), *(_specs(name) if top else []), *_older(name, numbers)])


def empty(name: ListName) -> None:
    """Remove all articles from a list at once: withdraw its pages and mark what showed it."""
    written = str(name)
    reach, entries = list_sql.reach(written), ListEntry.objects.filter(list=written)
    pages = pages_of(name)
    numbers = set(entries.values_list("window", flat=True).distinct())
    entries.delete()
    if reach.top:
        queue.withdraw(spec.path for spec in {spec.path: spec for spec in (*pages, *_specs(name))}.values())
        queue.mark_stale([keys.head(written), *_existence(name), *_window_keys(name, numbers)])


def pages_of(name: ListName) -> list[Spec]:
    """Return the pages that show one list and nothing else: its head, its feed, its older pages."""
    found = [spec for spec in _specs(name) if spec.arg == str(name)]
    numbers = _older_numbers(name, list_sql.reach(str(name)).top)
    return [*found, *_older(name, sorted(set(numbers)))]


def give_up(name: ListName) -> None:
    """Withdraw the lasting pages of an empty list whose section is deleted."""
    queue.withdraw(spec.path for spec in _lasting(name))


def specs(kind: Kind, pages: Pages) -> Iterable[Spec]:
    """Return the pages of every list of a kind that has an article."""
    entries = ListEntry.objects.filter(list__startswith=list_name.prefix(kind))
    for written in entries.order_by("list").values_list("list", flat=True).distinct():
        yield from pages(ListName.parse(written))


def older_specs(kind: Kind) -> Iterator[Spec]:
    """Yield the older pages of every list of a kind, one list at a time because a site has many windows."""
    entries = ListEntry.objects.filter(list__startswith=list_name.prefix(kind))
    rows = entries.values_list("list", "window").distinct().order_by("list", "window")
    for written, windows in groupby(rows.iterator(), key=itemgetter(0)):
        numbers = [number for _written, number in windows]
        top = numbers[-1]
        yield from _older(
            ListName.parse(written), [number for number in numbers if is_older_page(number, top)]
        )


def place_windows(numbered: Mapping[ListName, tuple[int, int]]) -> None:
    """Place and mark the pages of lists whose windows were numbered again.

    numbered: the first and the last of these windows, by list.
    """
    # The head showed these before.
    first_pages = {name: max(1, newest_older_page(first)) for name, (first, _top) in numbered.items()}
    placed: list[Spec] = []
    marks: list[str] = []
    for name, (_first, top) in numbered.items():
        placed += _specs(name)
        placed += _older(name, range(first_pages[name], newest_older_page(top) + 1))
        # A page also depends on the opening of windows that do not exist yet: see `reads.window`.
        changed = range(first_pages[name], top + HEAD_WINDOWS + 1)
        marks += [*_existence(name), keys.head(str(name)), *_window_keys(name, changed)]
    queue.place(placed)
    queue.mark_stale(marks)
    for name in numbered:
        if name.kind == "subject":
            together.choose_again([name.id], name.language)


def _specs(name: ListName) -> list[Spec]:
    return [spec for pages in _pages[name.kind] for spec in pages(name)]


def _older(name: ListName, numbers: Iterable[int]) -> list[Spec]:
    """Return the pages of older windows; none when lists of this kind have no such pages."""
    page = _older_pages.get(name.kind)
    found = [page(name.page(number)) for number in numbers] if page else []
    return [spec for spec in found if spec]


def _older_numbers(name: ListName, top: int) -> Iterable[int]:
    older = ListEntry.objects.filter(list=str(name), window__lte=newest_older_page(top))
    return older.values_list("window", flat=True).distinct()


def _lasting(name: ListName) -> list[Spec]:
    return [spec for pages in _lasting_pages[name.kind] for spec in pages(name)]


def _existence(name: ListName) -> list[str]:
    months = [keys.months(name.language)] if name.kind == "month" else []
    return [keys.existing(str(name)), *months]


def _window_keys(name: ListName, numbers: Iterable[int]) -> list[str]:
    written = str(name)
    return [key(written, number) for number in numbers for key in (keys.window, keys.opening)]


def _has_page(name: ListName, number: int, top: int) -> bool:
    return is_older_page(number, top) and _window(name, number).exists()


def _window(name: ListName, number: int) -> QuerySet[ListEntry]:
    return ListEntry.objects.filter(list=str(name), window=number)


def _window_for(written: str, published_at: datetime, reach: Reach) -> int:
    """Return the number of the window that an article of this date enters."""
    if reach.top == 0 or reach.newest is None:
        return 1
    if published_at >= reach.newest:
        return reach.top + 1 if reach.count >= size(written) else reach.top
    # The oldest window that reaches up to this date.
    covering = (
        ListEntry.objects.filter(list=written, published_at__gte=published_at)
        .order_by("published_at", "article_id")
        .values_list("window", flat=True)
        .first()
    )
    return covering or reach.top


def _mark(name: ListName, number: int, *, tops: tuple[int, int], opened: bool) -> None:
    """Mark what shows a window that changed.

    tops: number of the newest window before and after. opened: the window got its first article or lost its last.
    """
    written = str(name)
    marks = [keys.window(written, number)]
    if not is_older_page(number, max(tops)):
        marks.append(keys.head(written))
    if opened:
        reached = range(min(tops) + 1, max(tops) + 1)
        marks += [keys.opening(written, near) for near in {number, *reached}]
    queue.mark_stale(marks)


def _read_on(name: ListName, article_id: int) -> None:
    """Let further reading be chosen again under the few other articles of a list that an article enters."""
    others = [pk for pk in list_sql.newest(str(name), _YOUNG + 1) if pk != article_id]
    readings = [further_reading.name(pk) for pk in others]
    choice_sql.forget(readings)
    queue.mark_stale(readings)
