"""Twice the comment costs twice the time, whatever it is made of."""

from collections.abc import Callable
from typing import Any

import pytest

from rotative.comments import sanitize
from rotative.comments.moderation import Context, RawComment, judge
from tests.factories.degenerate import too_dear


def _judged(text: str) -> Any:
    comment = RawComment(name="Lina", email="lina@example.org", text=text)
    return judge(comment, context=Context(blocked_words=("un mot",), recent_texts=("Bravo",)))


@pytest.mark.parametrize("work", [sanitize.name, sanitize.text, _judged])
def test_success_time_grows_with_the_length(work: Callable[[str], Any]) -> None:
    assert too_dear(work, length=6_000) == []
