"""Import and export of subscribers as CSV."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import TextIO

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

from rotative.core import clock, conf
from rotative.core.languages import CODES
from rotative.subscribers import csv_choices, offers
from rotative.subscribers.csv_choices import ChoiceColumns
from rotative.subscribers.errors import BadAddress, BadFile, ConsentMissing
from rotative.subscribers.models import MINUTES, Subscriber, Suppression
from rotative.subscribers.sign_up import email_addresses

_PERSON = ("email", "language", "minutes")
_CONSENT = ("state", "confirmed_at", "consent_page")
COLUMNS = (*_PERSON, *csv_choices.COLUMNS, *_CONSENT)

_BATCH = 500
_EMAIL_NAMES = ("email", "e-mail", "mail", "email address", "email_address", "adresse")
# States in a row that mean: gets the letter.
_SUBSCRIBED = ("", "confirmed", "subscribed", "active")
# French spreadsheets write semicolons.
_DELIMITERS = ",;\t"


@dataclass(kw_only=True)
class Report:
    """The result of an import, or of a dry run."""

    added: int = 0
    already_there: int = 0
    # They left before, and are not added again.
    unsubscribed: int = 0
    # Letters to them came back or were reported, or they asked to be forgotten.
    suppressed: int = 0
    # By their own row they get no letter: they never confirmed, or left.
    unconfirmed: int = 0
    # Numbers of lines without an address that mail can be sent to.
    bad_lines: list[int] = field(default_factory=list)
    # Numbers of lines with a choice that is not known; the rest of the line is kept.
    unknown_choices: list[int] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def import_csv(lines: TextIO, *, consent: str, language: str = "", dry_run: bool = False) -> Report:
    """Add the people of a CSV file as confirmed subscribers. A subscriber who exists is not changed.

    consent: where they agreed, kept as evidence unless a row names another place.
    language: for rows without one; "" means the outlet's first.
    Columns: email, and any others of COLUMNS. Raises BadFile, ConsentMissing.
    """
    if not consent.strip():
        raise ConsentMissing()
    job = _Import(consent=consent, language=language or conf.get("language"), dry_run=dry_run)
    rows = _read_rows(lines)
    while batch := list(islice(rows, _BATCH)):
        job.add(batch)
    return job.report


def export_csv(target: TextIO) -> int:
    """Write every subscriber as CSV, oldest first. Returns how many."""
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    count, choices = 0, ChoiceColumns()
    for person in Subscriber.objects.order_by("pk").iterator(chunk_size=2000):
        own, consent = ([getattr(person, name) for name in names] for names in (_PERSON, _CONSENT))
        writer.writerow([_cell(value) for value in [*own, *choices.write(person), *consent]])
        count += 1
    return count


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row of the file."""

    line: int
    # By lower-case column name.
    cells: dict[str, str]

    def cell(self, name: str) -> str:
        """Return the text of a column; "" if the file has no such column."""
        return self.cells.get(name, "")


def _read_rows(lines: TextIO) -> Iterator[_Row]:
    """Read the rows; the address is in the column "email". Raises BadFile."""
    first = lines.readline().removeprefix("\ufeff")
    reader = csv.DictReader(chain([first], lines), delimiter=max(_DELIMITERS, key=first.count))
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    email = next((columns[name] for name in _EMAIL_NAMES if name in columns), None)
    if email is None:
        raise BadFile()
    columns["email"] = email
    for row in reader:
        cells = {name: (row[column] or "").strip() for name, column in columns.items()}
        yield _Row(line=reader.line_num, cells=cells)


class _Import:
    """One import, batch by batch, with its report."""

    def __init__(self, *, consent: str, language: str, dry_run: bool) -> None:
        self.report = Report()
        self._consent = consent
        self._language = language
        self._dry_run = dry_run
        self._choices = ChoiceColumns()

    def add(self, rows: Sequence[_Row]) -> None:
        """Add the people of one batch."""
        people = self._read(rows)
        with transaction.atomic():
            self._leave_out_suppressed(people)
            self._leave_out_existing(people)
            self.report.added += len(people)
            if not self._dry_run:
                Subscriber.objects.bulk_create(people.values())

    def _read(self, rows: Sequence[_Row]) -> dict[str, Subscriber]:
        """Return the subscribers that the rows describe, by normalized address."""
        people: dict[str, Subscriber] = {}
        for row in rows:
            try:
                address = email_addresses.parse(row.cell("email"))
            except BadAddress:
                self.report.bad_lines.append(row.line)
                continue
            if row.cell("state").lower() not in _SUBSCRIBED:
                self.report.unconfirmed += 1
            elif address.lower() in people:
                self.report.already_there += 1
            else:
                people[address.lower()] = self._subscriber(row, address)
        return people

    def _subscriber(self, row: _Row, address: str) -> Subscriber:
        """Return the subscriber that a row describes, not saved."""
        now = clock.now()
        language = _language(row.cell("language"))
        minutes = _minutes(row.cell("minutes"))
        agreed_at = _moment(row.cell("confirmed_at"))
        person = Subscriber(
            email=address,
            email_normalised=address.lower(),
            domain=email_addresses.domain(address),
            language=language or self._language,
            minutes=minutes or MINUTES,
            state=Subscriber.State.CONFIRMED,
            created_at=now,
            confirmed_at=agreed_at or now,
            consent_at=agreed_at or now,
            consent_page=row.cell("consent_page") or self._consent,
        )
        known = self._choices.read(person, **{name: row.cell(name) for name in csv_choices.COLUMNS})
        read = {"language": language, "minutes": minutes, "confirmed_at": agreed_at}
        if not known or any(row.cell(name) and value is None for name, value in read.items()):
            self.report.unknown_choices.append(row.line)
        return person

    def _leave_out_suppressed(self, people: dict[str, Subscriber]) -> None:
        hashes = {email_addresses.hashed(address): address for address in people}
        found = Suppression.objects.filter(address_hash__in=hashes).values_list("address_hash", flat=True)
        for address_hash in found:
            del people[hashes[address_hash]]
            self.report.suppressed += 1

    def _leave_out_existing(self, people: dict[str, Subscriber]) -> None:
        found = Subscriber.objects.filter(email_normalised__in=people).values_list(
            "email_normalised", "state"
        )
        for address, state in found:
            del people[address]
            if state == Subscriber.State.UNSUBSCRIBED:
                self.report.unsubscribed += 1
            elif state == Subscriber.State.SUPPRESSED:
                self.report.suppressed += 1
            else:
                self.report.already_there += 1


def _language(text: str) -> str | None:
    """Return the code of a language written as fr, FR, fr-MA or fr_MA; None if it is not one of ours."""
    code = text.lower().replace("_", "-").partition("-")[0]
    return code if code in CODES else None


def _minutes(text: str) -> int | None:
    """Return a reading time; None if it cannot be chosen."""
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        return None
    return int(text) if offers.is_budget(int(text)) else None


def _moment(text: str) -> datetime | None:
    """Return a date, or a date and a time, as an aware moment; None if it is neither."""
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)) is not None:
            moment = datetime(day.year, day.month, day.day)
    except ValueError:
        return None
    return make_aware(moment) if moment is not None and is_naive(moment) else moment


def _cell(value: object) -> str:
    """Return a value as text that a spreadsheet does not take for a formula."""
    text = value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
