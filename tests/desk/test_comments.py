"""Moderating at the desk."""

import pytest
from django.test import Client

from rotative.comments.models import Comment
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.factories.articles import published

URL = "/desk/comments/"


@pytest.fixture
def held(db: None) -> list[Comment]:
    article = published()
    return [
        Comment.objects.create(
            article=article, name=f"Lectrice {n}", email=f"l{n}@example.org", text=f"Mot {n}"
        )
        for n in range(3)
    ]


def states(comments: list[Comment]) -> list[str]:
    return [Comment.objects.get(pk=comment.pk).state for comment in comments]


def test_success_held_first_oldest_first(desk: Client, held: list[Comment]) -> None:
    Comment.objects.create(article=held[0].article, name="Autre", text="Vu", state="shown")

    response = desk.get(URL)

    assert [comment.pk for comment, _address, _title in response.context["rows"]] == [
        comment.pk for comment in held
    ]
    assert "l0@example.org" in response.content.decode()


def test_success_one(desk: Client, held: list[Comment], chief: User) -> None:
    desk.post(URL, {"decision": f"show:{held[1].pk}", "comment": [held[0].pk]})

    assert states(held) == ["held", "shown", "held"]
    assert Comment.objects.get(pk=held[1].pk).decided_by == chief


def test_success_several(desk: Client, held: list[Comment]) -> None:
    desk.post(URL, {"decision": "spam", "comment": [held[0].pk, held[2].pk]})

    assert states(held) == ["spam", "held", "spam"]


def test_success_queries_do_not_grow(
    desk: Client, held: list[Comment], django_assert_max_num_queries: object
) -> None:
    desk.get(URL)

    with django_assert_max_num_queries(11):  # type: ignore[operator]
        desk.get(URL)


def test_success_writers_read_without_addresses(writer: User, held: list[Comment]) -> None:
    page = signed_in(writer).get(URL).content.decode()

    assert "Mot 0" in page
    assert "@example.org" not in page
    assert 'name="decision"' not in page


def test_fail_writers_decide_nothing(writer: User, held: list[Comment]) -> None:
    signed_in(writer).post(URL, {"decision": f"show:{held[0].pk}"})

    assert states(held) == ["held"] * 3


@pytest.mark.parametrize("decision", ["", "publish", "show:x", "show:999999", "delete:1"])
def test_fail_nonsense_changes_nothing(desk: Client, held: list[Comment], decision: str) -> None:
    assert desk.post(URL, {"decision": decision}).status_code == 302
    assert states(held) == ["held"] * 3


def test_fail_reading_decides_nothing(desk: Client, held: list[Comment]) -> None:
    desk.get(URL, {"decision": f"show:{held[0].pk}"})

    assert states(held) == ["held"] * 3
