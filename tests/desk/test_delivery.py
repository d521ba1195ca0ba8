"""The sending of an edition, as the desk shows it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rotative.core import clock
from rotative.desk.editions import plots
from rotative.editions import actions
from rotative.editions.models import Edition
from rotative.mail.models import Delivery, Event
from rotative.mail.sending import statistics
from rotative.staff.models import User
from rotative.subscribers.models import Subscriber
from tests.desk.conftest import signed_in
from tests.desk.test_editions import act, edition  # noqa: F401 a fixture

NOW = clock.now().replace(second=0, microsecond=0)
OUTCOMES = [
    ("sent", "250", 0), ("sent", "250", 0), ("sent", "250", 1), ("deferred", "451 4.3.0", 1), ("failed", "550 5.1.1", 2),
    ("failed", "554 5.3.0", 2), ("skipped", "left", 2), ("doubt", "", 3), ("queued", "", 3),
]  # fmt: skip


@pytest.fixture
def sending(desk: Client, edition: Edition) -> Edition:  # noqa: F811 the fixture
    """Return an edition under way to nine readers, each in another place."""
    for number in range(len(OUTCOMES)):
        address = f"reader{number}@{'gmail.com' if number % 2 else 'example.org'}"
        Subscriber.objects.create(
            email=address, email_normalised=address, domain=address.split("@")[1], language="fr", state="confirmed",
            created_at=NOW, consent_at=NOW, confirmed_at=NOW,
        )  # fmt: skip
    act(desk, edition, "approve")
    act(desk, edition, "send", sure="1")
    for delivery, (state, code, minute) in zip(
        edition.mailing.deliveries.order_by("pk"), OUTCOMES, strict=True
    ):
        Delivery.objects.filter(pk=delivery.pk).update(
            state=state, code=code, attempts=1, changed_at=NOW + timedelta(minutes=minute, seconds=30)
        )
    return edition


def page(client: Client, sending: Edition, query: str = "") -> Any:
    return client.get(f"/desk/editions/{sending.pk}/delivery/{query}")


def test_success_equation(desk: Client, sending: Edition) -> None:
    context = page(desk, sending).context

    counts = [count for _state, _label, count in (*context["settled"], *context["open"])]
    assert [(state, count) for state, _label, count in context["settled"]] == [
        ("sent", 3),
        ("failed", 2),
        ("skipped", 1),
        ("doubt", 1),
    ]
    assert context["status"].prepared == sum(counts) == len(OUTCOMES)


def test_success_plot_counts_by_minute_and_provider(sending: Edition) -> None:
    found = statistics.by_minute(sending.mailing)

    by_minute = {(tally.minute, tally.state): 0 for tally in found}
    for tally in found:
        by_minute[tally.minute, tally.state] += tally.count
    assert by_minute == {
        (NOW, "sent"): 2,
        (NOW + timedelta(minutes=1), "sent"): 1,
        (NOW + timedelta(minutes=1), "deferred"): 1,
        (NOW + timedelta(minutes=2), "failed"): 2,
    }
    assert {tally.domain_class for tally in found} == {"google", "other"}
    assert sum(tally.count for tally in found) == 6


def test_success_bars_stand_on_each_other_and_none_is_lost(sending: Edition) -> None:
    plot = plots.over_time(statistics.by_minute(sending.mailing), clock=lambda at: f"{at:%H:%M}", name=str)

    assert plot is not None
    second = [rect for rect in plot.rects if rect.title.startswith(f"{NOW + timedelta(minutes=1):%H:%M}")]
    assert [rect.kind for rect in second] == ["sent", "deferred"]
    assert second[1].y + second[1].height == pytest.approx(second[0].y)
    assert len(plot.rects) == 4


def test_success_reasons_in_words(desk: Client, sending: Edition) -> None:
    rows = {(row["state"], row["code"]): row["meaning"] for row in page(desk, sending).context["missed"]}

    assert rows == {
        ("failed", "550 5.1.1"): "The address does not exist.",
        ("failed", "554 5.3.0"): "The provider’s machine does not take the letter.",
        ("doubt", ""): "The letter went out and no answer was heard.",
        ("deferred", "451 4.3.0"): "The provider’s machine does not take the letter.",
        ("skipped", ""): "They left before their letter was handed over.",
    }


def test_success_addresses_only_for_who_may_see_subscribers(
    desk: Client, sending: Edition, writer: User, editor: User
) -> None:
    failed = sending.mailing.deliveries.filter(state="failed").select_related("subscriber")
    addresses = [delivery.subscriber.email for delivery in failed]

    seen = page(signed_in(editor), sending, "?state=failed").content.decode()
    hidden = page(signed_in(writer), sending, "?state=failed").content.decode()

    assert all(address in seen for address in addresses)
    assert "@" not in hidden.split("desk-people")[1].split("</section>")[0]
    assert "@" not in page(desk, sending).content.decode().split("<svg")[1]


def test_success_retry_what_is_worth_it(desk: Client, sending: Edition) -> None:
    act(desk, sending, "retry")

    states = list(sending.mailing.deliveries.order_by("pk").values_list("state", flat=True))
    assert states == ["sent", "sent", "sent", "queued", "failed", "queued", "skipped", "doubt", "queued"]


def test_success_what_may_arrive_twice_asks_first(desk: Client, sending: Edition) -> None:
    asked = desk.post(f"/desk/editions/{sending.pk}/", {"act": "resend"})
    kept = sending.mailing.deliveries.doubt().count()
    act(desk, sending, "resend", sure="1")

    assert asked.context["question"].sentence == "Send 1 doubtful letter once more?"
    assert kept == 1
    assert sending.mailing.deliveries.doubt().count() == 0


def test_success_who_left_is_not_tried_again(sending: Edition) -> None:
    refused = sending.mailing.deliveries.get(code="554 5.3.0")
    Subscriber.objects.filter(pk=refused.subscriber_id).update(state="unsubscribed")

    actions.retry(sending)

    refused.refresh_from_db()
    assert refused.state == "failed"


def test_success_pause_and_go_on(desk: Client, sending: Edition) -> None:
    act(desk, sending, "pause")
    paused = sending.mailing.paused_at
    act(desk, sending, "resume")

    assert paused is not None
    assert sending.mailing.paused_at is None


def test_success_read_anew_without_script_too(desk: Client, sending: Edition) -> None:
    running = page(desk, sending).content.decode()
    act(desk, sending, "stop", sure="1")
    stopped = page(desk, sending).content.decode()

    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in running
    assert "http-equiv" not in stopped


def test_success_page_costs_the_same_however_many(
    desk: Client, sending: Edition, django_assert_max_num_queries: Any
) -> None:
    page(desk, sending)

    with django_assert_max_num_queries(30):
        page(desk, sending, "?state=failed")


def test_success_chart_of_who_came_and_left(desk: Client, sending: Edition) -> None:
    sent = sending.mailing.deliveries.first()
    for kind in ("bounce", "bounce", "unsubscribe"):
        Event.objects.create(
            kind=kind, mailing=sending.mailing, delivery=sent, source="smtp", happened_at=NOW
        )

    context = desk.get("/desk/editions/").context

    shown, balance = context["balances"][0]
    assert (shown, balance.mailing_id) == (sending, sending.mailing_id)
    assert (balance.bounced, balance.unsubscribed) == (2, 1)
    assert {rect.kind for rect in context["chart"].rects} >= {"bounced", "unsubscribed"}
