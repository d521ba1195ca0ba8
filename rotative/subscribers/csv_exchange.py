"""Lists of subscribers in and out, as CSV."""

import csv
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import TextIO

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

from rotative.core import clock, conf
from rotative.core.addresses import LANGUAGES
from rotative.subscribers import written_choices
from rotative.subscribers.errors import BadAddress, BadFile, ConsentMissing
from rotative.subscribers.models import LEAST_MINUTES, MINUTES, MOST_MINUTES, Subscriber, Suppression
from rotative.subscribers.sign_up import addresses
from rotative.subscribers.written_choices import WrittenChoices

_WHO = ("email", "language", "minutes")
_CONSENT = ("state", "confirmed_at", "consent_page")
COLUMNS = (*_WHO, *written_choices.COLUMNS, *_CONSENT)

_BATCH = 500
_EMAIL_NAMES = ("email", "e-mail", "mail", "email address", "email_address", "adresse")
# What a row may say of its own state and still gets the letter.
_SUBSCRIBED = ("", "confirmed", "subscribed", "active")
# Spreadsheets in French put semicolons.
_DELIMITERS = ",;\t"


@dataclass(kw_only=True)
class Report:
    """What an import did, or would do."""

    added: int = 0
    already_there: int = 0
    # Had left before: stays away.
    unsubscribed: int = 0
    # Letters came back, were reported, or the person asked to be forgotten.
    suppressed: int = 0
    # Their own row says that they get nothing: they never confirmed, or left.
    unconfirmed: int = 0
    # Line numbers whose address nobody can write to.
    bad_lines: list[int] = field(default_factory=list)
    # Line numbers of people who chose a section, a subject, a day or a pause that is not known; the rest is kept.
    unknown_choices: list[int] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def take_in(lines: TextIO, *, consent: str, language: str = "", dry_run: bool = False) -> Report:
    """Add the people of a CSV file as confirmed subscribers; who is there already stays as he is.

    consent: where they agreed, kept as evidence; a row may name a place of its own. language: for rows that name none;
    "" means the outlet's first.
    Columns: email, and if present the others of COLUMNS. Raises BadFile, ConsentMissing.
    """
    if not consent.strip():
        raise ConsentMissing()
    first = lines.readline().removeprefix("\ufeff")
    rows = csv.DictReader(chain([first], lines), delimiter=max(_DELIMITERS, key=first.count))
    named = {name.strip().lower(): name for name in rows.fieldnames or ()}
    column = next((named[name] for name in _EMAIL_NAMES if name in named), None)
    if column is None:
        raise BadFile()
    report, choices = Report(), WrittenChoices()
    numbered = ((rows.line_num, row) for row in rows)
    while batch := list(islice(numbered, _BATCH)):
        people = _people(batch, column, named, consent, language or conf.get("language"), choices, report)
        _add(people, report, dry_run=dry_run)
    return report


def give_out(target: TextIO) -> int:
    """Write every subscriber as CSV, oldest first; returns how many."""
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    count, choices = 0, WrittenChoices()
    for person in Subscriber.objects.order_by("pk").iterator(chunk_size=2000):
        who, consent = ([getattr(person, name) for name in names] for names in (_WHO, _CONSENT))
        writer.writerow([_cell(value) for value in [*who, *choices.of(person), *consent]])
        count += 1
    return count


def _people(
    batch: list[tuple[int, dict[str, str]]],
    column: str,
    named: dict[str, str],
    consent: str,
    language: str,
    choices: WrittenChoices,
    report: Report,
) -> dict[str, Subscriber]:
    """The subscribers a batch of rows describes, by normalised address."""
    now = clock.now()
    people: dict[str, Subscriber] = {}
    for line, row in batch:
        try:
            address = addresses.written(row.get(column) or "")
        except BadAddress:
            report.bad_lines.append(line)
            continue
        if _said(row, named, "state").lower() not in _SUBSCRIBED:
            report.unconfirmed += 1
            continue
        agreed = _said(row, named, "confirmed_at")
        agreed_at = _moment(agreed)
        spoken = _said(row, named, "language")
        # fr, FR, fr-MA
        code = spoken.lower().replace("_", "-").partition("-")[0]
        asked = _said(row, named, "minutes")
        minutes = _minutes(asked)
        person = Subscriber(
            email=address,
            email_normalised=address.lower(),
            domain=addresses.domain(address),
            language=code if code in LANGUAGES else language,
            minutes=minutes or MINUTES,
            state=Subscriber.State.CONFIRMED,
            created_at=now,
            confirmed_at=agreed_at or now,
            consent_at=agreed_at or now,
            consent_page=_said(row, named, "consent_page") or consent,
        )
        if person.email_normalised in people:
            report.already_there += 1
            continue
        chosen = {name: _said(row, named, name) for name in written_choices.COLUMNS}
        unread = (spoken and code not in LANGUAGES, asked and not minutes, agreed and not agreed_at)
        if not choices.give(person, **chosen) or any(unread):
            report.unknown_choices.append(line)
        people[person.email_normalised] = person
    return people


def _add(people: dict[str, Subscriber], report: Report, *, dry_run: bool) -> None:
    with transaction.atomic():
        hashes = {addresses.hashed(address): address for address in people}
        for found in Suppression.objects.filter(address_hash__in=hashes).values_list(
            "address_hash", flat=True
        ):
            del people[hashes[found]]
            report.suppressed += 1
        known = Subscriber.objects.filter(email_normalised__in=people).values_list(
            "email_normalised", "state"
        )
        for address, state in known:
            del people[address]
            if state == Subscriber.State.UNSUBSCRIBED:
                report.unsubscribed += 1
            elif state == Subscriber.State.SUPPRESSED:
                report.suppressed += 1
            else:
                report.already_there += 1
        report.added += len(people)
        if not dry_run:
            Subscriber.objects.bulk_create(people.values())


def _said(row: dict[str, str], named: dict[str, str], name: str) -> str:
    """What a row has in the column of that name, whatever its capitals; "" where there is none."""
    return (row.get(named[name]) or "").strip() if name in named else ""


def _minutes(text: str) -> int | None:
    """None for what no reader can choose."""
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        return None
    return int(text) if LEAST_MINUTES <= int(text) <= MOST_MINUTES else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)) is not None:
            moment = datetime(day.year, day.month, day.day)
    except ValueError:
        return None
    return make_aware(moment) if moment is not None and is_naive(moment) else moment


def _cell(value: object) -> str:
    """A value as text that a spreadsheet does not take for a formula."""
    text = value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
