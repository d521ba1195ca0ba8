"""How often one network or one mailbox may ask."""

from functools import lru_cache

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# A newsroom, a school or a café shares one network; nobody needs three confirmation letters a day.
PER_NETWORK = "20/hour"
PER_ADDRESS = "3/day"


@lru_cache(maxsize=1)
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def network_may_ask(network_hash: str) -> bool:
    """Whether another request from this network is welcome; counts it."""
    return bool(_limiter().hit(parse(PER_NETWORK), "network", network_hash))


def address_may_be_asked(address_hash: str) -> bool:
    """Whether another letter may go to this mailbox; counts it."""
    return bool(_limiter().hit(parse(PER_ADDRESS), "address", address_hash))


def forget_counts() -> None:
    """Start counting anew."""
    _limiter.cache_clear()
