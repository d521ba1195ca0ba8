"""Import of subscribers from a list of this or another program. Who left by any list is never added by another."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import PurePath

from django.db import transaction

from rotative.core import clock, conf
from rotative.core.languages import CODES
from rotative.subscribers import actions
from rotative.subscribers.choices import is_budget
from rotative.subscribers.errors import BadAddress, ConsentMissing, StateInName
from rotative.subscribers.lists import csv_choices
from rotative.subscribers.lists.csv_choices import ChoiceColumns
from rotative.subscribers.lists.csv_file import CsvFile, Row
from rotative.subscribers.lists.headings import says_left
from rotative.subscribers.lists.list_states import ListState
from rotative.subscribers.lists.survey import Said, Survey
from rotative.subscribers.lists.written_dates import moment_of
from rotative.subscribers.models import MINUTES, Subscriber, Suppression
from rotative.subscribers.sign_up import email_addresses

_BATCH = 500
_LONGEST_CONSENT = 500

_State = Subscriber.State
# The state in which a person of a list is added, and the reason for which no later list confirms them.
_KEPT_OUT: dict[ListState, tuple[Subscriber.State, Suppression.Reason]] = {
    ListState.PENDING: (_State.PENDING, Suppression.Reason.UNCONFIRMED),
    ListState.LEFT: (_State.UNSUBSCRIBED, Suppression.Reason.LEFT),
    ListState.BOUNCED: (_State.SUPPRESSED, Suppression.Reason.BOUNCE),
    ListState.COMPLAINED: (_State.SUPPRESSED, Suppression.Reason.COMPLAINT),
}
# What an earlier list said, unless the new one says something worse.
_WEIGHT: dict[str, ListState] = {
    Suppression.Reason.UNCONFIRMED: ListState.PENDING,
    Suppression.Reason.LEFT: ListState.LEFT,
}


@dataclass(kw_only=True)
class Report:
    """The result of an import, or of a dry run.

    The numbers up to `stopped` and the bad lines add up to the rows of the file.
    """

    rows: int = 0
    added: int = 0
    already_there: int = 0
    # They left before, and are not added again.
    unsubscribed: int = 0
    # Letters to them came back or were reported, or they asked to be forgotten.
    suppressed: int = 0
    # By their own row, or an earlier list, they never confirmed: they wait, and get no letter.
    unconfirmed: int = 0
    # By their own row they left, or letters to them came back: they came in as such, and get no letter.
    added_as_left: int = 0
    added_as_suppressed: int = 0
    # Subscribers that an earlier list had added and this one says to have left: they get no further letter.
    stopped: int = 0
    # Numbers of lines without an address that mail can be sent to.
    bad_lines: list[int] = field(default_factory=list)
    # Numbers of lines with a choice or a date that is not known; the rest of the line is kept.
    unknown_choices: list[int] = field(default_factory=list)
    # Names of columns that were not read.
    unread: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def import_list(
    raw: bytes,
    *,
    consent: str,
    name: str = "",
    language: str = "",
    state: ListState | None = None,
    ignore: Collection[str] = (),
    dry_run: bool = False,
) -> Report:
    """Add the people of a CSV file, each in the state that their row says; a row that says nothing has agreed.

    consent: where they agreed, kept as evidence unless a row names another place.
    name: the file's; it may say that all these people left. state: of rows that say none; None means that they agreed.
    language: for rows without one; "" means the outlet's first.
    ignore: names of columns that need not be read, see Survey.
    Raises BadFile, ConsentMissing, StateNotUnderstood, UnreadColumns, StateInName; then nobody is added.
    """
    if not consent.strip():
        raise ConsentMissing()
    file = CsvFile(raw)
    survey = Survey(file, ignore=ignore)
    if state is None and says_left(PurePath(name).stem) and not _anybody_gone(file, survey):
        raise StateInName()
    job = _Import(
        survey,
        consent=consent,
        language=language or conf.get("language"),
        state=state or ListState.CONFIRMED,
        dry_run=dry_run,
    )
    rows = file.rows()
    while batch := list(islice(rows, _BATCH)):
        job.add(batch, file.email_column)
    return job.report


def _anybody_gone(file: CsvFile, survey: Survey) -> bool:
    """Return whether a row says by itself that its person gets no letter."""
    return any(
        (survey.said(row).list_state or ListState.CONFIRMED) > ListState.CONFIRMED for row in file.rows()
    )


@dataclass(slots=True)
class _Person:
    """A person of the file, not saved; the worst that any row says about them."""

    subscriber: Subscriber
    list_state: ListState
    # When they left, if the row says it.
    left_at: datetime | None


class _Import:
    """One import, batch by batch, with its report."""

    def __init__(
        self, survey: Survey, *, consent: str, language: str, state: ListState, dry_run: bool
    ) -> None:
        self.report = Report(unread=survey.unread)
        self._survey = survey
        self._consent = consent
        self._language = language
        self._state = state
        self._dry_run = dry_run
        self._choices = ChoiceColumns()

    def add(self, rows: Sequence[Row], email_column: int) -> None:
        """Add the people of one batch."""
        people = self._read(rows, email_column)
        with transaction.atomic():
            self._leave_out_existing(people)
            self._leave_out_remembered(people)
            self._save(people)

    def _read(self, rows: Sequence[Row], email_column: int) -> dict[str, _Person]:
        """Return the people that the rows describe, by normalized address."""
        people: dict[str, _Person] = {}
        self.report.rows += len(rows)
        for row in rows:
            try:
                address = email_addresses.parse(row.cells[email_column])
            except BadAddress:
                self.report.bad_lines.append(row.line)
                continue
            said = self._survey.said(row)
            list_state = said.list_state or self._state
            twice = people.get(address.lower())
            if twice is not None:
                self.report.already_there += 1
            if twice is None or list_state > twice.list_state:
                person = self._subscriber(row, address, list_state, said)
                people[address.lower()] = _Person(person, list_state, said.left_at)
        return people

    def _subscriber(self, row: Row, address: str, list_state: ListState, said: Said) -> Subscriber:
        """Return the subscriber that a row describes, not saved."""
        now = clock.now()
        cell = {name: self._survey.choice(row, name) for name in ("language", "minutes", "consent_page")}
        language, minutes = _language(cell["language"]), _minutes(cell["minutes"])
        state, _reason = _KEPT_OUT.get(list_state, (_State.CONFIRMED, None))
        is_gone = list_state > ListState.PENDING
        consent_at = moment_of(self._survey.choice(row, "consent_at"))
        person = Subscriber(
            email=address,
            email_normalised=address.lower(),
            domain=email_addresses.domain(address),
            language=language or self._language,
            minutes=minutes or MINUTES,
            state=state,
            created_at=now,
            confirmed_at=None
            if state == _State.PENDING
            else said.agreed_at or (now if state == _State.CONFIRMED else None),
            left_at=_past(said.left_at, now) if is_gone else None,
            # A request that nobody confirmed is deleted some days after it.
            consent_at=now if state == _State.PENDING else consent_at or said.agreed_at or now,
            consent_page=" ".join(cell["consent_page"].split())[:_LONGEST_CONSENT] or self._consent,
        )
        known = self._choices.read(
            person, **{name: self._survey.choice(row, name) for name in csv_choices.COLUMNS}
        )
        unread = (cell["language"] and language is None) or (cell["minutes"] and minutes is None)
        if not known or unread or said.bad_date:
            self.report.unknown_choices.append(row.line)
        return person

    def _leave_out_existing(self, people: dict[str, _Person]) -> None:
        """Take out the people who are subscribers already; those whom this list says to have left get no further letter."""
        for subscriber in Subscriber.objects.filter(email_normalised__in=people):
            person = people.pop(subscriber.email_normalised)
            if person.list_state > ListState.PENDING and _stays_away(subscriber, person):
                if subscriber.state == _State.UNSUBSCRIBED:
                    self.report.suppressed += 1
                else:
                    self.report.stopped += 1
                self._stop(subscriber, person)
            elif subscriber.state == _State.UNSUBSCRIBED:
                self.report.unsubscribed += 1
            elif subscriber.state == _State.SUPPRESSED:
                self.report.suppressed += 1
            else:
                self.report.already_there += 1

    def _stop(self, subscriber: Subscriber, person: _Person) -> None:
        if self._dry_run:
            return
        state, reason = _KEPT_OUT[person.list_state]
        if state == _State.SUPPRESSED:
            actions.suppress(subscriber, reason=reason)
        else:
            actions.unsubscribe(subscriber, source=None)
        Subscriber.objects.filter(pk=subscriber.pk).update(left_at=person.subscriber.left_at)

    def _leave_out_remembered(self, people: dict[str, _Person]) -> None:
        """Take out the people who left an earlier list, were suppressed or forgotten, and are no subscribers now."""
        hashes = {email_addresses.hashed(address): address for address in people}
        found = Suppression.objects.filter(address_hash__in=hashes).values_list("address_hash", "reason")
        worse: list[str] = []
        for address_hash, reason in found:
            address = hashes[address_hash]
            if reason in _WEIGHT and people[address].list_state > _WEIGHT[reason]:
                worse.append(address_hash)
                continue
            del people[address]
            if reason == Suppression.Reason.LEFT:
                self.report.unsubscribed += 1
            elif reason == Suppression.Reason.UNCONFIRMED:
                self.report.unconfirmed += 1
            else:
                self.report.suppressed += 1
        if worse and not self._dry_run:
            Suppression.objects.filter(address_hash__in=worse).delete()

    def _save(self, people: dict[str, _Person]) -> None:
        """Save the people, and remember those who left by a hash that outlives their row."""
        for person in people.values():
            if person.list_state == ListState.CONFIRMED:
                self.report.added += 1
            elif person.list_state == ListState.PENDING:
                self.report.unconfirmed += 1
            elif person.list_state == ListState.LEFT:
                self.report.added_as_left += 1
            else:
                self.report.added_as_suppressed += 1
        if self._dry_run:
            return
        Subscriber.objects.bulk_create(person.subscriber for person in people.values())
        Suppression.objects.bulk_create(_remembered(people))


def _remembered(people: dict[str, _Person]) -> Iterator[Suppression]:
    for address, person in people.items():
        if person.list_state in _KEPT_OUT:
            yield Suppression(
                address_hash=email_addresses.hashed(address),
                reason=_KEPT_OUT[person.list_state][1],
                created_at=person.subscriber.left_at or clock.now(),
            )


def _stays_away(subscriber: Subscriber, person: _Person) -> bool:
    """Return whether a subscriber left by what a list says. One who confirmed here, by our own mail, came back since.

    Only a later date of leaving outweighs that.
    """
    if subscriber.state == _State.PENDING:
        was_asked_here = subscriber.asked_at is not None or subscriber.question_due_at is not None
        return person.list_state > ListState.LEFT or not was_asked_here
    if subscriber.state != _State.CONFIRMED:
        return subscriber.state == _State.UNSUBSCRIBED and person.list_state > ListState.LEFT
    if subscriber.asked_at is None or subscriber.confirmed_at is None:
        return True
    return person.left_at is not None and person.left_at > subscriber.confirmed_at


def _past(moment: datetime | None, now: datetime) -> datetime:
    """Return when a person left; now if nobody wrote it down."""
    return min(moment or now, now)


def _language(text: str) -> str | None:
    """Return the code of a language written as fr, FR, fr-MA or fr_MA; None if it is not one of ours."""
    code = text.lower().replace("_", "-").partition("-")[0]
    return code if code in CODES else None


def _minutes(text: str) -> int | None:
    """Return a reading time; None if it cannot be chosen."""
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        return None
    return int(text) if is_budget(int(text)) else None
