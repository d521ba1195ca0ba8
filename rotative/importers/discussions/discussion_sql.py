"""The discussions of an old site in a temporary database of SQLite: memory stays flat, however many comments there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rotative.importers.records import CommentState

PostState = CommentState | Literal["deleted"]


@dataclass(frozen=True, kw_only=True)
class Post:
    """A reader's comment, as the program that kept it exported it."""

    post_id: str
    thread: str
    # post_id of the comment that this one answers; "" for none.
    parent: str
    # Number of a person that `name_people` looks up; "" where the name is known already.
    person: str = ""
    name: str = ""
    # Private.
    email: str = ""
    # Plain text, with line breaks.
    text: str
    # Aware, UTC.
    written_at: datetime | None
    state: PostState


@dataclass(frozen=True, kw_only=True)
class Thread:
    """The discussion under one article."""

    thread_id: str
    # Addresses at which the old site showed the article, the best first.
    urls: tuple[str, ...]
    # All of it was deleted.
    is_deleted: bool = False


class Discussions:
    """All threads and posts of one export."""

    def __init__(self) -> None:
        # With an empty name, SQLite deletes the file when the connection is closed.
        self._db = sqlite3.connect("")
        self._db.execute(
            "CREATE TABLE thread (id TEXT PRIMARY KEY, urls TEXT, deleted INTEGER) WITHOUT ROWID"
        )
        self._db.execute("CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT, email TEXT) WITHOUT ROWID")
        self._db.execute(
            "CREATE TABLE post (id TEXT PRIMARY KEY, thread TEXT, parent TEXT, person TEXT, name TEXT, email TEXT, body TEXT, "
            "at TEXT, state TEXT)"
        )

    def add_thread(self, thread: Thread) -> None:
        """Add a thread; the first of one number stays."""
        values = (thread.thread_id, "\n".join(thread.urls), thread.is_deleted)
        self._db.execute("INSERT OR IGNORE INTO thread VALUES (?, ?, ?)", values)

    def add_person(self, number: str, name: str, email: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO person VALUES (?, ?, ?)", (number, name, email))

    def add(self, post: Post) -> None:
        """Add a post; the first of one number stays."""
        at = post.written_at.isoformat() if post.written_at else ""
        values = (post.post_id, post.thread, post.parent, post.person, post.name, post.email, post.text, at)
        self._db.execute(
            "INSERT OR IGNORE INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, post.state)
        )

    def finish(self) -> None:
        """Prepare what follows the last post."""
        self._db.execute("CREATE INDEX post_thread ON post (thread)")

    def __len__(self) -> int:
        return int(self._db.execute("SELECT COUNT(*) FROM post").fetchone()[0])

    def threads(self) -> Iterator[Thread]:
        """Yield the threads that have posts, in the order of their first; one that the export does not describe has no address."""
        rows = self._db.execute(
            "SELECT said.thread, urls, deleted FROM (SELECT thread, MIN(rowid) AS first FROM post GROUP BY thread) AS said "
            "LEFT JOIN thread ON thread.id = said.thread ORDER BY said.first"
        )
        for number, urls, deleted in rows:
            yield Thread(thread_id=number, urls=tuple((urls or "").split("\n")), is_deleted=bool(deleted))

    def posts_of(self, thread: str) -> list[Post]:
        """Return the posts of a thread, in the order of the file."""
        rows = self._db.execute(
            "SELECT post.id, thread, parent, person, COALESCE(person.name, post.name), COALESCE(person.email, post.email), body, "
            "at, state FROM post LEFT JOIN person ON person.id = post.person WHERE thread = ? ORDER BY post.rowid",
            (thread,),
        )
        return [
            Post(
                post_id=number,
                thread=thread,
                parent=parent,
                person=person,
                name=name,
                email=email,
                text=body,
                written_at=datetime.fromisoformat(at) if at else None,
                state=state,
            )
            for number, thread, parent, person, name, email, body, at, state in rows
        ]

    def close(self) -> None:
        self._db.close()
