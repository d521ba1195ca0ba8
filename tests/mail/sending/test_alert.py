"""A mailing that is no edition, through the whole engine: frozen, sent, journalled, returned and accounted for."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from rotative.editions.errors import EmptyEdition
from rotative.editions.models import Edition
from rotative.mail import actions, reads
from rotative.mail.message.content import LEAVE, Content
from rotative.mail.message.verp import delivery_of, leave_address, message_name, return_path
from rotative.mail.models import Delivery, Event, Mailing
from rotative.mail.reads import Status
from rotative.mail.returns import bounce_policy
from rotative.mail.returns.inbound import Outcome, receive
from rotative.mail.sending import journal
from rotative.mail.sending.pump import Pump
from rotative.mail.sending.selection import ANY, Audience, Selection
from rotative.mail.sending.smtp import SmtpTransport
from rotative.subscribers import actions as subscribers
from rotative.subscribers.link_tokens import leave_token
from rotative.subscribers.models import Subscriber
from tests.flows.letters import parsed
from tests.mail.returns.parsing import samples
from tests.mail.sending.relays import Handler, relay

pytestmark = pytest.mark.django_db

Readers = Callable[..., list[Subscriber]]
SUBJECT = "Crue du fleuve : les quais sont fermés"


def alert() -> Mailing:
    """Return an alert for today, not saved."""
    return Mailing(kind="alert", list_name="alerts", language="fr", day=localdate(), subject_line=SUBJECT)


def content(selection: Selection = ANY) -> Content:
    body = f"Les quais ferment à midi.\nhttps://estuaire.example/_/unsubscribe/{LEAVE}/\n"
    return Content(subject_line=SUBJECT, html=f"<p>{body}</p>", text=body, seconds=5)


def send(mailing: Mailing, handler: Handler) -> Status:
    """Hand over what is due to a relay of one connection."""
    with relay(handler) as target:
        return Pump(mailing, SmtpTransport([target], connections=1)).run()


def test_success_an_alert_is_sent_and_accounted_for(readers: Readers) -> None:
    people = [*readers(3, minutes=3, sections=[1]), *readers(1, prefix="later")]
    people += readers(1, prefix="sunday", days=1 << ((localdate().weekday() + 1) % 7))
    readers(1, prefix="gone")
    readers(1, prefix="arabic", language="ar")
    readers(1, prefix="away", paused_until=localdate() + timedelta(days=1))
    handler = Handler(refuse_recipient={"gone": "550 5.1.1 unknown", "later": "451 4.2.2 full"})
    mailing, asked = alert(), []

    def render(selection: Selection) -> Content:
        asked.append(selection)
        return content(selection)

    prepared = actions.freeze(mailing, Audience(on_chosen_days=False, by_selection=False), render)
    waiting = send(mailing, handler)
    actions.start(mailing)
    under_way = send(mailing, handler)
    handler.refuse_recipient.pop("later")
    actions.retry(mailing)
    done, again = send(mailing, handler), send(mailing, handler)

    # Everybody once, one letter for all, and no edition anywhere.
    assert (prepared, asked, mailing.variants.count()) == (6, [ANY], 1)
    assert waiting == Status(prepared=6, queued=6)
    assert under_way == Status(prepared=6, sent=4, failed=1, deferred=1)
    assert done == again == reads.status(mailing) == Status(prepared=6, sent=5, failed=1)
    assert mailing.state == Mailing.State.SENT
    assert Counter(one.rcpt_tos[0] for one in handler.letters) == Counter(one.email for one in people)
    assert journal.path(mailing.pk).stat().st_size
    assert not Edition.objects.exists()


def test_success_what_comes_back_is_an_event_of_the_alert(readers: Readers) -> None:
    readers(1, prefix="gone")
    (bouncing, complaining, leaving) = readers(3)
    mailing = alert()
    actions.freeze(mailing, Audience(), content)
    actions.start(mailing)
    send(mailing, Handler(refuse_recipient={"gone": "550 5.1.1 unknown"}))

    bounce_policy.run_once()
    outcomes = [
        receive(samples.dsn(groups=_failed(bouncing), letter=_letter(mailing, bouncing))),
        receive(samples.complaint("Feedback-Type: abuse", letter=_letter(mailing, complaining))),
    ]
    subscribers.unsubscribe(leaving)

    assert outcomes == [Outcome.BOUNCE, Outcome.COMPLAINT]
    events = Event.objects.filter(mailing=mailing).order_by("pk")
    assert list(events.values_list("kind", "reason", "source")) == [
        ("bounce", "gone", "smtp"),
        ("bounce", "gone", "mail"),
        ("complaint", "", "mail"),
        ("unsubscribe", "", "link"),
    ]
    assert dict(Subscriber.objects.values_list("email", "state")) == {
        "gone0@example.org": "suppressed",
        bouncing.email: "suppressed",
        complaining.email: "suppressed",
        leaving.email: "unsubscribed",
    }


def _failed(reader: Subscriber) -> str:
    return f"Final-Recipient: rfc822; {reader.email}\nAction: failed\nStatus: 5.1.1"


def _letter(mailing: Mailing, reader: Subscriber) -> str:
    """Write the letter as a report carries it."""
    delivery = mailing.deliveries.get(subscriber=reader)
    return f"Return-Path: <{return_path(delivery.pk).decode()}>\n\nBonjour.\n"


def test_success_the_headers_name_the_kind_and_the_list(readers: Readers) -> None:
    (reader,) = readers(1)
    handler = Handler()
    mailing = alert()
    actions.freeze(mailing, Audience(), content)
    actions.start(mailing)

    send(mailing, handler)

    (letter,) = handler.letters
    message, token = parsed(letter), leave_token(reader.pk, reader.secret)
    delivery = mailing.deliveries.get()
    assert delivery_of(letter.mail_from) == delivery.pk
    assert message["Subject"] == SUBJECT
    assert message["Message-ID"] == f"<e{mailing.pk}.{message_name(delivery.pk)}@estuaire.example>"
    assert message["Feedback-ID"] == f"e{mailing.pk}:fr:alert:estuaire.example"
    assert message["List-Id"].endswith("<fr.alerts.estuaire.example>")
    assert f"mailto:{leave_address(token)}" in message["List-Unsubscribe"]


def test_success_a_paused_mailing_waits_and_a_stopped_one_is_skipped(readers: Readers) -> None:
    readers(2)
    handler = Handler()
    mailing = alert()
    actions.freeze(mailing, Audience(), content)
    actions.start(mailing)

    assert actions.pause(mailing)
    paused, under_way = send(mailing, handler), Mailing.objects.under_way().exists()
    assert actions.resume(mailing)
    actions.stop(mailing)
    stopped = send(mailing, handler)

    assert (paused, under_way) == (Status(prepared=2, queued=2), False)
    assert (stopped, mailing.state) == (Status(prepared=2, skipped=2), Mailing.State.STOPPED)
    assert not handler.letters
    assert (actions.start(mailing), actions.pause(mailing), actions.resume(mailing)) == (False, False, False)


def test_success_the_most_urgent_mailing_goes_first(readers: Readers) -> None:
    readers(1)
    later, sooner = alert(), alert()
    sooner.priority = 1
    for mailing in (later, sooner):
        actions.freeze(mailing, Audience(), content)
        actions.start(mailing)

    assert list(Mailing.objects.under_way().most_urgent_first()) == [sooner, later]


def test_fail_a_letter_that_cannot_be_rendered_prepares_nobody(readers: Readers) -> None:
    readers(1)

    def broken(selection: Selection) -> Content:
        raise EmptyEdition(budget_s=selection.budget_s)

    with pytest.raises(EmptyEdition):
        actions.freeze(alert(), Audience(), broken)

    assert not Mailing.objects.exists() and not Delivery.objects.exists()
