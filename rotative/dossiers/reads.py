"""Dossiers as plain cards. Every function records the keys of what it returns, so that a change reprints the page."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from datetime import date

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard
from rotative.articles.models import Article
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import Single
from rotative.core import addresses
from rotative.dossiers.cards import ChangeCard, CommitmentCard, DossierCard, DossierView, EventCard
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    CommitmentState,
    Dossier,
    DossierActor,
    Event,
)
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard


def _load_cards() -> dict[int, DossierCard]:
    published = Dossier.objects.filter(live=True).select_related("locale").order_by("pk")
    rows = list(published.prefetch_related("events", "commitments__changes"))
    proofs = {pk for row in rows for pk in _evidence(row)}
    proven = frozenset(Article.objects.published().filter(pk__in=proofs).values_list("pk", flat=True))
    return {row.pk: _card(row, proven) for row in rows}


def _load_citing() -> dict[int, list[int]]:
    citing: dict[int, list[int]] = defaultdict(list)
    events = Event.objects.filter(dossier__live=True, article__isnull=False).order_by()
    changes = CommitmentChange.objects.filter(commitment__dossier__live=True).order_by()
    cited = events.values_list("article_id", "dossier_id").union(
        changes.values_list("evidence_id", "commitment__dossier_id")
    )
    for article_id, dossier_id in cited:
        citing[article_id].append(dossier_id)
    return citing


def _load_acting() -> dict[int, list[int]]:
    acting: dict[int, list[int]] = defaultdict(list)
    actors = DossierActor.objects.filter(dossier__live=True).order_by()
    for subject_id, dossier_id in actors.values_list("subject_id", "dossier_id"):
        acting[subject_id].append(dossier_id)
    return acting


# Every published dossier by id: a newsroom follows tens of matters, not thousands.
_cards: Single[dict[int, DossierCard]] = Single(_load_cards)
# Subject → the published dossiers in which it is an actor.
_acting: Single[dict[int, list[int]]] = Single(_load_acting)
# Article → the published dossiers that cite it.
_citing: Single[dict[int, list[int]]] = Single(_load_citing)
# By language.
_lists: Cached[str, tuple[DossierCard, ...]] = Cached()
# By subject and language.
_lists_about: Cached[tuple[int, str], tuple[DossierCard, ...]] = Cached()


def listed_key(language: str) -> str:
    """Return the key of the published dossiers of a language and their order."""
    return f"dossiers:{language}"


def about_key(subject_id: int, language: str) -> str:
    """Return the key of the published dossiers in which a subject is an actor."""
    return f"dossiers:{subject_id}:{language}"


def citing_key(article_id: int) -> str:
    """Return the key of the published dossiers that cite an article."""
    return f"dossiers:citing:{article_id}"


def listed(language: str) -> tuple[DossierCard, ...]:
    """Return the published dossiers of a language, the last changed first."""
    return _lists.get_or_make(language, lambda: _listed(language))


def about(subject_id: int, language: str) -> tuple[DossierCard, ...]:
    """Return the published dossiers in which a subject is an actor, the last changed first."""
    return _lists_about.get_or_make((subject_id, language), lambda: _about(subject_id, language))


def citing(article_id: int, language: str) -> tuple[DossierCard, ...]:
    """Return the published dossiers of a language that cite an article, the last changed first."""
    return citing_any([article_id], language)


def citing_any(article_ids: Iterable[int], language: str) -> tuple[DossierCard, ...]:
    """Return the published dossiers of a language that cite one of these articles, the last changed first."""
    found: list[int] = []
    for article_id in article_ids:
        keys.record(citing_key(article_id))
        found += _citing.get().get(article_id, ())
    if not found:
        return ()
    cards = _cards.get()
    return _shown([cards[pk] for pk in found if pk in cards and cards[pk].language == language])


def exists(language: str) -> bool:
    """Return whether a language has a published dossier."""
    keys.record(listed_key(language))
    return any(card.language == language for card in _cards.get().values())


def dossier(dossier_id: int) -> DossierView | None:
    """Return a published dossier as its page shows it, or None."""
    keys.record(keys.dossier(dossier_id))
    published = Dossier.objects.filter(live=True).select_related("locale")
    row = published.prefetch_related("actors", "events", "commitments__changes").filter(pk=dossier_id).first()
    return _view(row) if row else None


def view_of(draft: Dossier) -> DossierView:
    """Return a dossier as its page would show it, with what a form holds of it."""
    for commitment in draft.commitments.all():
        if changes := list(commitment.changes.all()):
            commitment.state = max(changes, key=lambda change: change.on).state
    return _view(draft)


def _listed(language: str) -> tuple[DossierCard, ...]:
    keys.record(listed_key(language))
    return _shown([card for card in _cards.get().values() if card.language == language])


def _about(subject_id: int, language: str) -> tuple[DossierCard, ...]:
    keys.record(about_key(subject_id, language))
    acting = _acting.get().get(subject_id)
    if acting is None:
        return ()
    cards = _cards.get()
    return _shown([cards[pk] for pk in acting if pk in cards and cards[pk].language == language])


def _view(row: Dossier) -> DossierView:
    language = row.locale.language_code
    commitments = list(row.commitments.all())
    # A form has them in the order in which they were written.
    events = sorted(row.events.all(), key=lambda event: event.on)
    cited = [event.article_id for event in events if event.article_id]
    cited += [change.evidence_id for commitment in commitments for change in commitment.changes.all()]
    cards = articles.cards(cited)
    acting = [actor.subject_id for actor in row.actors.all()]
    named = subjects.subjects([*acting, *(one.who_id for one in commitments if one.who_id)], language)
    return DossierView(
        card=_card(row, frozenset(cards)),
        actors=tuple(named[pk] for pk in dict.fromkeys(acting) if pk in named),
        commitments=tuple(_commitment(one, cards, named) for one in commitments),
        events=tuple(
            EventCard(on=event.on, text=event.text, article=cards.get(event.article_id or 0))
            for event in reversed(events)
        ),
        translations=_translations(row),
    )


def _commitment(
    row: Commitment, cards: dict[int, ArticleCard], named: dict[int, SubjectCard]
) -> CommitmentCard:
    changes = tuple(
        ChangeCard(on=change.on, state=change.state, evidence=cards[change.evidence_id])
        for change in _proven(row, cards)
    )
    return CommitmentCard(
        text=row.text,
        who=named.get(row.who_id or 0),
        due=row.due,
        state=changes[-1].state if changes else "",
        changes=changes,
    )


def _proven(row: Commitment, proven: Container[int]) -> list[CommitmentChange]:
    """Return the changes of state whose evidence readers can open, oldest first. Without evidence there is no state."""
    return [change for change in row.changes.all() if change.evidence_id in proven]


def _evidence(row: Dossier) -> list[int]:
    return [change.evidence_id for one in row.commitments.all() for change in one.changes.all()]


def _translations(row: Dossier) -> dict[str, str]:
    twins = Dossier.objects.filter(translation_key=row.translation_key, live=True).exclude(pk=row.pk)
    return {
        twin.locale.language_code: addresses.dossier(twin.locale.language_code, twin.slug)
        for twin in twins.select_related("locale")
    }


def _card(row: Dossier, proven: Container[int]) -> DossierCard:
    """Make a card. proven: ids of articles that are published, among those that it cites."""
    changes = [found for one in row.commitments.all() if (found := _proven(one, proven))]
    counted = Counter(found[-1].state for found in changes)
    days = [event.on for event in row.events.all()]
    days += [change.on for found in changes for change in found]
    return DossierCard(
        id=row.pk or 0,
        language=row.locale.language_code,
        title=row.title,
        summary=row.summary,
        path=addresses.dossier(row.locale.language_code, row.slug),
        commitments={state: counted[state] for state in CommitmentState.values if counted[state]},
        moved_on=max(days, default=None),
        evidence=tuple(dict.fromkeys(_evidence(row))),
    )


def _shown(found: Iterable[DossierCard]) -> tuple[DossierCard, ...]:
    ordered = sorted(
        {card.id: card for card in found}.values(),
        key=lambda card: (card.moved_on or date.min, card.id),
        reverse=True,
    )
    for card in ordered:
        keys.record(keys.dossier(card.id))
        for article_id in card.evidence:
            # Its states come and go with these articles.
            keys.record(keys.card(article_id))
    return tuple(ordered)
