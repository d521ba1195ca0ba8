"""The course of a mailing: minute by minute, provider by provider, and the readers who were missed, by reason."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import CharField, Count, Func, QuerySet
from django.db.models.functions import Substr

from rotative.core.errors import gettext_noop
from rotative.mail.models import Delivery, Event, Mailing
from rotative.subscribers.models import Subscriber

# States that a plot shows, in the order they are stacked.
PLOTTED = (Delivery.State.SENT, Delivery.State.DEFERRED, Delivery.State.FAILED)
# States of people who did not get the letter, or perhaps not.
MISSED = (Delivery.State.FAILED, Delivery.State.DOUBT, Delivery.State.DEFERRED, Delivery.State.SKIPPED)

# The meaning of an answer, by the enhanced code after its three digits (RFC 3463), or by our own word; the first that fits.
_MEANINGS: Mapping[str, str] = {
    "left": gettext_noop("They left before their letter was handed over."),
    "unsubscribed": gettext_noop("They left before their letter was handed over."),
    "paused": gettext_noop("They paused the letter before it was handed over."),
    "stopped": gettext_noop("The edition was stopped before their turn."),
    "called back": gettext_noop("The letters were called back before any had left."),
    "late": gettext_noop("The last hour of the edition had passed."),
    "unwritten": gettext_noop("Their letter could not be written; the log says why."),
    "address": gettext_noop("The address cannot be written to."),
    ".1.": gettext_noop("The address does not exist."),
    ".2.1": gettext_noop("The mailbox is closed."),
    ".2.2": gettext_noop("The mailbox is full."),
    ".2.": gettext_noop("The mailbox does not take the letter."),
    ".3.": gettext_noop("The provider’s machine does not take the letter."),
    ".4.": gettext_noop("The provider could not be reached."),
    ".5.": gettext_noop("The provider and our relay disagree about the protocol."),
    ".6.": gettext_noop("The provider does not take the letter’s form."),
    ".7.": gettext_noop("The provider refuses the sender, not the reader."),
}
_BY_STATE: Mapping[str, str] = {
    Delivery.State.DEFERRED: gettext_noop("The provider asked to come back later."),
    Delivery.State.FAILED: gettext_noop("The provider refused the letter."),
    Delivery.State.SKIPPED: gettext_noop("It was not sent to them."),
    Delivery.State.DOUBT: gettext_noop("The letter went out and no answer was heard."),
}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The number of deliveries that came to a state in one minute at one provider."""

    # Start of the minute, UTC.
    minute: datetime
    state: str
    domain_class: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Missed:
    """The number of people who did not get the letter for one reason."""

    state: str
    # The relay's own words: "550 5.1.1".
    code: str
    # An English sentence, to be translated.
    meaning: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Balance:
    """The effect of one mailing on the list of subscribers."""

    mailing_id: int
    on: date
    # Readers who confirmed on its day, UTC.
    confirmed: int
    unsubscribed: int
    bounced: int
    complained: int


class _Minute(Func):
    """The minute of an instant, as text in UTC: "2026-11-23 07:01". Both databases keep instants in UTC."""

    output_field = CharField()
    function = "substr"
    template = "substr(%(expressions)s, 1, 16)"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"
        return super().as_sql(compiler, connection, template=template, **extra)


def by_minute(mailing: Mailing) -> list[Tally]:
    """Count the letters sent, deferred and failed, oldest minute first, in one pass over the deliveries."""
    rows = (
        mailing.deliveries.filter(state__in=PLOTTED)
        .order_by()
        .values_list(_Minute("changed_at"), "state", "chunk__domain_class")
        .annotate(Count("pk"))
    )
    found = [
        Tally(
            minute=datetime.strptime(minute, "%Y-%m-%d %H:%M").replace(tzinfo=UTC),
            state=state,
            domain_class=domain_class,
            count=count,
        )
        for minute, state, domain_class, count in rows
    ]
    return sorted(found, key=lambda tally: tally.minute)


def missed(mailing: Mailing) -> list[Missed]:
    """Count the people who did not get the letter by reason, the commonest of each state first."""
    rows = (
        mailing.deliveries.filter(state__in=MISSED)
        .order_by()
        .values_list("state", "code")
        .annotate(Count("pk"))
    )
    found = [
        Missed(state=state, code=code, meaning=meaning(state, code), count=count)
        for state, code, count in rows
    ]
    return sorted(found, key=lambda one: (MISSED.index(Delivery.State(one.state)), -one.count, one.code))


def meaning(state: str, code: str) -> str:
    """Return the meaning of an answer, as an English sentence to be translated; "" when there is none."""
    for part, words in _MEANINGS.items():
        if part in code:
            return words
    return _BY_STATE.get(state, "")


def people(mailing: Mailing, state: str) -> "QuerySet[Delivery]":
    """Return the deliveries in one state, each with its subscriber's address."""
    return (
        mailing.deliveries.filter(state=state)
        .select_related("subscriber", "chunk")
        .only("mailing", "state", "code", "attempts", "not_before", "subscriber", "chunk", "chunk__domain_class",
              "subscriber__email")
        .order_by("pk")
    )  # fmt: skip


def balances(mailings: Sequence[Mailing]) -> list[Balance]:
    """Return the effect of each mailing on the list of its language, oldest first. mailings: of one language."""
    events: dict[int, Counter[str]] = defaultdict(Counter)
    rows = (
        Event.objects.filter(mailing__in=mailings)
        .order_by()
        .values_list("mailing", "kind")
        .annotate(Count("pk"))
    )
    for mailing_id, kind, count in rows:
        events[mailing_id][kind] += count
    confirmed = _confirmed_by_day(mailings)
    return [
        Balance(
            mailing_id=mailing.pk,
            on=mailing.day,
            confirmed=confirmed[mailing.day],
            unsubscribed=events[mailing.pk][Event.Kind.UNSUBSCRIBE],
            bounced=events[mailing.pk][Event.Kind.BOUNCE],
            complained=events[mailing.pk][Event.Kind.COMPLAINT],
        )
        for mailing in sorted(mailings, key=lambda mailing: mailing.day)
    ]


def _confirmed_by_day(mailings: Sequence[Mailing]) -> Counter[date]:
    """Count the readers who confirmed on each day, in UTC."""
    if not mailings:
        return Counter()
    since = datetime.combine(min(mailing.day for mailing in mailings), time(), UTC)
    rows = (
        Subscriber.objects.filter(language=mailings[0].language, confirmed_at__gte=since)
        .order_by()
        .values_list(Substr(_Minute("confirmed_at"), 1, 10))
        .annotate(Count("pk"))
    )
    return Counter({date.fromisoformat(day): count for day, count in rows})
