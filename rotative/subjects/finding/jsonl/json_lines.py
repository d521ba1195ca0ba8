"""A vocabulary and articles as lines of JSON, and what is found as lines of JSON."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rotative.core import languages
from rotative.core.errors import RotativeError, gettext_noop
from rotative.subjects.finding.article_text import FIELDS, MOST_LETTERS, Article
from rotative.subjects.finding.finder import Findings, Suggestion, find
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.suggestion_reasons import words
from rotative.subjects.finding.vocabulary import Known

# Of one line: three parts of an article, each letter at most six bytes ("\u0623").
MOST_LINE_BYTES = 6 * 3 * MOST_LETTERS
KINDS = ("person", "organisation", "place", "theme", "event")
_ARABIC = re.compile("[\u0621-\u064a]")


class BadLine(RotativeError):
    code = "subjects.finding.bad_line"
    message = gettext_noop("Line %(line)d of %(source)s: %(problem)s. Correct it and run the command again.")


def vocabulary(lines: Iterable[bytes], *, source: str) -> list[Known]:
    """Return the subjects of a vocabulary; lines of one id are one subject. Raises BadLine."""
    found: dict[str, Known] = {}
    for number, row in _rows(lines, source=source):
        if "id" not in row or not isinstance(row.get("names"), dict):
            raise BadLine(line=number, source=source, problem='it needs "id" and "names"')
        kind = row.get("kind") or "theme"
        if kind == "organization":
            kind = "organisation"
        if kind not in KINDS:
            raise BadLine(line=number, source=source, problem=f"kind is none of {', '.join(KINDS)}")
        names = {str(language): _names(value) for language, value in row["names"].items()}
        known = found.get(str(row["id"]))
        if known is not None:
            names = {
                code: [*known.names.get(code, ()), *names.get(code, ())] for code in {**known.names, **names}
            }
        found[str(row["id"])] = Known(id=str(row["id"]), kind=kind, names=names)
    return list(found.values())


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str) and each.strip()]


def found_lines(index: Index, lines: Iterable[bytes], *, source: str) -> Iterator[str]:
    """Return what is found in each article, as a line of JSON. Raises BadLine."""
    for number, row in _rows(lines, source=source):
        if "article_id" not in row:
            raise BadLine(line=number, source=source, problem='it needs "article_id"')
        parts = {field: _text(row.get(field)) for field in FIELDS}
        language = row.get("language")
        if not isinstance(language, str) or not language:
            language = _guessed(parts["text"] or parts["headline"])
        article = Article(language=language.split("-")[0].lower(), **parts)
        yield json.dumps(
            {"article_id": row["article_id"], **as_dict(find(index, article))}, ensure_ascii=False
        )


def _guessed(text: str) -> str:
    """Return the language of a text by its script alone."""
    direction = "rtl" if _ARABIC.search(text) else "ltr"
    return next(row.code for row in languages.TABLE if row.direction == direction)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def as_dict(findings: Findings) -> dict[str, Any]:
    """Return findings as they are written in JSON."""
    return {"subjects": [_suggestion(each) for each in findings.subjects], "new": list(findings.new)}


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    found: dict[str, Any] = (
        {"choice": list(suggestion.ids)} if suggestion.asked else {"id": suggestion.ids[0]}
    )
    found["main"] = suggestion.main
    found["reason"] = words(suggestion.reason)
    found["spans"] = [
        {"in": span.part, "start": span.start, "end": span.end, "text": span.words}
        for span in suggestion.spans
    ]
    if suggestion.spelled_otherwise:
        found["spelled_otherwise"] = True
    return found


def _rows(lines: Iterable[bytes], *, source: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if len(line) > MOST_LINE_BYTES:
            raise BadLine(line=number, source=source, problem=f"longer than {MOST_LINE_BYTES} bytes")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise BadLine(line=number, source=source, problem=f"not JSON in UTF-8 ({exc})") from exc
        if not isinstance(row, dict):
            raise BadLine(line=number, source=source, problem="not a JSON object")
        yield number, row


def capped(stream: Any) -> Iterator[bytes]:
    """Return the lines of a binary stream, none much longer than the cap, so that nobody fills the memory."""
    while line := stream.readline(MOST_LINE_BYTES + 1):
        yield line
