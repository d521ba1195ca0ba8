"""Writes the report of an import with every example of every problem: as JSON for programs, as a page for people."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path

from django.utils.translation import get_language as current_language
from django.utils.translation import get_language_bidi, gettext

from rotative.importers.errors import WrongOption
from rotative.importers.records import Problem
from rotative.importers.report import EXPLANATIONS, FIGURES, NAMES, PLACES, Report

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td{padding:.1rem .8rem .1rem 0}td:first-child{text-align:end}"
    "summary{cursor:pointer;padding:.3rem 0}li{overflow-wrap:anywhere}"
)


def write(report: Report, path: Path) -> None:
    """Write the report; the ending of the name says in which form. Raises WrongOption."""
    if path.suffix.lower() not in (".json", ".html", ".htm"):
        raise WrongOption(option="--report", reason=gettext("the name must end with .json or .html"))
    is_json = path.suffix.lower() == ".json"
    try:
        with path.open("w", encoding="utf-8") as file:
            if is_json:
                json.dump(_whole(report), file, ensure_ascii=False, indent=1)
            else:
                file.writelines(_page(report))
    except OSError as exc:
        raise WrongOption(option="--report", reason=exc.strerror or str(exc)) from exc


def meaning(problem: Problem) -> str:
    """Return a kind of problem in words, with its detail."""
    words = gettext(EXPLANATIONS[problem.kind]) if problem.kind in EXPLANATIONS else problem.kind
    said = gettext(problem.detail) if problem.detail in PLACES else problem.detail
    return f"{words} ({said})" if said else words


def _whole(report: Report) -> dict[str, object]:
    problems = [
        {
            "kind": problem.kind,
            "detail": problem.detail,
            "meaning": meaning(problem),
            "count": problem.count,
            "examples": report.examples(problem),
        }
        for problem in report.problems
    ]
    return report.as_json() | {"problems": problems}


def _page(report: Report) -> Iterator[str]:
    direction = "rtl" if get_language_bidi() else "ltr"
    title = escape(gettext("Report of the import"))
    yield f'<!doctype html>\n<html lang="{current_language()}" dir="{direction}">\n<meta charset="utf-8">\n'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n<table>\n"
    for name in FIGURES:
        yield f"<tr><td>{getattr(report, name)}</td><td>{escape(gettext(NAMES[name]))}</td></tr>\n"
    yield "</table>\n"
    groups: dict[str, list[Problem]] = defaultdict(list)
    for problem in report.problems:
        groups[problem.kind].append(problem)
    for problems in sorted(groups.values(), key=lambda group: -sum(one.count for one in group)):
        for problem in problems:
            yield f"<details><summary>{problem.count} – {escape(meaning(problem))}</summary>\n<ul>\n"
            for example in report.examples(problem):
                yield f'<li dir="auto">{escape(example)}</li>\n'
            yield "</ul></details>\n"
