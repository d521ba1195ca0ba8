"""Letters that wait to be called back, and the command line, which need not wait."""

# ruff: noqa: F811 fixtures have the names of arguments

import json
from collections.abc import Callable

import pytest

from rotative.editions import actions
from rotative.editions.models import Edition
from rotative.subscribers.models import Subscriber
from tests.mail.sending.relays import Handler, relay
from tests.mail.sending.test_pump import command, edition  # noqa: F401 a fixture

pytestmark = pytest.mark.django_db


def test_success_the_command_line_can_end_the_wait_of_the_desk(
    edition: Edition, readers: Callable[..., list[Subscriber]], settings: object
) -> None:
    readers(2)
    handler = Handler()
    actions.start_sending(edition, wait_s=30)

    with relay(handler) as target:
        settings.ROTATIVE = {**settings.ROTATIVE, "smtp_port": target.port}  # type: ignore[attr-defined]
        waiting = json.loads(command("send", "--json"))
        sent = json.loads(command("send", "--now", "--json"))

    assert (waiting["queued"], waiting["sent"]) == (2, 0)
    assert (sent["queued"], sent["sent"]) == (0, 2)
    assert len(handler.letters) == 2
