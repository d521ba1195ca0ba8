"""The meaning of a relay's answer for a delivery, and the time until the next attempt."""

from dataclasses import dataclass
from datetime import timedelta

from rotative.mail.models import Delivery

# After the first, second, third… attempt.
_BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120))
# The end of a code by which the relay refused MAIL FROM, before it had heard of the reader.
SENDER_REFUSED = " MAIL"
# A provider that refuses by policy is paused for so long.
PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The state a delivery comes to."""

    state: Delivery.State
    code: str
    # For a deferred one: not again before so long.
    wait: timedelta | None = None
    # The provider objects to the sender, not to the reader.
    policy: bool = False


def outcome(code: str, attempt: int) -> Outcome:
    """Return the outcome of an answer: 2xx sent, 4xx deferred, 5xx failed, no answer doubt.

    A 5.7.x is about policy, and so is a refusal of MAIL FROM: it defers, and never counts against the reader.
    """
    if not code:
        return Outcome(state=Delivery.State.DOUBT, code="")
    if code.startswith("2"):
        return Outcome(state=Delivery.State.SENT, code=code)
    wait = _BACK_OFF[min(max(attempt, 1), len(_BACK_OFF)) - 1]
    policy = " 5.7." in code or code.startswith("421 4.7.") or code.endswith(SENDER_REFUSED)
    if policy or code.startswith("4"):
        return Outcome(
            state=Delivery.State.DEFERRED, code=code, wait=max(wait, PAUSE) if policy else wait, policy=policy
        )
    return Outcome(state=Delivery.State.FAILED, code=code)
