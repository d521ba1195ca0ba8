"""The archive: the pages of each month, and one that lists the months.

Grammar of arg: `month:fr:2026-11` for the head of a month, `month:fr:2026-11@3` for an older page of it, the language
for the list of months.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from rotative.articles import lists
from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.articles.reads import Window
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.layout.contexts import ArchiveMonth, ArchivePage, ArchivesPage, ArchiveYear, Pager
from rotative.layout.environment import render
from rotative.layout.frame import calendar, frame
from rotative.layout.recipes.windows import asked
from rotative.masthead import reads as masthead


def bake(arg: str) -> bytes:
    """One page of a month, day by day. Raises NothingHere."""
    (name, number), (_kind, language, written) = asked(arg), arg.partition("@")[0].split(":")
    window = articles.window(name, number) if number else articles.head(name)
    if window is None or not window.cards:
        raise NothingHere(recipe="month", arg=arg)
    first = _first_day(written)
    dates = calendar(masthead.outlet(language))
    title = dates.month(first)
    if number:
        title = _("%(title)s, page %(number)d") % {"title": title, "number": number}
    page = ArchivePage(
        frame=frame(
            language=language,
            path=addresses.window(_path(name), number) if number else _path(name),
            title=title,
            breadcrumb=(Link(name=_("Archives"), path=addresses.word(language, "archive")),),
            year=first.year,
        ),
        month=first,
        days=dates.by_day(window.cards),
        pager=_pager(name, window),
    )
    return render(page).encode()


def prepare(args: Sequence[str]) -> None:
    """Load the cards of many pages at once."""
    articles.prepare_lists(map(asked, args))


def bake_index(arg: str) -> bytes:
    """The months of a language, newest year first. arg: a language."""
    years: dict[int, list[ArchiveMonth]] = {}
    for written in articles.months(arg):
        first = _first_day(written)
        years.setdefault(first.year, []).append(ArchiveMonth(month=first, path=_month_path(arg, written)))
    page = ArchivesPage(
        frame=frame(
            language=arg,
            path=addresses.word(arg, "archive"),
            title=_("Archives"),
            translations={
                code: addresses.word(code, "archive") for code in masthead.languages() if code != arg
            },
        ),
        heading=_("Archives"),
        years=tuple(ArchiveYear(number=number, months=tuple(months)) for number, months in years.items()),
    )
    return render(page).encode()


def pages(name: str) -> Iterable[Spec]:
    """The page of a month's list."""
    return [Spec(path=_path(name), recipe="month", arg=name)]


def window_page(name: str, number: int) -> Spec:
    """An older page of a month."""
    return Spec(path=addresses.window(_path(name), number), recipe="month", arg=f"{name}@{number}")


def specs() -> Iterable[Spec]:
    """The pages of every month that has an article."""
    yield from lists.specs("month", pages)
    yield from lists.window_specs("month")


def index_specs() -> Iterable[Spec]:
    """One list of months for each language."""
    return [
        Spec(path=addresses.word(code, "archive"), recipe="archives", arg=code)
        for code in masthead.languages()
    ]


def _pager(name: str, window: Window) -> Pager:
    """Through the month, then to the month beside it."""
    _kind, language, written = name.split(":")
    newer = older = None
    if window.older is None or window.number == 0:
        older, newer = articles.neighbouring_months(language, written)
    before = addresses.window(_path(name), window.older) if window.older else _month_path(language, older)
    if window.number == 0:
        return Pager(newer_path=_month_path(language, newer), older_path=before)
    after = addresses.window(_path(name), window.newer) if window.newer else _path(name)
    return Pager(newer_path=after, older_path=before)


def _path(name: str) -> str:
    _kind, language, written = name.split(":")
    first = _first_day(written)
    return addresses.archive(language, first.year, first.month)


def _month_path(language: str, written: str | None) -> str:
    return _path(f"month:{language}:{written}") if written else ""


def _first_day(written: str) -> date:
    return date.fromisoformat(f"{written}-01")


lists.shown_on("month", pages)
lists.paged_as("month", window_page)
register(Recipe(name="month", render=bake, specs=specs, priority=50, prepare=prepare))
register(Recipe(name="archives", render=bake_index, specs=index_specs, priority=50))
