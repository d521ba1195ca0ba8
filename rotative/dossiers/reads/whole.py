"""A dossier as its own page shows it: events and states that readers can check."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, QuerySet

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import ensure_batch
from rotative.core import addresses
from rotative.dossiers.cards import (
    ActorCard,
    ChangeCard,
    CommitmentCard,
    CorrectionCard,
    DocumentCard,
    DossierView,
    EventCard,
    SummaryCard,
    TermsCard,
)
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    Dossier,
    Event,
    EventSource,
    OutsideDocument,
    in_force,
)
from rotative.dossiers.reads import in_lists
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard

# By dossier: its page, those of its parts and its files show the same.
_views: Cached[int, DossierView] = Cached()
# By language: the pages of all commitments.
_all_views: Cached[str, tuple[DossierView, ...]] = Cached()

Articles = dict[int, ArticleCard]
Subjects = dict[int, SubjectCard]


def dossier(dossier_id: int) -> DossierView | None:
    """Return a published dossier as its page shows it, or None."""
    found = _views.get(dossier_id)
    if found is not None:
        return found
    with keys.recording() as shown:
        keys.record(keys.dossier(dossier_id))
        row = _whole(Dossier.objects.filter(live=True, pk=dossier_id)).first()
        found = _view(row) if row else None
    if found is None:
        keys.record_all(shown)
        return None
    _views.put(dossier_id, found, shown)
    return found


def all_views(language: str) -> tuple[DossierView, ...]:
    """Return the published dossiers of a language whole but for their translations, the last changed first."""
    return _all_views.get_or_make(language, lambda: _every(language))


def view_of(draft: Dossier) -> DossierView:
    """Return a dossier as its page would show it, with what a form holds of title, summary and actors."""
    if draft.pk is None:
        return _view(draft)
    stored = _whole(Dossier.objects.filter(pk=draft.pk)).get()
    actors = list(draft.actors.all())
    stored.title, stored.summary, stored.slug = draft.title, draft.summary, draft.slug
    return _view(stored, actors=[(actor.subject_id, actor.role) for actor in actors])


def _every(language: str) -> tuple[DossierView, ...]:
    order = {card.id: place for place, card in enumerate(in_lists.listed(language))}
    rows = sorted(_whole(Dossier.objects.filter(live=True, pk__in=order)), key=lambda row: order[row.pk])
    with ensure_batch():
        # Once for all of them; each then finds its own.
        articles.cards([pk for row in rows for pk in _cited(row.events.all(), row.commitments.all())])
        actors = {row.pk: [(one.subject_id, one.role) for one in row.actors.all()] for row in rows}
        subjects.subjects(
            [pk for row in rows for pk in _named(actors[row.pk], row.events.all(), row.commitments.all())],
            language,
        )
        return tuple(_view(row, actors[row.pk], translated=False) for row in rows)


def _whole(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    sources = EventSource.objects.select_related("document")
    events = Event.objects.prefetch_related(Prefetch("sources", sources), "participants")
    changes = CommitmentChange.objects.select_related("document")
    commitments = Commitment.objects.select_related("document").prefetch_related(
        Prefetch("changes", changes), "terms_changes"
    )
    return rows.select_related("locale").prefetch_related(
        "actors", "summaries", Prefetch("events", events), Prefetch("commitments", commitments)
    )


def _view(
    row: Dossier, actors: Sequence[tuple[int, str]] | None = None, *, translated: bool = True
) -> DossierView:
    language = row.locale.language_code
    events: list[Event] = list(row.events.all()) if row.pk else []
    commitments: list[Commitment] = list(row.commitments.all()) if row.pk else []
    if actors is None:
        actors = [(actor.subject_id, actor.role) for actor in row.actors.all()]
    cards = articles.cards(_cited(events, commitments))
    named = subjects.subjects(_named(actors, events, commitments), language)
    shown = [event for event in events if in_lists.is_open(event, cards)]
    return DossierView(
        card=in_lists.card(row, frozenset(cards)),
        actors=tuple(ActorCard(subject=named[pk], role=role) for pk, role in actors if pk in named),
        commitments=tuple(_commitment(one, cards, named) for one in commitments),
        events=tuple(_event(event, cards, named) for event in reversed(shown)),
        earlier=_earlier(row),
        translations=_translations(row) if translated else {},
    )


def _cited(events: Iterable[Event], commitments: Iterable[Commitment]) -> list[int]:
    found = [source.article_id for event in events for source in event.sources.all()]
    found += [change.evidence_id for one in commitments for change in one.changes.all()]
    found += [one.article_id for one in commitments]
    return [pk for pk in found if pk is not None]


def _named(
    actors: Sequence[tuple[int, str]], events: Iterable[Event], commitments: Iterable[Commitment]
) -> list[int]:
    found: list[int | None] = [pk for pk, _role in actors]
    found += [pk for one in commitments for pk in (one.who_id, one.to_id)]
    found += [event.place_id for event in events]
    found += [one.subject_id for event in events for one in event.participants.all()]
    return list(dict.fromkeys(pk for pk in found if pk is not None))


def _event(event: Event, cards: Articles, named: Subjects) -> EventCard:
    sources = list(event.sources.all())
    return EventCard(
        id=event.pk,
        when=event.when,
        on=event.on,
        until=event.until,
        text=event.text,
        kind=event.kind,
        place=named.get(event.place_id or 0),
        participants=tuple(
            named[one.subject_id] for one in event.participants.all() if one.subject_id in named
        ),
        articles=tuple(cards[pk] for one in sources if (pk := one.article_id) and pk in cards),
        documents=tuple(_document(one.document) for one in sources if one.document),
        added_at=event.added_at,
    )


def _commitment(row: Commitment, cards: Articles, named: Subjects) -> CommitmentCard:
    proven = [change for change in row.changes.all() if change.is_proven(cards)]
    changes = tuple(_change(change, cards) for change in in_force(proven))
    return CommitmentCard(
        id=row.pk,
        text=row.text,
        who=named.get(row.who_id or 0),
        to=named.get(row.to_id or 0),
        said=row.said,
        quotation=row.quotation,
        article=cards.get(row.article_id or 0),
        document=_document(row.document) if row.document else None,
        due=row.due,
        due_last=row.due_last,
        due_words=row.due_words,
        amount=row.amount,
        currency=row.currency,
        state=changes[-1].state if changes else "",
        changes=changes,
        corrections=_corrections(proven),
        terms=tuple(
            TermsCard(at=one.entered_at, why=one.why, text=one.before.get("text", row.text))
            for one in row.terms_changes.all()
        ),
    )


def _change(change: CommitmentChange, cards: Articles) -> ChangeCard:
    return ChangeCard(
        id=change.pk,
        on=change.on,
        state=change.state,
        explanation=change.explanation,
        article=cards.get(change.evidence_id or 0),
        document=_document(change.document) if change.document else None,
        added_at=change.confirmed_at or change.entered_at,
    )


def _corrections(proven: Sequence[CommitmentChange]) -> tuple[CorrectionCard, ...]:
    """Return the entries that were corrected; those that readers never could check are not spoken of."""
    known = {change.pk: change for change in proven}
    return tuple(
        CorrectionCard(
            day=change.entered_at.date(),
            was_on=known[change.corrects_id].on,
            was_state=known[change.corrects_id].state,
            state=change.state,
            explanation=change.explanation,
        )
        for change in proven
        if change.corrects_id in known
    )


def _document(row: OutsideDocument) -> DocumentCard:
    return DocumentCard(
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        published=row.published,
        language=row.language,
        quotation=row.quotation,
        archive_url=row.archive_url,
    )


def _earlier(row: Dossier) -> tuple[SummaryCard, ...]:
    """Return the summaries before the present one, newest first."""
    stored = list(row.summaries.all()) if row.pk else []
    if stored and stored[-1].text == row.summary:
        del stored[-1]
    return tuple(SummaryCard(since=one.since, text=one.text) for one in reversed(stored) if one.text)


def _translations(row: Dossier) -> dict[str, str]:
    twins = Dossier.objects.filter(translation_key=row.translation_key, live=True).exclude(pk=row.pk)
    return {
        twin.locale.language_code: addresses.dossier(twin.locale.language_code, twin.slug)
        for twin in twins.select_related("locale")
    }
