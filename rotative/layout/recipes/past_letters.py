"""The archive of letters. Grammar of arg: the language and a month, `fr:2026-11`; `fr:` for the page of the newest ones."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from rotative.articles.cards import Link
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.editions import actions
from rotative.editions import reads as editions
from rotative.editions.reads import LetterCard
from rotative.layout.contexts import ArchiveMonth, ArchiveYear, LetterLink, LettersPage
from rotative.layout.environment import render
from rotative.layout.frame import NAME_IN_TEXT, calendar, frame
from rotative.layout.recipes.edition import letter_link
from rotative.masthead import reads as masthead

# Letters on the first page: those of a month.
NEWEST = 31


def bake(arg: str) -> bytes:
    """Render the newest letters, or those of a month. Raises NothingHere."""
    language, _colon, month = arg.partition(":")
    every = editions.archive(language)
    shown = [card for card in every if card.month == month] if month else every[:NEWEST]
    if not shown:
        raise NothingHere(recipe="letters", arg=arg)
    return render(_of_month(language, month, shown) if month else _newest(language, shown, every))


def specs() -> Iterable[Spec]:
    """Return the archive of each language with a letter."""
    for language in masthead.languages():
        yield from actions.archive_specs(language)


def _newest(language: str, shown: Sequence[LetterCard], every: Sequence[LetterCard]) -> LettersPage:
    years: dict[int, list[ArchiveMonth]] = {}
    for month in dict.fromkeys(card.month for card in every):
        first = date.fromisoformat(f"{month}-01")
        path = addresses.letters(language, month)
        years.setdefault(first.year, []).append(ArchiveMonth(month=first, path=path))
    elsewhere = [code for code in masthead.languages() if code != language and editions.archive(code)]
    return LettersPage(
        frame=frame(
            language=language,
            path=addresses.letters(language),
            title=_("Past letters"),
            description=_("Every letter of %(name)s, to be read on the web.") % {"name": NAME_IN_TEXT},
            translations={code: addresses.letters(code) for code in elsewhere},
            year=shown[0].edition_on.year,
        ),
        heading=_("Past letters"),
        letters=_links(shown),
        years=tuple(ArchiveYear(number=number, months=tuple(months)) for number, months in years.items()),
    )


def _of_month(language: str, month: str, shown: Sequence[LetterCard]) -> LettersPage:
    first = date.fromisoformat(f"{month}-01")
    named = {"name": NAME_IN_TEXT, "month": calendar(masthead.conventions(language)).month(first)}
    title = _("Letters of %(month)s") % named
    return LettersPage(
        frame=frame(
            language=language,
            path=addresses.letters(language, month),
            title=title,
            description=_("The letters that %(name)s sent in %(month)s, to be read on the web.") % named,
            breadcrumb=(Link(name=_("Past letters"), path=addresses.letters(language)),),
            year=first.year,
        ),
        heading=title,
        letters=_links(shown),
    )


def _links(cards: Sequence[LetterCard]) -> tuple[LetterLink, ...]:
    return tuple(map(letter_link, cards))


register(Recipe(name="letters", render=bake, specs=specs, priority=45))
