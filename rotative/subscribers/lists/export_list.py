"""Export of subscribers as CSV, in the columns that an import reads."""

import csv
from datetime import datetime
from typing import TextIO

from rotative.subscribers.lists import csv_choices
from rotative.subscribers.lists.csv_choices import ChoiceColumns
from rotative.subscribers.lists.csv_guard import guarded
from rotative.subscribers.models import Subscriber

_PERSON = ("email", "language", "minutes")
_CONSENT = ("state", "confirmed_at", "left_at", "consent_page")
COLUMNS = (*_PERSON, *csv_choices.COLUMNS, *_CONSENT)


def export_csv(target: TextIO) -> int:
    """Write every subscriber as CSV, oldest first, each cell in quotation marks. Returns how many."""
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    count, choices = 0, ChoiceColumns()
    for person in Subscriber.objects.order_by("pk").iterator(chunk_size=2000):
        own, consent = ([getattr(person, name) for name in names] for names in (_PERSON, _CONSENT))
        writer.writerow([guarded(_text(value)) for value in [*own, *choices.write(person), *consent]])
        count += 1
    return count


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
