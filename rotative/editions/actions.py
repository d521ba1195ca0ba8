"""What happens to an edition: composed, edited, approved, its audience frozen, stopped."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models, transaction

from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.bake.recipes import Spec
from rotative.core import addresses, clock
from rotative.editions import audience, candidates
from rotative.editions.compose import Composition, Kind, Verdict, compose
from rotative.editions.errors import EmptyEdition, NotApproved, NotDraft, NothingNew, NotSending, TooLate
from rotative.editions.models import Delivery, Edition, EditionItem
from rotative.editions.models.edition import BUDGET_S
from rotative.editions.renditions import seconds
from rotative.editions.selections import section_cap
from rotative.masthead import reads as masthead

if TYPE_CHECKING:
    from rotative.staff.models import User

log = logging.getLogger("rotative.editions")

# An edition approved late in the evening may still go out for this long.
_LEAST_TIME_TO_SEND = timedelta(hours=6)


@transaction.atomic
def compose_edition(edition_on: date, language: str, *, budget_s: int | None = None) -> Edition:
    """The draft of a day's letter, composed from what was published since the last one.

    Composing a draft again keeps what the desk pinned, took out or wrote, and takes in what is new.
    budget_s: whole seconds; None means the draft's own, else five minutes.
    Raises NothingNew, EmptyEdition, PinsTooLong, NotDraft.
    """
    former = Edition.objects.select_for_update().filter(edition_on=edition_on, language=language).first()
    if former is not None and former.state != Edition.State.DRAFT:
        raise NotDraft(date=edition_on, state=former.get_state_display())
    within = candidates.span(edition_on, language, time_zone=masthead.outlet(language).time_zone)
    marks = list(former.items.all()) if former else []
    pins = frozenset(item.article_id for item in marks if item.pinned)
    removed = {item.article_id for item in marks if item.verdict == Verdict.REMOVED}
    found = candidates.considered(edition_on, language, within, pins=pins)
    if not found:
        raise NothingNew()
    budget = budget_s or (former.budget_s if former else BUDGET_S)
    offered = [one.candidate for one in found if one.candidate.id not in removed]
    if not offered:
        raise EmptyEdition(budget_s=budget)
    composition = compose(offered, budget_s=budget, cap=section_cap(offered))
    own_words = former is not None and (former.subject_line, former.preheader) != _lines(_printed(former))
    edition = former or Edition(edition_on=edition_on, language=language)
    edition.budget_s = budget
    edition.since_at, edition.until_at, edition.composed_at = within.since_at, within.until_at, clock.now()
    edition.save()
    edition.items.all().delete()
    EditionItem.objects.bulk_create(_items(edition, found, composition, removed))
    if not own_words:
        edition.subject_line, edition.preheader = _lines(_printed(edition))
        edition.save(update_fields=["subject_line", "preheader"])
    log.info(
        "Edition composed",
        extra={"event": "edition_composed", "edition_id": edition.pk, "items": len(composition.items)},
    )
    return edition


@transaction.atomic
def set_length(item: EditionItem, kind: Kind | None) -> None:
    """Print a story at another of its lengths, or (None) leave it out. Raises NotDraft."""
    edition = _draft(item.edition_id)
    if kind is None:
        item.position, item.kind, item.text, item.seconds = None, "", "", 0
        item.verdict, item.verdict_fields, item.pinned = Verdict.REMOVED, {}, False
    else:
        offer = next(offer for offer in item.renditions if offer["kind"] == kind)
        item.kind, item.text, item.seconds = kind, offer["text"], offer["seconds"]
        if item.position is None:
            item.position = len(_printed(edition))
            item.verdict, item.verdict_fields = Verdict.ADDED, {"seconds": item.seconds}
    item.save()
    _close_gaps(edition)


@transaction.atomic
def pin(item: EditionItem, *, pinned: bool = True) -> None:
    """Force a story into the edition when it is composed again, or no longer. Raises NotDraft."""
    _draft(item.edition_id)
    item.pinned = pinned
    if pinned and item.verdict == Verdict.REMOVED:
        item.verdict = ""
    item.save(update_fields=["pinned", "verdict"])


@transaction.atomic
def rewrite(item: EditionItem, *, headline: str, text: str) -> None:
    """Print a story in the editor's words; its seconds follow, for every selection. Raises NotDraft."""
    edition = _draft(item.edition_id)
    section = item.article.section.name
    item.headline, item.text = headline, text
    item.seconds = seconds(section, headline, text, language=edition.language)
    for offer in item.renditions:
        if offer["kind"] == item.kind:
            offer["text"] = text
        offer["seconds"] = seconds(section, headline, offer["text"], language=edition.language)
    item.save()


@transaction.atomic
def reorder(edition: Edition, article_ids: Sequence[int]) -> None:
    """Print the stories in this order; those not named come after, as they were. Raises NotDraft."""
    edition = _draft(edition.pk)
    place = {article_id: number for number, article_id in enumerate(article_ids)}
    printed = sorted(_printed(edition), key=lambda item: place.get(item.article_id, len(place)))
    _number(edition, printed)


@transaction.atomic
def approve(edition: Edition, *, by: "User | None" = None) -> None:
    """Let the edition out: its web copy appears, and it may be sent. Raises NotDraft, EmptyEdition."""
    locked = _draft(edition.pk)
    if not _printed(locked):
        raise EmptyEdition(budget_s=locked.budget_s)
    now = clock.now()
    locked.state, locked.approved_at, locked.approved_by = Edition.State.APPROVED, now, by
    locked.not_after = max(_midnight_after(locked), now + _LEAST_TIME_TO_SEND)
    locked.save(update_fields=["state", "approved_at", "approved_by", "not_after"])
    path = addresses.edition(locked.language, locked.edition_on)
    queue.place([Spec(path=path, recipe="edition", arg=str(locked.pk))])
    queue.mark_stale([keys.edition(locked.pk)])
    edition.refresh_from_db()
    log.info("Edition approved", extra={"event": "edition_approved", "edition_id": locked.pk})


@transaction.atomic
def reopen(edition: Edition) -> None:
    """Take an approved edition back to be edited, as long as nobody was prepared to get it. Raises NotApproved."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != Edition.State.APPROVED or locked.audience_frozen_at is not None:
        raise NotApproved(date=locked.edition_on, state=locked.get_state_display())
    locked.state, locked.approved_at, locked.approved_by = Edition.State.DRAFT, None, None
    locked.save(update_fields=["state", "approved_at", "approved_by"])
    queue.withdraw([addresses.edition(locked.language, locked.edition_on)])
    edition.refresh_from_db()


@transaction.atomic
def start_sending(edition: Edition) -> None:
    """Freeze who gets the edition and queue a delivery for each. Doing it again changes nothing.

    Raises NotApproved, TooLate.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state in (Edition.State.SENDING, Edition.State.SENT):
        edition.refresh_from_db()
        return
    if locked.state != Edition.State.APPROVED:
        raise NotApproved(date=locked.edition_on, state=locked.get_state_display())
    if locked.not_after is not None and clock.now() >= locked.not_after:
        raise TooLate(date=locked.edition_on)
    locked.state, locked.audience_frozen_at = Edition.State.SENDING, clock.now()
    locked.save(update_fields=["state", "audience_frozen_at"])
    prepared = audience.freeze(locked)
    edition.refresh_from_db()
    log.info(
        "Audience frozen", extra={"event": "audience_frozen", "edition_id": locked.pk, "prepared": prepared}
    )


@transaction.atomic
def pause(edition: Edition) -> None:
    """Hand over no further letter until the edition is resumed; those under way get their answer. Raises NotSending."""
    _sending(edition).update(paused_at=clock.now())
    edition.refresh_from_db()
    log.info("Edition paused", extra={"event": "edition_paused", "edition_id": edition.pk})


@transaction.atomic
def resume(edition: Edition) -> None:
    """Let a paused edition go on. Raises NotSending."""
    _sending(edition).update(paused_at=None)
    edition.refresh_from_db()
    log.info("Edition resumed", extra={"event": "edition_resumed", "edition_id": edition.pk})


@transaction.atomic
def stop(edition: Edition) -> None:
    """Hand over no further letter of this edition and take its web copy away; letters not yet sent are skipped."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    locked.state = Edition.State.STOPPED
    locked.save(update_fields=["state"])
    locked.deliveries.filter(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]).update(
        state=Delivery.State.SKIPPED, code="stopped", changed_at=clock.now()
    )
    path = addresses.edition(locked.language, locked.edition_on)
    if PublicPath.objects.filter(path=path, state=PublicPath.State.LIVE).exists():
        queue.withdraw([path])
    edition.refresh_from_db()
    log.info("Edition stopped", extra={"event": "edition_stopped", "edition_id": locked.pk})


@transaction.atomic
def resend_doubtful(edition: Edition) -> int:
    """Queue again, once, the letters of which nobody knows whether they went out; returns how many.

    They bear the same Message-ID, so that most mail programs show a double only once.
    """
    doubtful = edition.deliveries.doubt().filter(resent=False)
    chunks = set(doubtful.values_list("chunk_id", flat=True))
    count = doubtful.update(state=Delivery.State.QUEUED, resent=True, changed_at=clock.now())
    edition.chunks.filter(pk__in=chunks).update(state="waiting", not_before=None)
    if count:
        Edition.objects.filter(pk=edition.pk, state=Edition.State.SENT).update(state=Edition.State.SENDING)
        edition.refresh_from_db()
    return count


def _sending(edition: Edition) -> "models.QuerySet[Edition]":
    rows = Edition.objects.sending().filter(pk=edition.pk)
    if not rows.exists():
        raise NotSending(date=edition.edition_on, state=edition.get_state_display())
    return rows


def _draft(edition_id: int) -> Edition:
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    if edition.state != Edition.State.DRAFT:
        raise NotDraft(date=edition.edition_on, state=edition.get_state_display())
    return edition


def _items(
    edition: Edition, found: Iterable[candidates.Considered], composition: Composition, removed: set[int]
) -> list[EditionItem]:
    """A row for every story considered, printed or not."""
    places = {item.candidate.id: (number, item.rendition) for number, item in enumerate(composition.items)}
    rows = []
    for one in found:
        story = one.candidate
        row = EditionItem(
            edition=edition,
            article_id=story.id,
            headline=one.headline,
            pinned=story.pinned,
            story_group=story.group,
            renditions=[asdict(rendition) for rendition in story.renditions],
        )
        if story.id in removed:
            row.verdict = Verdict.REMOVED
        else:
            reason = composition.reasons[story.id]
            row.verdict, row.verdict_fields = reason.verdict, dict(reason.fields)
        if story.id in places:
            row.position, rendition = places[story.id]
            row.kind, row.text, row.seconds = rendition.kind, rendition.text, rendition.seconds
        rows.append(row)
    return rows


def _printed(edition: Edition) -> list[EditionItem]:
    return list(edition.items.filter(position__isnull=False).order_by("position"))


def _lines(printed: Sequence[EditionItem]) -> tuple[str, str]:
    """The subject line and the preview line the first headlines give."""
    headlines = [item.headline for item in printed[:3]]
    return (headlines[0] if headlines else "", " · ".join(headlines[1:]))


def _close_gaps(edition: Edition) -> None:
    _number(edition, _printed(edition))


def _number(edition: Edition, printed: Sequence[EditionItem]) -> None:
    # Two stories may not hold one place even for a moment.
    edition.items.filter(position__isnull=False).update(position=None)
    for number, item in enumerate(printed):
        item.position = number
    EditionItem.objects.bulk_update(printed, ["position"])


def _midnight_after(edition: Edition) -> datetime:
    zone = ZoneInfo(masthead.outlet(edition.language).time_zone)
    return datetime.combine(edition.edition_on + timedelta(days=1), time(), zone)
