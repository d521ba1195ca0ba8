"""Redirects as CSV, out and in: three columns, from, to, why."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext as _

from rotative.bake import recipes
from rotative.core import clock
from rotative.core.errors import RotativeError, gettext_noop
from rotative.pages import desk_redirects as redirects
from rotative.subscribers.lists.csv_guard import guarded, unguarded

COLUMNS: Final = ("from", "to", "why")
MOST_BYTES: Final = 5 * 1024 * 1024
MOST_LINES: Final = 20_000
# Refused lines that are shown.
MOST_SHOWN: Final = 20
_IN_MEMORY_BYTES: Final = 1 << 20


class BadRedirectFile(RotativeError):
    code = "redirects.bad_file"
    message = gettext_noop(
        "The file cannot be used. It needs lines of “from” and “to”, at most %(lines)d, as CSV in UTF-8, and at most 5 MB."
    )


@dataclass
class Report:
    """The result of an import."""

    led: int = 0
    refused: int = 0
    # Number of the line, and the reason, translated; the first ones.
    reasons: list[tuple[int, str]] = field(default_factory=list)


def read(body: bytes, *, dry_run: bool) -> Report:
    """Lead the addresses of a file; a line that is refused leaves the others. Raises BadRedirectFile."""
    lines = _lines(body)
    report = Report()
    with transaction.atomic():
        for (number, _line), error in zip(lines, redirects.lead_all(line for _n, line in lines), strict=True):
            if error is None:
                report.led += 1
                continue
            report.refused += 1
            if len(report.reasons) < MOST_SHOWN:
                report.reasons.append((number, _(error.message) % error.fields))
        transaction.set_rollback(dry_run)
    return report


def exported() -> FileResponse:
    """Answer with all redirects as a file, which is kept nowhere."""
    raw = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES, mode="w+b")  # noqa: SIM115 the answer closes it
    text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for row in redirects.moved().order_by("pk").iterator(chunk_size=1000):
        target = recipes.target(row.recipe, row.arg, row.target)
        rows.writerow(map(guarded, (row.path, target, row.why)))
    text.flush()
    text.detach()
    raw.seek(0)
    name = f"redirects-{clock.now():%Y-%m-%d}.csv"
    return FileResponse(raw, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


def _lines(body: bytes) -> list[tuple[int, tuple[str, str, str]]]:
    """Return the lines with their numbers, without the heading. Raises BadRedirectFile."""
    if not body or len(body) > MOST_BYTES:
        raise BadRedirectFile(lines=MOST_LINES)
    try:
        found = list(_parsed(body.decode("utf-8-sig")))
    except (UnicodeDecodeError, csv.Error) as exc:
        raise BadRedirectFile(lines=MOST_LINES) from exc
    if not found or len(found) > MOST_LINES:
        raise BadRedirectFile(lines=MOST_LINES)
    return found


def _parsed(text: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
        if number > MOST_LINES + 1:
            raise csv.Error
        cells = [unguarded(cell).strip() for cell in row]
        if not any(cells) or (number == 1 and not cells[0].startswith(("/", "http"))):
            continue
        path, target, why = [*cells, "", "", ""][:3]
        yield number, (path, target, why)
