"""A question to a mailbox that comes back."""

from email.utils import parseaddr

import pytest
from django.conf import settings as in_force
from django.core import mail

from rotative.mail.returns.inbound import Outcome, receive
from rotative.subscribers import actions, tasks
from rotative.subscribers.choices import Choices
from rotative.subscribers.errors import Suppressed
from rotative.subscribers.models import Subscriber
from tests.mail.returns.parsing import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def pending(monkeypatch: pytest.MonkeyPatch) -> Subscriber:
    """Return a person who was asked and has not answered."""
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_domain", "bounces.example.org")
    person = actions.subscribe("nour@example.org", Choices(language="fr"))
    tasks.send_due()
    return person


def returned(sent_from: str, said: str) -> bytes:
    """Write a report on the question."""
    (letter,) = mail.outbox
    group = f"Final-Recipient: rfc822; nour@example.org\nAction: failed\nStatus: {said.split()[1]}\nDiagnostic-Code: smtp; {said}"
    raw = samples.dsn(groups=group, letter=letter.message().as_string())
    return raw.replace(b"b-0000000042-0123456789ab@bounces.example.org", sent_from.encode())


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("550 5.1.1 User unknown", "suppressed"),
        ("552 5.2.2 Mailbox full", "pending"),
        ("550 5.7.1 Blocked: poor reputation", "pending"),
    ],
)
def test_success_a_question_has_a_return_path_of_its_own(pending: Subscriber, said: str, state: str) -> None:
    (letter,) = mail.outbox

    outcome = receive(returned(letter.from_email, said))

    pending.refresh_from_db()
    assert (outcome, pending.state) == (Outcome.BOUNCE, state)
    assert parseaddr(str(letter.message()["From"]))[1] == "edition@localhost"


def test_success_a_mailbox_that_is_gone_is_asked_no_more(pending: Subscriber) -> None:
    receive(returned(mail.outbox[0].from_email, "550 5.1.1 User unknown"))

    with pytest.raises(Suppressed):
        actions.subscribe("nour@example.org", Choices(language="fr"))


def test_fail_a_made_up_return_path(pending: Subscriber) -> None:
    raw = returned(f"q-{pending.pk:010d}-0123456789ab@bounces.example.org", "550 5.1.1 User unknown")

    assert receive(raw) == Outcome.ASIDE
    pending.refresh_from_db()
    assert pending.state == "pending"


def test_success_without_a_domain_the_sender_is_the_return_path() -> None:
    actions.subscribe("nour@example.org", Choices(language="fr"))
    tasks.send_due()

    assert mail.outbox[0].from_email == "edition@localhost"
