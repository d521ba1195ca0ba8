"""The letter of a reader who follows something: what they follow comes first, and where it has nothing new, nothing changes."""

import pytest

from rotative.editions import actions
from rotative.editions.draft import selections
from rotative.editions.letter.for_selection import Letters, content_of
from rotative.editions.models import Edition
from rotative.mail.sending.selection import Selection
from tests.editions.test_edition import today
from tests.factories.articles import SubjectFactory

pytestmark = pytest.mark.django_db


def arranged_backwards(a_day: list[int]) -> Edition:
    """Compose the edition of a day, and print it in the opposite order."""
    edition = actions.compose_edition(today(), "fr")
    actions.reorder(edition, a_day[::-1])
    return edition


def test_success_who_follows_nothing_of_today_gets_the_letter_as_arranged(a_day: list[int]) -> None:
    edition = arranged_backwards(a_day)
    elsewhere = SubjectFactory()

    letter = content_of(edition, Selection(minutes=5, subjects=(elsewhere.pk,)))

    assert letter == content_of(edition, Selection(minutes=5))


def test_success_selections_that_follow_the_same_stories_are_composed_once(
    a_day: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = arranged_backwards(a_day)
    others = [SubjectFactory().pk for _ in range(3)]
    letters = Letters(edition)
    composed: list[int] = []
    compose = selections.compose
    monkeypatch.setattr(
        selections, "compose", lambda stories, **how: composed.append(1) or compose(stories, **how)
    )

    written = [letters.write(Selection(minutes=3, subjects=(pk,))) for pk in others]

    assert len(composed) == 1
    assert written == [letters.write(Selection(minutes=3))] * 3
