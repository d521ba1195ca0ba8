"""Export of subscribers as CSV, in the columns that an import reads."""

import csv
from datetime import datetime
from typing import TextIO

from rotative.subscribers.lists import csv_choices
from rotative.subscribers.lists.csv_choices import ChoiceColumns
from rotative.subscribers.lists.csv_guard import guarded
from rotative.subscribers.models import Subscriber, Suppression
from rotative.subscribers.sign_up import email_addresses

_PERSON = ("email", "language", "minutes")
_CONSENT = ("confirmed_at", "left_at", "consent_at", "consent_page")
COLUMNS = (*_PERSON, *csv_choices.COLUMNS, "state", *_CONSENT)


def export_csv(target: TextIO) -> int:
    """Write every subscriber as CSV, oldest first, each cell in quotation marks. Returns how many."""
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    count, choices = 0, ChoiceColumns()
    complained = _complained()
    for person in Subscriber.objects.order_by("pk").iterator(chunk_size=2000):
        own, consent = ([getattr(person, name) for name in names] for names in (_PERSON, _CONSENT))
        cells = [*own, *choices.write(person), _state(person, complained), *consent]
        writer.writerow([guarded(_text(value)) for value in cells])
        count += 1
    return count


def _complained() -> set[str]:
    """Return the hashes of the addresses that reported a letter: an import tells them from those whose letters came back."""
    rows = Suppression.objects.filter(reason=Suppression.Reason.COMPLAINT)
    return set(rows.values_list("address_hash", flat=True))


def _state(person: Subscriber, complained: set[str]) -> str:
    if person.state == Subscriber.State.SUPPRESSED:
        return "complained" if email_addresses.hashed(person.email_normalised) in complained else "bounced"
    return person.state


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
