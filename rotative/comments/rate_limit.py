"""How often one network may comment."""

from functools import lru_cache

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# A newsroom, a school or a café shares one network, and a debate has its heat.
PER_NETWORK = "6/minute;30/hour"


@lru_cache(maxsize=1)
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def network_may_write(network_hash: str) -> bool:
    """Whether another comment from this network is welcome; counts it."""
    return all(_limiter().hit(limit, "comment", network_hash) for limit in parse_many(PER_NETWORK))


def forget_counts() -> None:
    """Start counting anew."""
    _limiter.cache_clear()
