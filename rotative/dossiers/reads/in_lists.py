"""Dossiers as plain cards. Every function records the keys of what it returns, so that a change reprints the page."""

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable
from datetime import date

from rotative.articles.models import Article
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import Single
from rotative.core import addresses
from rotative.dossiers.cards import DossierCard, LatestEvent
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    CommitmentState,
    Dossier,
    DossierActor,
    Event,
    EventSource,
    in_force,
)


def _load_cards() -> dict[int, DossierCard]:
    published = Dossier.objects.filter(live=True).select_related("locale").order_by("pk")
    rows = list(published.prefetch_related("events__sources", "commitments__changes"))
    proofs = {pk for row in rows for pk in _cited(row)}
    proven = frozenset(Article.objects.published().filter(pk__in=proofs).values_list("pk", flat=True))
    return {row.pk: card(row, proven) for row in rows}


def _load_citing(among: Collection[int] | None = None) -> dict[int, list[int]]:
    """Return the published dossiers that cite each article. among: these articles; None means all."""
    citing: dict[int, list[int]] = defaultdict(list)
    events = EventSource.objects.filter(event__dossier__live=True, article__isnull=False).order_by()
    changes = CommitmentChange.objects.filter(
        commitment__dossier__live=True, evidence__isnull=False, awaiting=False
    ).order_by()
    if among is not None:
        events, changes = events.filter(article__in=among), changes.filter(evidence__in=among)
    cited = events.values_list("article_id", "event__dossier_id").union(
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


def citing_ids(article_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the ids of the published dossiers, of any language, that cite each of these articles, in one query."""
    for article_id in article_ids:
        keys.record(citing_key(article_id))
    return {pk: frozenset(found) for pk, found in _load_citing(among=article_ids).items()}


def exists(language: str) -> bool:
    """Return whether a language has a published dossier."""
    keys.record(listed_key(language))
    return any(card.language == language for card in _cards.get().values())


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


def card(row: Dossier, proven: Container[int]) -> DossierCard:
    """Make a card. proven: ids of articles that are published, among those that it cites."""
    changes = [found for one in _commitments(row) if (found := _proven(one.changes.all(), proven))]
    counted = Counter(found[-1].state for found in changes)
    events = [event for event in _events(row) if is_open(event, proven)]
    latest = max(events, key=lambda event: (event.on, event.pk), default=None)
    days = [event.on for event in events] + [change.on for found in changes for change in found]
    return DossierCard(
        id=row.pk or 0,
        language=row.locale.language_code,
        title=row.title,
        summary=row.summary,
        path=addresses.dossier(row.locale.language_code, row.slug),
        commitments={state: counted[state] for state in CommitmentState.values if counted[state]},
        moved_on=max(days, default=None),
        latest=LatestEvent(id=latest.pk, when=latest.when, on=latest.on, text=latest.text)
        if latest
        else None,
        evidence=tuple(dict.fromkeys([*_evidence(row), *_newest_sources(row, latest)])),
        cited=_days(row),
    )


def is_open(event: Event, published: Container[int]) -> bool:
    """Return whether readers can check an event, or it never had a source. published: ids of published articles."""
    sources = event.sources.all()
    return not sources or any(one.document_id or one.article_id in published for one in sources)


def _proven(changes: Iterable[CommitmentChange], published: Container[int]) -> list[CommitmentChange]:
    """Return the changes in force that readers can check, oldest first. Without evidence there is no state."""
    return in_force(change for change in changes if change.is_proven(published))


def _events(row: Dossier) -> Collection[Event]:
    return row.events.all() if row.pk else ()


def _commitments(row: Dossier) -> Collection[Commitment]:
    return row.commitments.all() if row.pk else ()


def _evidence(row: Dossier) -> list[int]:
    changes = [change for one in _commitments(row) for change in one.changes.all()]
    return [change.evidence_id for change in changes if change.evidence_id is not None]


def _newest_sources(row: Dossier, latest: Event | None) -> list[int]:
    """Return the articles that decide which event is the latest: its own, and those of later events that wait for theirs."""
    later = [event for event in _events(row) if latest is None or event.on >= latest.on]
    return [source.article_id for event in later for source in event.sources.all() if source.article_id]


def _cited(row: Dossier) -> list[int]:
    sources = [source.article_id for event in _events(row) for source in event.sources.all()]
    return [pk for pk in sources if pk is not None] + _evidence(row)


def _days(row: Dossier) -> dict[int, date]:
    days = [(source.article_id, event.on) for event in _events(row) for source in event.sources.all()]
    days += [(change.evidence_id, change.on) for one in _commitments(row) for change in one.changes.all()]
    cited: dict[int, date] = {}
    for article_id, on in days:
        if article_id is not None:
            cited[article_id] = max(on, cited.get(article_id, on))
    return cited


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
