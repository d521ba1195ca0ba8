"""Rate limits: how often one network may send a form, counted for all processes together."""

from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from limits import parse_many
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from rotative.core import clock
from rotative.core.sql import rows
from rotative.request_limits import window_sql
from rotative.request_limits.models import Window


class RateLimit:
    """The limit of one form, the same in every process of the newsroom.

    rates: "6/minute;30/hour"; a request must be within all of them. A window begins with the first request in it, so at
    its end a network may send twice as much in a short time.
    """

    def __init__(self, name: str, rates: str) -> None:
        self._name = name
        self._rates = parse_many(rates)

    def allows(self, network_hash: str) -> bool:
        """Count one request from a network and return whether it is within the limit. Call it outside a transaction."""
        with transaction.atomic():
            return all(_limiter.hit(rate, self._name, network_hash) for rate in self._rates)

    def forget(self, network_hash: str) -> None:
        """Set the counts of a network back to zero."""
        for rate in self._rates:
            _limiter.clear(rate, self._name, network_hash)


def sweep() -> int:
    """Delete the windows that have ended; return their number."""
    return Window.objects.filter(ends_at__lte=clock.now()).delete()[0]


class _Table(Storage):
    """Windows in the database, for the library `limits`, which has Redis, memcached and others, but no database."""

    STORAGE_SCHEME = ["rotative"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return DatabaseError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        at = connection.ops.adapt_datetimefield_value
        now = clock.now()
        values = [key, amount, at(now + timedelta(seconds=expiry)), at(now), at(now)]
        return int(rows(window_sql.HIT, values)[0][0])

    def get(self, key: str) -> int:
        window = Window.objects.filter(key=key, ends_at__gt=clock.now()).first()
        return window.hits if window else 0

    def get_expiry(self, key: str) -> float:
        window = Window.objects.filter(key=key).first()
        return (window.ends_at if window else clock.now()).timestamp()

    def check(self) -> bool:
        return connection.is_usable()

    def reset(self) -> int:
        return Window.objects.all().delete()[0]

    def clear(self, key: str) -> None:
        Window.objects.filter(key=key).delete()


_limiter = FixedWindowRateLimiter(_Table())
