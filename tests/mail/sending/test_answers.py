"""Answers of a relay: those that blame no reader, and those that are on the disk before a letter is called sent."""

import os
from typing import Any

import pytest

from rotative.core import clock
from rotative.editions.models import Edition
from rotative.mail.models import Event
from rotative.mail.returns import bounce_policy
from rotative.mail.sending import deliveries, journal, sending_limits
from rotative.subscribers.models import Subscriber
from tests.mail.sending.relays import Handler, relay
from tests.mail.sending.test_pump import Readers, edition, send

__all__ = ["edition"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "answer", ["550 5.1.1 unknown", "550 mailbox unavailable", "553 5.1.8 no such domain"]
)
def test_success_a_refused_sender_blames_no_reader(edition: Edition, readers: Readers, answer: str) -> None:
    readers(3, domain="gmail.com")

    with relay(Handler(refuse_sender=answer)) as target:
        status = send(edition, target)
    bounce_policy.run_once()

    assert (status.failed, status.deferred + status.queued) == (0, 3)
    assert not Event.objects.exists()
    assert set(Subscriber.objects.values_list("state", flat=True)) == {"confirmed"}
    assert sending_limits.available("google", 5, clock.now()).letters == 0


def test_success_the_journal_is_on_the_disk_before_a_letter_is_called_sent(
    edition: Edition, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers(120)
    on_disk, called_sent = [0], []
    to_disk, settle = os.fdatasync, deliveries.settle

    def watched_sync(file: int) -> None:
        to_disk(file)
        on_disk.append(journal.path(edition.mailing.pk).read_bytes().count(b"A "))

    def watched_settle(answers: Any, *args: Any) -> None:
        settle(answers, *args)
        called_sent.append((sum(1 for _ in answers), on_disk[-1]))

    monkeypatch.setattr(os, "fdatasync", watched_sync)
    monkeypatch.setattr(deliveries, "settle", watched_settle)
    with relay(Handler()) as target:
        status = send(edition, target)

    assert status.sent == sum(count for count, _known in called_sent) == 120
    total = 0
    for count, known in called_sent:
        total += count
        assert total <= known
    # Not at each letter: the disk needs milliseconds.
    assert len(on_disk) < 60
