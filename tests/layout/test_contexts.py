"""Every field that a template may print gets a value from some recipe or view."""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass

import pytest

from rotative.layout import contexts
from tests.layout.newsroom import Samples


def unfilled(classes: Iterable[type], values: Iterable[object]) -> list[str]:
    """Name the fields that no value fills with anything but their default."""
    filled = {
        (type(value), each.name)
        for value in _within(values)
        for each in fields(value)  # type: ignore[arg-type]  # _within yields dataclasses only
        if getattr(value, each.name) != _default(each)
    }
    return [
        f"{one.__name__}.{each.name}"
        for one in classes
        for each in fields(one)
        if not any(issubclass(kind, one) and name == each.name for kind, name in filled)
    ]


def _within(values: Iterable[object]) -> Iterator[object]:
    """Yield every dataclass among the values and inside them."""
    for value in values:
        if is_dataclass(value):
            yield value
            yield from _within(getattr(value, each.name) for each in fields(value))
        elif isinstance(value, tuple):
            yield from _within(value)


def _default(one: Field[object]) -> object:
    if one.default_factory is not MISSING:
        return one.default_factory()
    # No value is equal to a default that is not there.
    return object() if one.default is MISSING else one.default


@pytest.mark.django_db
def test_success_every_field_is_filled_by_some_recipe(samples: Samples) -> None:
    classes = [getattr(contexts, name) for name in contexts.__all__]

    assert unfilled(classes, [*samples.printed, *samples.surroundings]) == []


@dataclass
class _Part:
    name: str
    note: str = ""


@dataclass
class _Whole:
    parts: tuple[_Part, ...] = ()
    pieces: dict[str, str] = field(default_factory=dict)


def test_success_filled_fields_inside_of_others() -> None:
    assert unfilled([_Part, _Whole], [_Whole(parts=(_Part(name="", note="x"),), pieces={"a": "b"})]) == []


def test_fail_a_field_that_nothing_fills() -> None:
    whole = _Whole(parts=(_Part(name="a"),))

    assert unfilled([_Part, _Whole], [whole]) == ["_Part.note", "_Whole.pieces"]
