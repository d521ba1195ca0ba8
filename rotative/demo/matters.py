"""The demo's dossiers: events and commitments over four years, with articles and outside documents as evidence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from wagtail.models import Locale

from rotative.articles.models import Article, Section
from rotative.core.text import slug as slug_of
from rotative.dossiers import actions
from rotative.dossiers.models import (
    Commitment,
    Dossier,
    DossierActor,
    Event,
    EventParticipant,
    EventSource,
    OutsideDocument,
)
from rotative.subjects.models import Subject

# Nobody can own these.
_SITE, _ARCHIVE = "https://documents.example.org", "https://archive.example.org"
_CURRENCY = "MAD"
# Quarter of the year in which a month is → the number that EDTF gives to the season.
_SEASONS = (24, 24, 21, 21, 21, 22, 22, 22, 23, 23, 23, 24)


class Filled(Protocol):
    """The things that the demo has made so far, by its own keys."""

    today: date
    locales: dict[str, Locale]
    sections: dict[tuple[str, str], Section]
    subjects: dict[str, Subject]
    articles: dict[tuple[str, str], Article]


def fill(filled: Filled, told: dict[str, Any], code: str, twin: Dossier | None) -> Dossier:
    """Make a dossier in a language, published. twin: the same one in another language."""
    dossier = Dossier(
        locale=filled.locales[code],
        title=told[code]["title"],
        summary=told[code]["summary"],
        slug=slug_of(told[code]["title"], code)[:60].strip("-"),
        section=filled.sections.get((code, told["section"])),
        live=True,
    )
    if twin is not None:
        dossier.translation_key = twin.translation_key
    dossier.actors = [
        DossierActor(subject=filled.subjects[one["key"]], role=one.get(code, ""), sort_order=n)
        for n, one in enumerate(told["actors"])
    ]
    dossier.save()
    papers = {one["key"]: _document(filled, one, code) for one in told.get("document", ())}
    for one in told["event"]:
        _event(filled, dossier, one, code, papers)
    for one in told["commitment"]:
        _commitment(filled, dossier, one, code, papers)
    return dossier


def _document(filled: Filled, told: dict[str, Any], code: str) -> OutsideDocument:
    written = told.get("language", code)
    return OutsideDocument.objects.create(
        **told[written],
        url=f"{_SITE}/{written}/{told['path']}",
        archive_url=f"{_ARCHIVE}/{written}/{told['path']}",
        published=_day(filled, told["days_ago"]).isoformat(),
        language=written,
    )


def _event(
    filled: Filled, dossier: Dossier, told: dict[str, Any], code: str, papers: dict[str, OutsideDocument]
) -> None:
    when = _vague(told.get("precision", "day"), _day(filled, told["days_ago"]))
    if "until_days_ago" in told:
        when = f"{when}/{_day(filled, told['until_days_ago']).isoformat()}"
    event = Event.objects.create(
        dossier=dossier,
        when=when,
        text=told[code],
        kind=told["kind"],
        place=filled.subjects.get(told.get("place", "")),
    )
    sources = [EventSource(article=_cited(filled, code, told["article"]))] if "article" in told else []
    sources += [EventSource(document=papers[key]) for key in told.get("documents", ())]
    for order, source in enumerate(sources):
        source.event, source.sort_order = event, order
        source.save()
    for key in told.get("with", ()):
        EventParticipant.objects.create(event=event, subject=filled.subjects[key])


def _commitment(
    filled: Filled, dossier: Dossier, told: dict[str, Any], code: str, papers: dict[str, OutsideDocument]
) -> None:
    amount = told.get("amount")
    commitment = Commitment.objects.create(
        dossier=dossier,
        text=told[code]["text"],
        quotation=told[code]["quotation"],
        who=filled.subjects.get(told["who"]),
        to=filled.subjects.get(told.get("to", "")),
        said=_day(filled, told["said"]).isoformat() if "said" in told else "",
        due=_due(filled, told.get("due", "")),
        due_words=told.get("due_words", {}).get(code, ""),
        amount=None if amount is None else Decimal(amount),
        currency="" if amount is None else _CURRENCY,
        article=_cited(filled, code, told["article"]) if "article" in told else None,
        document=papers.get(told.get("document", "")),
    )
    for one in told["change"]:
        actions.change_state(
            commitment,
            state=one["state"],
            on=_day(filled, one["days_ago"]),
            explanation=one[code],
            article=_cited(filled, code, one["article"]) if "article" in one else None,
            document=papers.get(one.get("document", "")),
        )


def _day(filled: Filled, days_ago: int) -> date:
    return filled.today - timedelta(days=days_ago)


def _due(filled: Filled, told: str) -> str:
    """Return a date that is written, or one that is so many days ago with a precision: "month 150"."""
    precision, space, days_ago = told.partition(" ")
    return _vague(precision, _day(filled, int(days_ago))) if space else told


def _vague(precision: str, day: date) -> str:
    if precision == "season":
        # A winter has the year in which it begins.
        return f"{day.year - (day.month < 3)}-{_SEASONS[day.month - 1]}"
    return {"day": day.isoformat(), "month": f"{day:%Y-%m}", "year": f"{day.year:04}"}[precision]


def _cited(filled: Filled, code: str, slug: str) -> Article:
    """Return the article cited: its Arabic translation on an Arabic page, where there is one."""
    return filled.articles.get((code, slug)) or filled.articles["fr", slug]
