"""Frames: the parts that many pages have in common, such as the outlet's name, the menu and the footer.

A page is printed as its insides, with the texts of a frame in the places between them. The application that draws the
frames registers how. The places are recorded with the page, so that after a change of the frame the oven can cut the
insides out of the page's own file and put the new texts between them, without rendering the page.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from rotative.bake import keys


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The frame of some pages."""

    # The key that such a page records; the keys in `shown` belong to it.
    key: str
    # What was shown to make it.
    shown: frozenset[str]
    # Name of a slot, one letter → its bytes.
    texts: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Framed:
    """A page within its frame."""

    body: bytes
    # The frame's name, in the grammar of those who draw it.
    name: str
    # The places of the slots in the body; see `_cuts`.
    cuts: str
    frame: Frame


# Returns the frame of a name.
Draw = Callable[[str], Frame]

_draw: list[Draw] = []
_noted: ContextVar[list[Framed] | None] = ContextVar("noted_frames", default=None)


def register(draw: Draw) -> None:
    """Register the function that draws frames, in place of the former one."""
    _draw[:] = [draw]


def draw(name: str) -> Frame:
    """Return the frame of a name."""
    return _draw[0](name)


@contextmanager
def noting() -> Iterator[list[Framed]]:
    """Yield a list that gets the framed page when one is rendered within the block."""
    noted: list[Framed] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def join(name: str, slots: str, insides: Sequence[bytes]) -> Framed:
    """Put the texts of a frame between the insides of a page, and note it for the oven.

    slots: one letter for each place between two insides. Raises KeyError for a slot that the frame lacks.
    """
    frame = draw(name)
    keys.record(frame.key)
    framed = _joined(frame, name, slots, insides)
    noted = _noted.get()
    if noted is not None:
        noted.append(framed)
    return framed


def reframe(body: bytes, *, name: str, cuts: str) -> Framed | None:
    """Return a printed page within its present frame; None when it has a slot that the frame lacks.

    body: exactly the bytes for which the cuts were recorded.
    """
    slots, places = json.loads(cuts)
    frame = draw(name)
    insides, at = [], 0
    for number in range(0, len(places), 2):
        start = places[number]
        insides.append(body[at:start])
        at = start + places[number + 1]
    insides.append(body[at:])
    try:
        return _joined(frame, name, slots, insides)
    except KeyError:
        return None


def _joined(frame: Frame, name: str, slots: str, insides: Sequence[bytes]) -> Framed:
    parts, at = [insides[0]], len(insides[0])
    places: list[int] = []
    for slot, inside in zip(slots, insides[1:], strict=True):
        text = frame.texts[slot]
        parts += (text, inside)
        places += (at, len(text))
        at += len(text) + len(inside)
    return Framed(body=b"".join(parts), name=name, cuts=_cuts(slots, places), frame=frame)


def _cuts(slots: str, places: Sequence[int]) -> str:
    """Write the slots of a page, and the start and length in bytes of each."""
    return f'["{slots}",[{",".join(map(str, places))}]]'
