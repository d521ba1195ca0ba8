"""Questions before acts on an edition that cannot be undone, with the number of readers they are about."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.desk.editions.words import grouped
from rotative.editions import actions, reads
from rotative.editions.models import Edition


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question before an act."""

    # Of the form.
    act: str
    sentence: str
    # The consequences of a yes.
    consequence: str
    button: str


def question_about(edition: Edition, act: str) -> Question | None:
    """Return the question before an act; None if it needs none, or is not possible anyway."""
    if act == "send" and edition.state == Edition.State.APPROVED:
        return _about_sending(edition)
    if act == "stop" and edition.state == Edition.State.SENDING:
        return _about_stopping(edition)
    if act == "resend":
        return _about_sending_twice(edition)
    return None


def _about_sending(edition: Edition) -> Question:
    count = actions.count_readers(edition)
    return Question(
        act="send",
        sentence=ngettext(
            "Send “%(subject)s” to %(number)s reader now?",
            "Send “%(subject)s” to %(number)s readers now?",
            count,
        )
        % {"subject": edition.subject_line, "number": grouped(count)},
        consequence=_(
            "You can call them back for %(seconds)d seconds; then the letters leave. Send yourself a test letter first."
        )
        % {"seconds": actions.CALL_BACK_S},
        button=ngettext("Send to %(number)s reader", "Send to %(number)s readers", count)
        % {"number": grouped(count)},
    )


def _about_stopping(edition: Edition) -> Question:
    status = reads.status(edition)
    count = status.queued + status.deferred
    return Question(
        act="stop",
        sentence=ngettext(
            "Stop the edition before %(number)s more letter?",
            "Stop the edition before %(number)s more letters?",
            count,
        )
        % {"number": grouped(count)},
        consequence=_(
            "These readers get nothing, and the web copy goes. This cannot be undone; “Pause” holds the letters back."
        ),
        button=_("Stop for good"),
    )


def _about_sending_twice(edition: Edition) -> Question | None:
    doubtful = edition.mailing.deliveries.doubt().filter(resent=False) if edition.mailing else None
    count = doubtful.count() if doubtful is not None else 0
    if not count:
        return None
    return Question(
        act="resend",
        sentence=ngettext(
            "Send %(number)s doubtful letter once more?", "Send %(number)s doubtful letters once more?", count
        )
        % {"number": grouped(count)},
        consequence=_(
            "Nobody knows whether these letters have arrived. Readers who have theirs get it a second time."
        ),
        button=_("Send once more"),
    )
