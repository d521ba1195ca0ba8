"""Acts on an edition: it is composed, edited, approved, sent, paused, stopped."""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.bake.recipes import Spec
from rotative.core import addresses, clock
from rotative.editions import alerts, reads
from rotative.editions.draft.desk_edits import printed
from rotative.editions.draft.edit import (
    add_story,
    compose_edition,
    draft,
    free_s,
    offer_story,
    pin,
    put_in,
    reorder,
    rewrite,
    set_budget,
    set_length,
    swap,
    word,
)
from rotative.editions.errors import (
    EmptyEdition,
    NotApproved,
    NotSending,
    OverBudget,
    TooLate,
    TooLateToCallBack,
)
from rotative.editions.letter.for_selection import Letters
from rotative.editions.models import Edition
from rotative.mail import actions as mailings
from rotative.mail.models import Mailing
from rotative.mail.sending.selection import Audience
from rotative.masthead import reads as masthead

if TYPE_CHECKING:
    from rotative.staff.models import User

log = logging.getLogger("rotative.editions")

__all__ = [
    "add_story", "approve", "call_back", "compose_edition", "count_readers", "end_wait", "offer_story", "pause", "pin", "put_in", "reopen", "reorder", "resend_doubtful", "resume", "retry",
    "rewrite", "schedule", "set_budget", "set_length", "start_sending", "stop", "swap", "word",
]  # fmt: skip

# The edition's words in Feedback-ID and List-Id.
KIND = "edition"
LIST_NAME = "letter"
# The seconds in which the desk can call an edition back after it pressed Send.
CALL_BACK_S = 30
# An edition approved late in the evening may still go out for this long.
_LEAST_TIME_TO_SEND = timedelta(hours=6)


@transaction.atomic
def approve(edition: Edition, *, by: "User | None" = None, send_at: datetime | None = None) -> None:
    """Let the edition out: its web copy appears, and it may be sent. Raises NotDraft, EmptyEdition, OverBudget.

    send_at: aware; the worker sends it then. None means that it waits until a person starts it.
    """
    locked = draft(edition.pk)
    if not printed(locked):
        raise EmptyEdition(budget_s=locked.budget_s)
    if (free := free_s(locked)) < 0:
        raise OverBudget(seconds=-free)
    now = clock.now()
    locked.state, locked.approved_at, locked.approved_by = Edition.State.APPROVED, now, by
    locked.send_at, locked.not_after = send_at, max(_midnight_after(locked), now + _LEAST_TIME_TO_SEND)
    locked.save(update_fields=["state", "approved_at", "approved_by", "send_at", "not_after"])
    path = addresses.edition(locked.language, locked.edition_on)
    queue.place([Spec(path=path, recipe="edition", arg=str(locked.pk))])
    _follow_archive(locked)
    edition.refresh_from_db()
    log.info("Edition approved", extra={"event": "edition_approved", "edition_id": locked.pk})


@transaction.atomic
def schedule(edition: Edition, send_at: datetime | None) -> None:
    """Have an approved edition sent at that instant, or (None) only when a person starts it. Raises NotApproved."""
    locked = _waiting(edition)
    locked.send_at = send_at
    locked.save(update_fields=["send_at"])
    edition.refresh_from_db()


@transaction.atomic
def reopen(edition: Edition) -> None:
    """Take an approved edition back to be edited, as long as its audience is not frozen. Raises NotApproved."""
    locked = _waiting(edition)
    locked.state, locked.approved_at, locked.approved_by = Edition.State.DRAFT, None, None
    locked.send_at = None
    locked.save(update_fields=["state", "approved_at", "approved_by", "send_at"])
    queue.withdraw([addresses.edition(locked.language, locked.edition_on)])
    _follow_archive(locked)
    edition.refresh_from_db()


def count_readers(edition: Edition) -> int:
    """Count the readers who would get the edition if it were sent now."""
    return mailings.count_readers(_mailing(edition), Audience())


@transaction.atomic
def start_sending(edition: Edition, *, wait_s: int = 0) -> None:
    """Freeze who gets the edition, queue a delivery for each and let them go out. Doing it again changes nothing.

    wait_s: for so many seconds no letter leaves, and the edition can be called back.

    A selection whose letter cannot be composed gets the one that the editor arranged, and the editors get an e-mail.
    Raises NotApproved, TooLate, and the error of the arranged letter if no letter can be written.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state in (Edition.State.SENDING, Edition.State.SENT):
        edition.refresh_from_db()
        return
    if locked.state != Edition.State.APPROVED:
        raise NotApproved(date=locked.edition_on, state=locked.get_state_display())
    if locked.not_after is not None and clock.now() >= locked.not_after:
        raise TooLate(date=locked.edition_on)
    mailing = _mailing(locked)
    mailings.freeze(mailing, Audience(), Letters(locked).write_in_any_case)
    locked.mailing = mailing
    locked.save(update_fields=["mailing"])
    mailings.start(mailing, wait_s=wait_s)
    edition.refresh_from_db()
    if mailing.variants.exclude(trouble="").exists():
        transaction.on_commit(partial(alerts.letters_replaced, edition))


@transaction.atomic
def call_back(edition: Edition) -> None:
    """Take an edition back to approved before any of its letters has left; sending it later freezes a new audience.

    Raises TooLateToCallBack.
    """
    edition.refresh_from_db()
    # Before the edition's row is locked, as in `stop`.
    if edition.mailing is None or not mailings.call_back(edition.mailing):
        raise TooLateToCallBack(date=edition.edition_on)
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    locked.state, locked.mailing, locked.send_at = Edition.State.APPROVED, None, None
    locked.save(update_fields=["state", "mailing", "send_at"])
    edition.refresh_from_db()
    log.info("Edition called back", extra={"event": "edition_called_back", "edition_id": edition.pk})


def end_wait(edition: Edition) -> None:
    """Let the letters of an edition leave at once, if they wait to be called back."""
    if edition.mailing is not None:
        mailings.end_wait(edition.mailing)


@transaction.atomic
def pause(edition: Edition) -> None:
    """Hand over no further letter until the edition is resumed; those under way get their answer. Raises NotSending."""
    if edition.mailing is None or not mailings.pause(edition.mailing):
        raise NotSending(date=edition.edition_on, state=edition.get_state_display())
    edition.refresh_from_db()
    log.info("Edition paused", extra={"event": "edition_paused", "edition_id": edition.pk})


@transaction.atomic
def resume(edition: Edition) -> None:
    """Let a paused edition go on. Raises NotSending."""
    if edition.mailing is None or not mailings.resume(edition.mailing):
        raise NotSending(date=edition.edition_on, state=edition.get_state_display())
    edition.refresh_from_db()
    log.info("Edition resumed", extra={"event": "edition_resumed", "edition_id": edition.pk})


@transaction.atomic
def stop(edition: Edition) -> None:
    """Hand over no further letter of this edition and take its web copy away; letters not yet sent are skipped."""
    edition.refresh_from_db()
    if edition.mailing is not None:
        # Before the edition's row is locked: the pump, too, changes the mailing first.
        mailings.stop(edition.mailing)
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.mailing is None and locked.mailing is not None:
        mailings.stop(locked.mailing)
    locked.state = Edition.State.STOPPED
    locked.save(update_fields=["state"])
    path = addresses.edition(locked.language, locked.edition_on)
    if PublicPath.objects.filter(path=path, state=PublicPath.State.LIVE).exists():
        queue.withdraw([path])
    _follow_archive(locked)
    edition.refresh_from_db()
    log.info("Edition stopped", extra={"event": "edition_stopped", "edition_id": locked.pk})


@transaction.atomic
def resend_doubtful(edition: Edition) -> int:
    """Queue again, once, the letters that may or may not have gone out; return how many."""
    return _again(edition, mailings.resend_doubtful)


@transaction.atomic
def retry(edition: Edition) -> int:
    """Try at once the deferred letters, and once more those refused for another reason than their address.

    Readers who have left since get nothing. Return how many letters that are.
    """
    return _again(edition, mailings.retry)


def _again(edition: Edition, act: Callable[[Mailing], int]) -> int:
    count = act(edition.mailing) if edition.mailing else 0
    edition.refresh_from_db()
    return count


def archive_specs(language: str) -> list[Spec]:
    """Return the pages of the archive of letters: the newest ones, and each month; none before the first letter."""
    days = Edition.objects.public().filter(language=language).values_list("edition_on", flat=True)
    months = sorted({f"{on:%Y-%m}" for on in days}, reverse=True)
    return [
        Spec(path=addresses.letters(language, month), recipe="letters", arg=f"{language}:{month}")
        for month in (["", *months] if months else [])
    ]


def _follow_archive(edition: Edition) -> None:
    """Bring the archive, and the letters before and after it, in line with a letter that appeared or went."""
    wanted = archive_specs(edition.language)
    queue.place(wanted)
    written = PublicPath.objects.filter(
        recipe="letters", arg__startswith=f"{edition.language}:", state=PublicPath.State.LIVE
    ).values_list("path", flat=True)
    queue.withdraw(sorted(set(written) - {spec.path for spec in wanted}))
    beside = filter(None, reads.beside(edition.edition_on, edition.language))
    queue.mark_stale(
        [reads.archive_key(edition.language), *(reads.around_key(letter.id) for letter in beside)]
    )


def _mailing(edition: Edition) -> Mailing:
    return Mailing(
        kind=KIND,
        list_name=LIST_NAME,
        language=edition.language,
        day=edition.edition_on,
        subject_line=edition.subject_line,
        not_after=edition.not_after,
    )


def _waiting(edition: Edition) -> Edition:
    """Lock an approved edition whose audience is not frozen yet. Raises NotApproved."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != Edition.State.APPROVED or locked.mailing_id is not None:
        raise NotApproved(date=locked.edition_on, state=locked.get_state_display())
    return locked


def _midnight_after(edition: Edition) -> datetime:
    zone = ZoneInfo(masthead.outlet(edition.language).time_zone)
    return datetime.combine(edition.edition_on + timedelta(days=1), time(), zone)
