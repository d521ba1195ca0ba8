"""Rate limits: how often one network may send a form, counted in the memory of this process."""

from functools import cached_property

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class RateLimit:
    """The limit of one form. Its counts are lost when the process ends.

    rates: "6/minute;30/hour"; a request must be within all of them.
    """

    def __init__(self, rates: str) -> None:
        self._rates = parse_many(rates)

    def allows(self, network_hash: str) -> bool:
        """Count one request from a network and return whether it is within the limit."""
        return all(self._limiter.hit(rate, network_hash) for rate in self._rates)

    def reset(self) -> None:
        """Set all counts to zero."""
        vars(self).pop("_limiter", None)

    @cached_property
    def _limiter(self) -> MovingWindowRateLimiter:
        # Not before the first request: its storage starts a thread.
        return MovingWindowRateLimiter(MemoryStorage())
