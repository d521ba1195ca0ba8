"""The events of a dossier by year, newest first, with the gaps between them."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

from django.utils.translation import ngettext

from rotative.dossiers.cards import EventCard
from rotative.dossiers.models import EventKind
from rotative.layout.contexts import DossierEvent, DossierYear
from rotative.layout.dossiers import state_words as words

# Months without an event that are said.
_GAP = 4


def chronology(events: Sequence[EventCard], language: str) -> tuple[DossierYear, ...]:
    """Return the events by year. events: newest first."""
    gaps = {one.id: _gap(one, later, language) for later, one in pairwise([None, *events]) if one}
    write = words.number(language)
    return tuple(
        DossierYear(
            year=write(str(year)),
            events=tuple(_event(event, gaps[event.id], language) for event in group),
        )
        for year, group in groupby(events, key=lambda event: event.on.year)
    )


def kind_label(kind: str) -> str:
    """Return the translated name of a kind; "" for one that has no kind of its own."""
    return "" if kind == EventKind.OTHER else str(EventKind(kind).label)


def _event(event: EventCard, gap: str, language: str) -> DossierEvent:
    return DossierEvent(
        anchor=f"e{event.id}",
        when=event.when,
        on=event.on,
        html=words.paragraphs(event.text, language),
        kind=kind_label(event.kind),
        place=words.link(event.place, language) if event.place else None,
        participants=tuple(words.link(one, language) for one in event.participants),
        articles=event.articles,
        documents=event.documents,
        gap=gap,
    )


def _gap(event: EventCard, later: EventCard | None, language: str) -> str:
    """Return the sentence on the time without an event between two of them, or ""."""
    months = 0 if later is None else _months(event.until, later.on)
    if months < _GAP:
        return ""
    if months < 24:
        said = ngettext("Nothing for %(num)d month", "Nothing for %(num)d months", months)
        return words.number(language)(said % {"num": months})
    years = months // 12
    said = ngettext("Nothing for %(num)d year", "Nothing for %(num)d years", years)
    return words.number(language)(said % {"num": years})


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
