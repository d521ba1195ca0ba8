"""The archive: one page for each month, and one that lists the months.

Grammar of arg: `month:fr:2026-11` for a month, the language for the list of months.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from rotative.articles import lists
from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.layout.contexts import ArchiveMonth, ArchivePage, ArchivesPage, ArchiveYear, Pager
from rotative.layout.environment import render
from rotative.layout.frame import calendar, frame
from rotative.masthead import reads as masthead


def bake(arg: str) -> bytes:
    """One month. Raises NothingHere."""
    _kind, language, written = arg.split(":")
    cards = articles.month(arg)
    if not cards:
        raise NothingHere(recipe="month", arg=arg)
    first = _first_day(written)
    outlet = masthead.outlet(language)
    dates = calendar(outlet)
    title = dates.month(first)
    older, newer = articles.neighbouring_months(language, written)
    page = ArchivePage(
        frame=frame(
            language=language,
            path=_path(arg),
            title=title,
            breadcrumb=(Link(name=_("Archives"), path=addresses.word(language, "archive")),),
            year=first.year,
        ),
        month=first,
        days=dates.by_day(cards),
        pager=Pager(newer_path=_month_path(language, newer), older_path=_month_path(language, older)),
    )
    return render(page).encode()


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


def index_specs() -> Iterable[Spec]:
    """One list of months for each language."""
    return [
        Spec(path=addresses.word(code, "archive"), recipe="archives", arg=code)
        for code in masthead.languages()
    ]


def _path(name: str) -> str:
    _kind, language, written = name.split(":")
    first = _first_day(written)
    return addresses.archive(language, first.year, first.month)


def _month_path(language: str, written: str | None) -> str:
    return _path(f"month:{language}:{written}") if written else ""


def _first_day(written: str) -> date:
    return date.fromisoformat(f"{written}-01")


lists.shown_on("month", pages)
register(Recipe(name="month", render=bake, specs=lambda: lists.specs("month", pages), priority=50))
register(Recipe(name="archives", render=bake_index, specs=index_specs, priority=50))
