"""Actions on dossiers: entries of their history, and the public site that follows them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal

from rotative.articles.models import Article
from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.core import clock
from rotative.dossiers import dossier_pages as places
from rotative.dossiers import reads, reminders
from rotative.dossiers.errors import AnotherPersonConfirms, NoEvidence, NoExplanation
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    Dossier,
    DossierActor,
    DossierSummary,
    Event,
    OutsideDocument,
    ReminderRound,
    in_force,
)
from rotative.masthead import reads as masthead

if TYPE_CHECKING:
    from rotative.staff.models import User


# Sent once a week with what is to be looked at again: `reminders`.
reminded = Signal()


@transaction.atomic
def follow(dossier: Dossier) -> None:
    """Bring everything public in line with what a dossier now is. Calling it twice does no harm."""
    language = dossier.locale.language_code
    if dossier.live and language in masthead.open_languages():
        _keep_summary(dossier)
        queue.place([*places.of(dossier), *places.lists(language)])
    else:
        _withdraw(dossier)
    _mark(dossier)


@transaction.atomic
def leave(dossier: Dossier) -> None:
    """Withdraw a dossier from the site, before it is deleted."""
    _withdraw(dossier)
    _mark(dossier)


@transaction.atomic
def touch(dossier_id: int, *, subject_id: int | None = None, article_id: int | None = None) -> None:
    """Mark what shows a dossier whose events, commitments or actors changed.

    subject_id: the actor that was added or removed. article_id: the article that is cited now, or was.
    """
    row = Dossier.objects.filter(pk=dossier_id).select_related("locale").first()
    if row is None:
        # The dossier itself is being deleted, and has marked what showed it.
        return
    language = row.locale.language_code
    acting = [] if subject_id is None else [reads.about_key(subject_id, language)]
    citing = [] if article_id is None else [reads.citing_key(article_id)]
    queue.mark_stale([keys.dossier(dossier_id), reads.listed_key(language), *acting, *citing])
    if row.live and language in masthead.open_languages():
        _place_parts(row)


@transaction.atomic
def change_state(
    commitment: Commitment,
    *,
    state: str,
    on: date,
    explanation: str,
    article: Article | None = None,
    document: OutsideDocument | None = None,
    by: "User | None" = None,
    corrects: CommitmentChange | None = None,
    origin: UUID | None = None,
) -> CommitmentChange:
    """Note a new state of a commitment, or correct an entry by another one.

    state: "" takes the entry that it corrects back. Raises NoEvidence, NoExplanation.
    """
    if article is None and document is None:
        raise NoEvidence
    if not explanation.strip():
        raise NoExplanation
    return CommitmentChange.objects.create(
        commitment=commitment,
        state=state,
        on=on,
        explanation=explanation.strip(),
        evidence=article,
        document=document,
        corrects=corrects,
        entered_by=by,
        awaiting=masthead.confirms_changes(),
        origin=origin,
    )


@transaction.atomic
def confirm(change: CommitmentChange, *, by: "User") -> None:
    """Confirm a change as a second person, so that readers see it. Raises AnotherPersonConfirms."""
    if change.entered_by_id == by.pk:
        raise AnotherPersonConfirms
    change.awaiting, change.confirmed_by, change.confirmed_at = False, by, clock.now()
    change.save(update_fields=["awaiting", "confirmed_by", "confirmed_at"])


def remind() -> bool:
    """Send what is to be looked at again, once a week, from Monday on; return whether it was sent. Called by the worker."""
    today = masthead.day()
    monday = today - timedelta(days=today.weekday())
    if ReminderRound.objects.filter(monday=monday).exists():
        return False
    with transaction.atomic():
        _round, new = ReminderRound.objects.get_or_create(monday=monday)
        ReminderRound.objects.filter(monday__lt=monday).delete()
    if new and (found := reminders.reminders(today)):
        reminded.send(sender=Dossier, reminders=found)
    return new


def set_state(commitment_id: int) -> None:
    """Give a commitment the state of its last change that counts."""
    changes = in_force(CommitmentChange.objects.filter(commitment=commitment_id, awaiting=False))
    if changes:
        Commitment.objects.filter(pk=commitment_id).update(state=changes[-1].state)


def _keep_summary(dossier: Dossier) -> None:
    if dossier.first_published_at is None:
        now = clock.now()
        Dossier.objects.filter(pk=dossier.pk).update(first_published_at=now)
        dossier.first_published_at = now
    last = DossierSummary.objects.filter(dossier=dossier).order_by("-pk").first()
    if last is None or last.text != dossier.summary:
        DossierSummary.objects.create(dossier=dossier, text=dossier.summary, since=clock.now())


def place_parts(dossier_id: int) -> None:
    """Bring the pages of the parts of a dossier in line with its events that readers can check."""
    row = Dossier.objects.filter(pk=dossier_id, live=True).select_related("locale").first()
    if row is not None and row.locale.language_code in masthead.open_languages():
        _place_parts(row)


def _place_parts(dossier: Dossier) -> None:
    """Place the pages that the events of a dossier call for, and withdraw those that are empty now."""
    present = set(_own_paths(dossier))
    if places.page(dossier).path not in present:
        # Withdrawn: it is being deleted, part by part.
        return
    wanted = {spec.path: spec for spec in places.of(dossier)}
    if new := [spec for path, spec in wanted.items() if path not in present]:
        queue.place(new)
    if empty := present - wanted.keys():
        queue.withdraw(sorted(empty))


def _withdraw(dossier: Dossier) -> None:
    language = dossier.locale.language_code
    paths = _own_paths(dossier)
    if not Dossier.objects.filter(live=True, locale=dossier.locale).exclude(pk=dossier.pk).exists():
        lists = [spec.path for spec in places.lists(language)]
        live = PublicPath.objects.filter(state=PublicPath.State.LIVE, path__in=lists)
        paths += live.values_list("path", flat=True)
    queue.withdraw(paths)


def _own_paths(dossier: Dossier) -> list[str]:
    """Return the live pages of a dossier, under whatever slug they are."""
    live = PublicPath.objects.filter(state=PublicPath.State.LIVE, recipe__in=places.RECIPES)
    own = Q(arg=str(dossier.pk)) | Q(arg__startswith=f"{dossier.pk}:")
    return list(live.filter(own).values_list("path", flat=True))


def _cited(dossier: Dossier) -> set[int]:
    events = Event.objects.filter(dossier=dossier, sources__article__isnull=False)
    changes = CommitmentChange.objects.filter(commitment__dossier=dossier, evidence__isnull=False)
    found = [
        *events.values_list("sources__article_id", flat=True),
        *changes.values_list("evidence_id", flat=True),
    ]
    return {pk for pk in found if pk is not None}


def _mark(dossier: Dossier) -> None:
    language = dossier.locale.language_code
    twins = Dossier.objects.filter(translation_key=dossier.translation_key).values_list("pk", flat=True)
    acting = DossierActor.objects.filter(dossier=dossier).values_list("subject_id", flat=True)
    queue.mark_stale(
        [
            reads.listed_key(language),
            *map(keys.dossier, {dossier.pk, *twins}),
            *(reads.about_key(subject_id, language) for subject_id in acting),
            *map(reads.citing_key, _cited(dossier)),
        ]
    )
