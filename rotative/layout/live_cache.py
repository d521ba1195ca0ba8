"""The cache of a process that answers readers on the spot, such as the thanks after a form; a worker has its own.

What such a page shares with all others, the outlet and the menu, is loaded once and dropped when its key is marked.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from rotative.bake import invalidation_clock
from rotative.bake.batch import loaders
from rotative.bake.batch.cache import Cache

_kept = Cache()


@contextmanager
def up_to_date() -> Iterator[None]:
    """Use what earlier answers loaded, within the block, but for what was marked since."""
    invalidation_clock.follow(_kept, invalidation_clock.read())
    with loaders.batch(_kept):
        yield


def forget() -> None:
    """Drop everything, as for another database."""
    _kept.clear()
    _kept.followed = None
