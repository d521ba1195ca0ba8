"""How often one network may ask. How often a mailbox is written to is kept with its subscription: see `questions_due`."""

from functools import lru_cache

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# A newsroom, a school or a café shares one network.
PER_NETWORK = "20/hour"


@lru_cache(maxsize=1)
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def network_may_ask(network_hash: str) -> bool:
    """Whether another request from this network is welcome; counts it."""
    return bool(_limiter().hit(parse(PER_NETWORK), "network", network_hash))


def forget_counts() -> None:
    """Start counting anew."""
    _limiter.cache_clear()
