"""Log lines: time, level, logger, a constant sentence, then the fields as `name=value`, the event first.

A record is one line, whatever its values are. A traceback follows indented, so a line that starts with a date is
always a record.
"""

import logging
import re
from typing import Any

_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
# Characters of one value; a path may be longer than a line should be.
_LONGEST = 500
# Paths whose last part is a secret: a provider's, a reader's link, a new password. Django writes the path of a refused request.
_SECRET = re.compile(
    r"(/_/+(?:returns/+[^/\s]{1,60}|confirm|choices|unsubscribe)/+|/password_reset/+(?:confirm/+)?[^/\s]{1,60}/+)[^/\s?#]+"
)


class Lines(logging.Formatter):
    """`2026-11-23 07:00:00,123 ERROR rotative.bake Bake failed event=bake_failed path=/politique/port/`"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write a record, its traceback included, without the secrets that paths have."""
        return _SECRET.sub(r"\1…", super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        fields = {name: value for name, value in vars(record).items() if name not in _KNOWN}
        # Django hands the request along, which prints itself with its path: the sentence has it already.
        fields.pop("request", None)
        named = "".join(f" {name}={_written(fields[name])}" for name in sorted(fields, key=_event_first))
        return _on_one_line(super().formatMessage(record)) + named

    def formatException(self, ei: Any) -> str:
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:
        return _indented(super().formatStack(stack_info))


def _event_first(name: str) -> tuple[bool, str]:
    return name != "event", name


def _written(value: object) -> str:
    text = _on_one_line(str(value))[:_LONGEST]
    return repr(text) if not text or " " in text else text


def _on_one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
