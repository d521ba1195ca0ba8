"""What a relay's answer means for a delivery."""

from dataclasses import dataclass
from datetime import timedelta

from rotative.editions.models import Delivery

# After the first, second, third… attempt.
_BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120))
# How long a provider that speaks of a policy is left alone.
PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The state a delivery comes to."""

    state: Delivery.State
    code: str
    # For a deferred one: not again before so long.
    wait: timedelta | None = None
    # The provider minds the sender, not the reader.
    policy: bool = False


def outcome(code: str, attempt: int) -> Outcome:
    """The outcome of an answer: 2xx sent, 4xx deferred, 5xx failed, none at all doubt.

    A 5.7.x is a matter of policy: it defers, and never counts against the reader.
    """
    if not code:
        return Outcome(state=Delivery.State.DOUBT, code="")
    if code.startswith("2"):
        return Outcome(state=Delivery.State.SENT, code=code)
    wait = _BACK_OFF[min(max(attempt, 1), len(_BACK_OFF)) - 1]
    policy = " 5.7." in code or code.startswith("421 4.7.")
    if policy or code.startswith("4"):
        return Outcome(
            state=Delivery.State.DEFERRED, code=code, wait=max(wait, PAUSE) if policy else wait, policy=policy
        )
    return Outcome(state=Delivery.State.FAILED, code=code)
