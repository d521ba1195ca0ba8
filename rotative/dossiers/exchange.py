"""A dossier as data for others: exported as JSON, and read back to the same dossier.

Articles are named by their path and their headline, subjects by their names; dates are EDTF.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

from django.db import transaction
from wagtail.models import Locale

from rotative.articles.cards import ArticleCard
from rotative.articles.models import Article
from rotative.core import addresses
from rotative.core.languages import CODES
from rotative.dossiers.cards import ChangeCard, CommitmentCard, DocumentCard, DossierView, EventCard
from rotative.dossiers.errors import UnreadableDossier
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    CommitmentState,
    Dossier,
    DossierActor,
    Event,
    EventKind,
    EventParticipant,
    EventSource,
    OutsideDocument,
)
from rotative.subjects.cards import SubjectCard
from rotative.subjects.models import Subject, SubjectName

# Of the format, not of the program.
VERSION = 1
# A file larger than this is no dossier.
LARGEST_BYTES = 4_000_000

_TEXT = {"type": "string"}
_VAGUE = {
    "type": "string",
    "description": "EDTF: 2027, 2027-06, 2027-21 (spring), 2027-06-30; a period is A/B",
}
_SUBJECT = {
    "type": ["object", "null"],
    "required": ["name", "kind"],
    "properties": {"name": _TEXT, "kind": {"enum": Subject.Kind.values}},
    "additionalProperties": False,
}
_ARTICLE = {
    "type": ["object", "null"],
    "required": ["url", "headline", "published"],
    "properties": {"url": {"type": "string", "format": "uri"}, "headline": _TEXT, "published": _TEXT},
    "additionalProperties": False,
}
_DOCUMENT = {
    "type": ["object", "null"],
    "required": ["title", "publisher", "url", "published", "language", "quotation", "archive_url"],
    "properties": {
        **dict.fromkeys(("title", "publisher", "url", "language", "quotation", "archive_url"), _TEXT),
        "published": _VAGUE,
    },
    "additionalProperties": False,
}


def _list_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    item = {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
    return {"type": "array", "items": item}


_CHANGES = _list_of(
    {
        "on": {"type": "string", "format": "date"},
        "state": {"enum": CommitmentState.values},
        "explanation": _TEXT,
        "article": _ARTICLE,
        "document": _DOCUMENT,
    }
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Dossier",
    "type": "object",
    "required": ["version", "language", "title", "url", "summary", "actors", "commitments", "events"],
    "properties": {
        "$schema": _TEXT,
        "version": {"const": VERSION},
        "language": {"enum": list(CODES)},
        "title": _TEXT,
        "url": {"type": "string", "format": "uri"},
        "summary": _TEXT,
        "actors": _list_of({"subject": _SUBJECT, "role": _TEXT}),
        "commitments": _list_of(
            {
                "text": _TEXT,
                "who": _SUBJECT,
                "to": _SUBJECT,
                "said": _TEXT,
                "quotation": _TEXT,
                "article": _ARTICLE,
                "document": _DOCUMENT,
                "due": _TEXT,
                "due_words": _TEXT,
                "amount": {"type": ["string", "null"]},
                "currency": _TEXT,
                "state": {"enum": ["", *CommitmentState.values]},
                "changes": _CHANGES,
            }
        ),
        "events": _list_of(
            {
                "when": _VAGUE,
                "text": _TEXT,
                "kind": {"enum": EventKind.values},
                "place": _SUBJECT,
                "participants": {"type": "array", "items": _SUBJECT},
                "articles": {"type": "array", "items": _ARTICLE},
                "documents": {"type": "array", "items": _DOCUMENT},
            }
        ),
    },
    "additionalProperties": False,
}


def exported(view: DossierView) -> dict[str, Any]:
    """Return a dossier as data that the schema describes, without the numbers of this database."""
    card = view.card
    folder = addresses.word(card.language, "dossier")
    return {
        "$schema": addresses.absolute(folder + "dossier.schema.json"),
        "version": VERSION,
        "language": card.language,
        "title": card.title,
        "url": addresses.absolute(card.path),
        "summary": card.summary,
        "actors": [{"subject": _subject(one.subject), "role": one.role} for one in view.actors],
        "commitments": [_commitment(one) for one in view.commitments],
        "events": [_event(one) for one in reversed(view.events)],
    }


def written(data: Mapping[str, Any]) -> bytes:
    """Write the data of a dossier as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _commitment(one: CommitmentCard) -> dict[str, Any]:
    return {
        "text": one.text,
        "who": _subject(one.who),
        "to": _subject(one.to),
        "said": one.said,
        "quotation": one.quotation,
        "article": _article(one.article),
        "document": _document(one.document),
        "due": one.due,
        "due_words": one.due_words,
        "amount": None if one.amount is None else str(one.amount),
        "currency": one.currency,
        "state": one.state,
        "changes": [_change(change) for change in one.changes],
    }


def _change(one: ChangeCard) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "state": one.state,
        "explanation": one.explanation,
        "article": _article(one.article),
        "document": _document(one.document),
    }


def _event(one: EventCard) -> dict[str, Any]:
    return {
        "when": one.when,
        "text": one.text,
        "kind": one.kind,
        "place": _subject(one.place),
        "participants": [_subject(subject) for subject in one.participants],
        "articles": [_article(card) for card in one.articles],
        "documents": [_document(paper) for paper in one.documents],
    }


def _subject(card: SubjectCard | None) -> dict[str, Any] | None:
    return {"name": card.name, "kind": card.kind} if card else None


def _article(card: ArticleCard | None) -> dict[str, Any] | None:
    if card is None:
        return None
    published = card.published_at.isoformat(timespec="seconds")
    return {"url": addresses.full(card.path), "headline": card.headline, "published": published}


def _document(card: DocumentCard | None) -> dict[str, Any] | None:
    if card is None:
        return None
    names = ("title", "publisher", "url", "published", "language", "quotation", "archive_url")
    return {name: getattr(card, name) for name in names}


@transaction.atomic
def load(raw: bytes, *, translation_key: UUID | None = None) -> Dossier:
    """Make a dossier of a file, not yet published. Subjects it names are found by name or made; articles by their path.

    A document whose copy was kept as a file keeps its own address as that of the copy. Raises UnreadableDossier.
    """
    data = _read(raw)
    reader = _Reader(data["language"])
    locale = Locale.objects.filter(language_code=data["language"]).first()
    if locale is None:
        raise UnreadableDossier(reason=data["language"])
    slug = data["url"].rstrip("/").rpartition("/")[2]
    dossier = Dossier(locale=locale, title=data["title"], summary=data["summary"], slug=slug)
    dossier.translation_key = translation_key or uuid4()
    dossier.actors = [
        DossierActor(subject=reader.subject(one["subject"]), role=one["role"], sort_order=order)
        for order, one in enumerate(data["actors"])
    ]
    dossier.save()
    for one in data["commitments"]:
        reader.commitment(dossier, one)
    for one in data["events"]:
        reader.event(dossier, one)
    return dossier


def _read(raw: bytes) -> dict[str, Any]:
    if len(raw) > LARGEST_BYTES:
        raise UnreadableDossier(reason=f"{len(raw)} > {LARGEST_BYTES}")
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as exc:
        raise UnreadableDossier(reason="JSON") from exc
    if problem := _problem(data, SCHEMA, "dossier"):
        raise UnreadableDossier(reason=problem)
    found: dict[str, Any] = data
    return found


def _problem(value: Any, rule: Mapping[str, Any], at: str) -> str:
    """Return the first place where a value breaks the few rules that our schema uses, or ""."""
    if ("const" in rule and value != rule["const"]) or ("enum" in rule and value not in rule["enum"]):
        return at
    types = rule.get("type", ())
    types = [types] if isinstance(types, str) else types
    known: dict[str, type] = {"string": str, "object": dict, "array": list, "null": type(None)}
    if types and not isinstance(value, tuple(known[name] for name in types)):
        return at
    if isinstance(value, list):
        found = (_problem(one, rule["items"], f"{at}[{place}]") for place, one in enumerate(value))
        return next(filter(None, found), "")
    if isinstance(value, dict):
        missing = set(rule["required"]) - value.keys()
        surplus = value.keys() - rule["properties"].keys()
        if missing or surplus:
            return f"{at}.{min(missing | surplus)}"
        found = (_problem(one, rule["properties"][name], f"{at}.{name}") for name, one in value.items())
        return next(filter(None, found), "")
    return ""


class _Reader:
    """Makes the parts of a dossier in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._documents: dict[str, OutsideDocument] = {}

    def subject(self, data: Mapping[str, Any] | None) -> Subject | None:
        if data is None:
            return None
        named = SubjectName.objects.filter(language=self._language, name=data["name"]).select_related(
            "subject"
        )
        if found := named.first():
            subject: Subject = found.subject
            return subject
        made: Subject = Subject.objects.create(kind=data["kind"])
        name = SubjectName(subject=made, language=self._language, name=data["name"])
        name.clean()
        name.save()
        return made

    def article(self, data: Mapping[str, Any] | None) -> Article | None:
        if data is None:
            return None
        path = unquote(data["url"].removeprefix(addresses.site()))
        return Article.objects.filter(path=path).first()

    def document(self, data: Mapping[str, Any] | None) -> OutsideDocument | None:
        if data is None:
            return None
        place = json.dumps(data, sort_keys=True)
        if place not in self._documents:
            archived = data["archive_url"] or data["url"]
            self._documents[place] = OutsideDocument.objects.create(**{**data, "archive_url": archived})
        return self._documents[place]

    def commitment(self, dossier: Dossier, data: Mapping[str, Any]) -> None:
        amount = data["amount"]
        made = Commitment.objects.create(
            dossier=dossier,
            who=self.subject(data["who"]),
            to=self.subject(data["to"]),
            article=self.article(data["article"]),
            document=self.document(data["document"]),
            amount=None if amount is None else Decimal(amount),
            **{name: data[name] for name in ("text", "said", "quotation", "due", "due_words", "currency")},
        )
        for one in data["changes"]:
            article, document = self.article(one["article"]), self.document(one["document"])
            if article or document:
                CommitmentChange.objects.create(
                    commitment=made,
                    on=date.fromisoformat(one["on"]),
                    state=one["state"],
                    explanation=one["explanation"],
                    evidence=article,
                    document=document,
                )

    def event(self, dossier: Dossier, data: Mapping[str, Any]) -> None:
        made = Event.objects.create(
            dossier=dossier,
            when=data["when"],
            text=data["text"],
            kind=data["kind"],
            place=self.subject(data["place"]),
        )
        for one in data["participants"]:
            EventParticipant.objects.create(event=made, subject=self.subject(one))
        sources = [EventSource(event=made, article=self.article(one)) for one in data["articles"]]
        sources += [EventSource(event=made, document=self.document(one)) for one in data["documents"]]
        for order, source in enumerate(sources):
            source.sort_order = order
            source.save()
