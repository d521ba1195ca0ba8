"""Acts that nobody can undo ask first, with their number."""

# ruff: noqa: F811 fixtures have the names of arguments

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rotative.comments.models import Comment
from rotative.core import clock
from rotative.editions.models import Edition
from rotative.staff.models import User
from rotative.subscribers.models import EVERY_DAY
from tests.desk.test_comments import held, states  # noqa: F401 a fixture
from tests.desk.test_editions import act, edition  # noqa: F401 a fixture


def post(client: Client, edition: Edition, **fields: object) -> Any:
    return client.post(f"/desk/editions/{edition.pk}/", fields)


def test_success_send_now_asks_with_the_number_of_readers(
    desk: Client, edition: Edition, readers: Any
) -> None:
    readers(7)
    readers(2, prefix="other-day", days=EVERY_DAY & ~(1 << edition.edition_on.weekday()))
    readers(2, prefix="arabic", language="ar")
    act(desk, edition, "approve")

    asked = post(desk, edition, act="send")
    edition.refresh_from_db()

    assert (asked.status_code, edition.state, edition.mailing) == (200, "approved", None)
    assert asked.context["question"].act == "send" and "7" in asked.context["question"].sentence
    assert 'name="sure" value="1"' in asked.content.decode()

    act(desk, edition, "send", sure="1")

    assert edition.mailing is not None and edition.mailing.deliveries.count() == 7


@pytest.mark.parametrize("name", ["approve", "schedule"])
def test_success_an_hour_that_has_passed_asks_as_well(desk: Client, edition: Edition, name: str) -> None:
    if name == "schedule":
        act(desk, edition, "approve")
    passed = (clock.now() - timedelta(days=2)).isoformat(timespec="minutes")[:16]

    asked = post(desk, edition, act=name, send_at=passed)
    edition.refresh_from_db()

    assert asked.context["question"].act == "send"
    assert (edition.state, edition.send_at, edition.mailing) == ("approved", None, None)


def test_success_stop_asks_with_the_number_of_letters(desk: Client, edition: Edition, readers: Any) -> None:
    readers(3)
    act(desk, edition, "approve")
    act(desk, edition, "send", sure="1")

    asked = post(desk, edition, act="stop")
    edition.refresh_from_db()

    assert edition.state == "sending" and "3" in asked.context["question"].sentence

    act(desk, edition, "stop", sure="1")
    assert edition.state == "stopped"


def test_success_a_test_letter_goes_to_oneself_alone(
    desk: Client,
    edition: Edition,
    readers: Any,
    chief: User,
    mailoutbox: list[Any],
) -> None:
    readers(3)

    answer = post(desk, edition, act="test", minutes="3")
    edition.refresh_from_db()

    (letter,) = mailoutbox
    assert (answer.status_code, letter.to, letter.cc, letter.bcc) == (302, [chief.email], [], [])
    assert edition.subject_line in letter.subject and letter.subject != edition.subject_line
    assert "text/html" in {part.mimetype for part in letter.alternatives}
    assert (edition.state, edition.mailing) == ("draft", None)


def test_fail_a_test_letter_without_an_address_or_right(
    desk: Client,
    edition: Edition,
    chief: User,
    writer: User,
    mailoutbox: list[Any],
) -> None:
    User.objects.filter(pk=chief.pk).update(email="")
    told = desk.post(f"/desk/editions/{edition.pk}/", {"act": "test"}, follow=True).content.decode()
    other = Client()
    other.force_login(writer)
    post(other, edition, act="test")

    assert "no e-mail address" in told and mailoutbox == []


@pytest.mark.parametrize("bulk", [True, False])
def test_success_erasing_comments_asks_with_their_number(
    desk: Client, held: list[Comment], bulk: bool
) -> None:
    chosen = (
        {"decision": "erase", "comment": [held[0].pk, held[2].pk]}
        if bulk
        else {"decision": f"erase:{held[0].pk}"}
    )

    asked = desk.post("/desk/comments/?q=Mot", chosen)

    assert asked.status_code == 200 and states(held) == ["held"] * 3
    count = 2 if bulk else 1
    assert len(asked.context["rows"]) == count and f">Erase {count} comment" in asked.content.decode()

    ids = [comment.pk for comment in asked.context["rows"]]
    answer = desk.post(asked.context["back"], {"decision": "erase", "comment": ids, "sure": "1"})

    assert answer.headers["Location"] == "/desk/comments/?q=Mot"
    assert states(held) == (["erased", "held", "erased"] if bulk else ["erased", "held", "held"])


def test_success_nothing_ticked_asks_nothing(desk: Client, held: list[Comment]) -> None:
    assert desk.post("/desk/comments/", {"decision": "erase"}).status_code == 302
    assert states(held) == ["held"] * 3
