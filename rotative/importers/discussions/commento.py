"""Reads the JSON that Commento and Commento++ export: comments with the paths of articles, and the people who wrote them.

Source: api/domain_export.go and api/comment.go of github.com/adtac/commento.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext

from rotative.core import html as safe
from rotative.importers.discussions.discussion_sql import Discussions, Post, PostState, Thread
from rotative.importers.discussions.instants import instant
from rotative.importers.discussions.json_stream import MalformedJson, rows
from rotative.importers.errors import NotADiscussionExport, UnreadableExport
from rotative.importers.ghost.markdown import markdown_html

PROGRAM: Final = "Commento"
_ROOT: Final = "root"
# Others wait for the desk.
_STATES: Final[dict[str, PostState]] = {
    "approved": "shown",
    "": "shown",
    "spam": "spam",
    "deleted": "deleted",
}


def read(path: Path, discussions: Discussions) -> str:
    """Read an export to its end, and return the name of its domain. Raises NotADiscussionExport, UnreadableExport."""
    domain = ""
    tables: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig") as file:
            for table, row in rows(file):
                tables.add(table)
                if table == "commenters":
                    name, email = safe.plain(_text(row, "name")), safe.plain(_text(row, "email"))
                    discussions.add_person(_text(row, "commenterHex"), name, email)
                elif table == "comments":
                    domain = domain or _text(row, "domain")
                    _take(row, discussions, path)
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror or str(exc)) from exc
    except (MalformedJson, UnicodeDecodeError) as exc:
        raise NotADiscussionExport(file=path.name, program=PROGRAM, reason=str(exc)) from exc
    if "comments" not in tables:
        raise NotADiscussionExport(
            file=path.name, program=PROGRAM, reason=gettext("there are no comments in it")
        )
    return domain


def _take(row: dict[str, Any], discussions: Discussions, path: Path) -> None:
    number, place = _text(row, "commentHex"), _text(row, "url") or _text(row, "path")
    if not number:
        reason = gettext("its comments have other fields")
        raise NotADiscussionExport(file=path.name, program=PROGRAM, reason=reason)
    address = f"https://{_text(row, 'domain')}/{place.lstrip('/')}"
    discussions.add_thread(Thread(thread_id=place, urls=(address,)))
    parent = _text(row, "parentHex")
    discussions.add(
        Post(
            post_id=number,
            thread=place,
            parent="" if parent == _ROOT else parent,
            person=_text(row, "commenterHex"),
            text=safe.plain_lines(markdown_html(_text(row, "markdown")) or _text(row, "html")),
            written_at=instant(_text(row, "creationDate")),
            state="deleted" if row.get("deleted") is True else _STATES.get(_text(row, "state"), "held"),
        )
    )


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        return ""
    # JSON can spell half a letter, which no database takes.
    return value.encode("utf-8", "replace").decode().replace("\0", "").strip()
