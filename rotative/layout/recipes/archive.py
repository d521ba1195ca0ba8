"""The archive: the pages of each month, and one page that lists the months.

Grammar of arg: a written ListName, `month:fr:2026-11` for the head of a month or `month:fr:2026-11@3` for an older page;
for the list of months the language.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from rotative.articles import lists
from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.articles.reads import HEAD, ListName, Window
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.layout.contexts import ArchiveMonth, ArchivePage, ArchivesPage, ArchiveYear, Pager
from rotative.layout.environment import render
from rotative.layout.frame import NAME_IN_TEXT, calendar, frame
from rotative.masthead import reads as masthead


def bake(arg: str) -> bytes:
    """Render one page of a month, day by day. Raises NothingHere."""
    name = ListName.parse(arg)
    window = articles.page(name)
    if window is None or not window.cards:
        raise NothingHere(recipe="month", arg=arg)
    first = _first_day(name.month)
    dates = calendar(masthead.conventions(name.language))
    month = title = dates.month(first)
    if name.window:
        title = _("%(title)s, page %(number)d") % {"title": title, "number": name.window}
    page = ArchivePage(
        frame=frame(
            language=name.language,
            path=_path(name),
            title=title,
            description=_("Every article of %(name)s in %(month)s, day by day.")
            % {"name": NAME_IN_TEXT, "month": month},
            breadcrumb=(Link(name=_("Archives"), path=addresses.word(name.language, "archive")),),
            year=first.year,
        ),
        month=first,
        days=dates.by_day(window.cards),
        pager=_pager(name, window),
    )
    return render(page)


def prepare(args: Sequence[str]) -> None:
    """Load the cards of many pages for a batch."""
    articles.prepare_lists(map(ListName.parse, args))


def bake_index(arg: str) -> bytes:
    """Render the list of a language's months, newest year first. arg: a language."""
    years: dict[int, list[ArchiveMonth]] = {}
    for month in articles.months(arg):
        first = _first_day(month)
        years.setdefault(first.year, []).append(ArchiveMonth(month=first, path=_month_path(arg, month)))
    page = ArchivesPage(
        frame=frame(
            language=arg,
            path=addresses.word(arg, "archive"),
            title=_("Archives"),
            description=_("Every article of %(name)s, month by month.") % {"name": NAME_IN_TEXT},
            translations={
                code: addresses.word(code, "archive") for code in masthead.languages() if code != arg
            },
            year=articles.newest_year(arg),
        ),
        heading=_("Archives"),
        years=tuple(ArchiveYear(number=number, months=tuple(months)) for number, months in years.items()),
    )
    return render(page)


def pages(name: ListName) -> Iterable[Spec]:
    """Return the head of a month's list."""
    return [older_page(name)]


def older_page(name: ListName) -> Spec:
    """Return one page of a month's list."""
    return Spec(path=_path(name), recipe="month", arg=str(name))


def specs() -> Iterable[Spec]:
    """Yield the pages of every month that has an article."""
    yield from lists.specs("month", pages)
    yield from lists.older_specs("month")


def index_specs() -> Iterable[Spec]:
    """Return one list of months for each language."""
    return [
        Spec(path=addresses.word(code, "archive"), recipe="archives", arg=code)
        for code in masthead.languages()
    ]


def _pager(name: ListName, window: Window) -> Pager:
    """Return the links through the pages of the month, and from its ends to the neighbouring months."""
    newer = older = None
    if window.older is None or window.number == HEAD:
        older, newer = articles.neighbouring_months(name.language, name.month)
    before = _path(name.page(window.older)) if window.older else _month_path(name.language, older)
    if window.number == HEAD:
        return Pager(newer_path=_month_path(name.language, newer), older_path=before)
    return Pager(newer_path=_path(name.page(window.newer or HEAD)), older_path=before)


def _path(name: ListName) -> str:
    first = _first_day(name.month)
    head = addresses.archive(name.language, first.year, first.month)
    return addresses.window(head, name.window) if name.window else head


def _month_path(language: str, month: str | None) -> str:
    return _path(ListName(kind="month", language=language, month=month)) if month else ""


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


lists.shown_on("month", pages)
lists.paged_as("month", older_page)
register(Recipe(name="month", render=bake, specs=specs, priority=50, prepare=prepare))
register(Recipe(name="archives", render=bake_index, specs=index_specs, priority=50))
