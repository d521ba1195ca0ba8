"""Addresses of comments: deleted after a number of days, with the network; names and words stay."""

from datetime import timedelta
from typing import Any

import pytest

from rotative.comments import actions
from rotative.comments.models import Comment
from rotative.core import clock, personal_data
from rotative.run.worker import Worker
from tests.factories.articles import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def written() -> None:
    article = published()
    for days_ago, state in ((400, "shown"), (181, "spam"), (179, "shown")):
        Comment.objects.create(
            article=article, name="Nour", email="nour@example.org", text="Merci.", network_hash="a" * 32,
            state=state, written_at=clock.now() - timedelta(days=days_ago),
        )  # fmt: skip


@pytest.mark.parametrize(("days", "left"), [(180, 1), (90, 0), (0, 3), (3650, 3)])
def test_success_old_addresses_are_deleted(settings: Any, days: int, left: int) -> None:
    settings.ROTATIVE = {**settings.ROTATIVE, "comments_address_days": days}

    forgotten = actions.forget_addresses()

    assert forgotten == 3 - left
    assert Comment.objects.exclude(email="").exclude(network_hash="").count() == left
    assert Comment.objects.filter(name="Nour", text="Merci.").count() == 3
    assert actions.forget_addresses() == 0


def test_success_its_writer_can_still_have_it_erased() -> None:
    actions.forget_addresses()

    assert personal_data.erase("nour@example.org")["comments"] == 3
    assert set(Comment.objects.values_list("name", "text", "email", "author_hash")) == {("", "", "", "")}


def test_success_the_worker_does_it(settings: Any) -> None:
    Worker()._forget()

    assert Comment.objects.exclude(email="").count() == 1
