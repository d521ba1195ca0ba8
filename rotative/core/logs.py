"""Log lines: time, level, logger, a constant sentence, then the fields as `name=value`, the event first.

A record is one line, whatever its values are. A traceback follows indented, so a line that starts with a date is
always a record.
"""

import logging
import re
from copy import copy
from typing import Any

_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
# Characters of one value; a path may be longer than a line should be.
_LONGEST = 500
# Paths with a secret: a provider's, a reader's link, a new password. Django writes the path of a refused request, and a damaged
# address still has the secret. So only a first word is written, and nothing of the line's text or field after it.
_SECRET = re.compile(
    r"((?:(?<!\w)_|password_reset)/++(?:[a-z_]{1,20}(?:/++|$))?+).+", re.IGNORECASE | re.MULTILINE
)
# Loggers of requests that Django refuses: their sentences and tracebacks have headers and bodies that strangers wrote.
_REFUSALS = "django.security"
_REQUESTS = "django.request"


class Lines(logging.Formatter):
    """`2026-11-23 07:00:00,123 ERROR rotative.bake Bake failed event=bake_failed path=/politique/port/`"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write a record, its traceback included, without the secrets that paths have and without strangers' words."""
        return super().format(_without_strangers_words(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        fields = {name: value for name, value in vars(record).items() if name not in _KNOWN}
        # Django hands the request along, which prints itself with its path: the sentence has it already.
        fields.pop("request", None)
        named = "".join(f" {name}={_written(fields[name])}" for name in sorted(fields, key=_event_first))
        return _masked(_on_one_line(super().formatMessage(record))) + named

    def formatException(self, ei: Any) -> str:
        return _indented(_masked(super().formatException(ei)))

    def formatStack(self, stack_info: str) -> str:
        return _indented(_masked(super().formatStack(stack_info)))


def _without_strangers_words(record: logging.LogRecord) -> logging.LogRecord:
    """Return a record in which a refused request is one constant line; any other as it is."""
    refused = record.name.split(".")[:2] == _REFUSALS.split(".")
    # Status 500 and more is our own fault, and its traceback is needed.
    if not refused and (record.name != _REQUESTS or getattr(record, "status_code", 500) >= 500):
        return record
    # Other handlers may want the record as it was.
    plain = copy(record)
    plain.exc_info = plain.exc_text = plain.stack_info = None
    if refused:
        plain.levelno, plain.levelname = logging.WARNING, "WARNING"
        plain.msg, plain.args = "Request refused", ()
        vars(plain).update(event="request_refused", reason=_reason(record))
    return plain


def _reason(record: logging.LogRecord) -> str:
    """Return the class of Django's error; for a forged form, Django's sentence up to what the browser sent."""
    if record.name == f"{_REFUSALS}.csrf" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0]).partition(" - ")[0]
    return record.name.rpartition(".")[2]


def _masked(text: str) -> str:
    return _SECRET.sub(r"\1…", text)


def _event_first(name: str) -> tuple[bool, str]:
    return name != "event", name


def _written(value: object) -> str:
    text = _masked(_on_one_line(str(value)))[:_LONGEST]
    return repr(text) if not text or " " in text else text


def _on_one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
