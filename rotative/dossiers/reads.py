"""Dossiers as plain cards. Every function notes what it hands out, so that the page is printed again when it changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard
from rotative.bake import keys
from rotative.core import addresses
from rotative.core.sql import rows
from rotative.dossiers.cards import ChangeCard, CommitmentCard, DossierCard, DossierView, EventCard
from rotative.dossiers.models import Commitment, CommitmentState, Dossier
from rotative.subjects import reads as subjects
from rotative.subjects.cards import SubjectCard

_ACTING = """
    SELECT a.subject_id, a.dossier_id FROM dossiers_dossieractor a
    JOIN dossiers_dossier d ON d.id = a.dossier_id AND d.live
"""


def listed_key(language: str) -> str:
    """The key of "which dossiers are published, and in which order"."""
    return f"dossiers:{language}"


def about_key(subject_id: int, language: str) -> str:
    """The key of "which published dossiers a subject acts in"."""
    return f"dossiers:{subject_id}:{language}"


def listed(language: str) -> tuple[DossierCard, ...]:
    """The published dossiers of a language, the one that moved last first."""
    return keys.remembered(("dossiers", language), lambda: _listed(language))


def about(subject_id: int, language: str) -> tuple[DossierCard, ...]:
    """The published dossiers in which a subject acts, the one that moved last first."""
    return keys.remembered(("dossiers", subject_id, language), lambda: _about(subject_id, language))


def exists(language: str) -> bool:
    """Whether a language has a published dossier."""
    keys.record(listed_key(language))
    return any(card.language == language for card in _cards().values())


def dossier(dossier_id: int) -> DossierView | None:
    """A published dossier as its page shows it, or None."""
    keys.record(keys.dossier(dossier_id))
    published = Dossier.objects.filter(live=True).select_related("locale")
    row = published.prefetch_related("actors", "events", "commitments__changes").filter(pk=dossier_id).first()
    return _view(row) if row else None


def _listed(language: str) -> tuple[DossierCard, ...]:
    keys.record(listed_key(language))
    return _shown([card for card in _cards().values() if card.language == language])


def _about(subject_id: int, language: str) -> tuple[DossierCard, ...]:
    keys.record(about_key(subject_id, language))
    acting = _acting().get(subject_id)
    if acting is None:
        return ()
    cards = _cards()
    return _shown([cards[pk] for pk in acting if pk in cards and cards[pk].language == language])


def _view(row: Dossier) -> DossierView:
    language = row.locale.language_code
    commitments = list(row.commitments.all())
    events = list(row.events.all())
    cited = [event.article_id for event in events if event.article_id]
    cited += [change.evidence_id for commitment in commitments for change in commitment.changes.all()]
    cards = articles.cards(cited)
    acting = [actor.subject_id for actor in row.actors.all()]
    named = subjects.subjects([*acting, *(one.who_id for one in commitments if one.who_id)], language)
    return DossierView(
        card=_card(row),
        actors=tuple(named[pk] for pk in dict.fromkeys(acting) if pk in named),
        commitments=tuple(_commitment(one, cards, named) for one in commitments),
        events=tuple(
            EventCard(on=event.on, text=event.text, article=cards.get(event.article_id or 0))
            for event in events
        ),
        translations=_translations(row),
    )


def _commitment(
    row: Commitment, cards: dict[int, ArticleCard], named: dict[int, SubjectCard]
) -> CommitmentCard:
    return CommitmentCard(
        text=row.text,
        who=named.get(row.who_id or 0),
        due=row.due,
        state=row.state,
        changes=tuple(
            ChangeCard(on=change.on, state=change.state, evidence=cards.get(change.evidence_id))
            for change in row.changes.all()
        ),
    )


def _translations(row: Dossier) -> dict[str, str]:
    twins = Dossier.objects.filter(translation_key=row.translation_key, live=True).exclude(pk=row.pk)
    return {
        twin.locale.language_code: addresses.dossier(twin.locale.language_code, twin.slug)
        for twin in twins.select_related("locale")
    }


def _cards() -> dict[int, DossierCard]:
    """Every published dossier by id: a newsroom follows tens of matters, not thousands."""
    shared = keys.shared()
    if "dossiers" not in shared:
        published = Dossier.objects.filter(live=True).select_related("locale").order_by("pk")
        shared["dossiers"] = {
            row.pk: _card(row) for row in published.prefetch_related("events", "commitments__changes")
        }
    found: dict[int, DossierCard] = shared["dossiers"]
    return found


def _acting() -> dict[int, list[int]]:
    """Subject → the published dossiers it acts in."""
    shared = keys.shared()
    if "dossier actors" not in shared:
        acting: dict[int, list[int]] = defaultdict(list)
        for subject_id, dossier_id in rows(_ACTING, []):
            acting[subject_id].append(dossier_id)
        shared["dossier actors"] = acting
    found: dict[int, list[int]] = shared["dossier actors"]
    return found


def _card(row: Dossier) -> DossierCard:
    commitments = list(row.commitments.all())
    counted = Counter(commitment.state for commitment in commitments)
    days = [event.on for event in row.events.all()]
    days += [change.on for commitment in commitments for change in commitment.changes.all()]
    return DossierCard(
        id=row.pk,
        language=row.locale.language_code,
        title=row.title,
        summary=row.summary,
        path=addresses.dossier(row.locale.language_code, row.slug),
        commitments={state: counted[state] for state in CommitmentState.values if counted[state]},
        moved_on=max(days, default=None),
    )


def _shown(found: Iterable[DossierCard]) -> tuple[DossierCard, ...]:
    ordered = sorted(
        {card.id: card for card in found}.values(),
        key=lambda card: (card.moved_on or date.min, card.id),
        reverse=True,
    )
    for card in ordered:
        keys.record(keys.dossier(card.id))
    return tuple(ordered)
