"""What stands in many files, or in the same one again and again, is written once."""

from collections.abc import Callable, Hashable

from rotative.bake import keys


def once(place: Hashable, said: tuple[object, ...], write: Callable[[], bytes]) -> bytes:
    """What `write` gives, written once for as long as the same is to be said at this place.

    said: all that decides what is written. No key is noted: whoever asks has noted those of what it says.
    """
    kept: tuple[tuple[object, ...], bytes] | None = keys.kept(place)
    if kept is None or kept[0] != said:
        kept = (said, write())
        keys.keep(place, kept, frozenset())
    return kept[1]
