"""Brings the comments in that another program kept for the old site: onto articles that are here, by their old addresses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from django.db import transaction

from rotative.bake import queue
from rotative.importers.discussions import commento, disqus
from rotative.importers.discussions.article_addresses import Place, find, old_site
from rotative.importers.discussions.comments_here import CommentsHere
from rotative.importers.discussions.discussion_sql import Discussions, Post, Thread
from rotative.importers.errors import NotADiscussionExport, UnreadableExport
from rotative.importers.records import ArticleRecord, CommentRecord, OutletRecord
from rotative.importers.report import Report
from rotative.importers.wordpress import input_files
from rotative.importers.writer.comments import CommentedArticle, CommentWriter
from rotative.importers.writer.imported import Imported
from rotative.importers.writer.job import Job, Options

Program = Literal["disqus", "commento"]

# Read to their end before anything is written. Bytes, unpacked.
MOST_BYTES: Final = 8 << 30
# Threads and comments of one transaction; one thread is never cut.
_THREADS: Final = 200
_COMMENTS: Final = 2000
_READERS: Final[Mapping[Program, Callable[[Path, Discussions], str]]] = {
    "disqus": disqus.read, "commento": commento.read,
}  # fmt: skip
_NAMES: Final[Mapping[Program, str]] = {"disqus": disqus.PROGRAM, "commento": commento.PROGRAM}

Batch = list[tuple[Thread, list[Post]]]


def import_discussions(
    path: Path,
    program: Program,
    *,
    site: str = "",
    dry_run: bool = False,
    started: Callable[[int], Callable[[], None]] = lambda comments: lambda: None,
) -> Report:
    """Import the comments of an export; a second import of the same file changes nothing.

    site: the old site's address, where it is neither this one nor one that was imported.
    Raises NotADiscussionExport, MalformedExport, UnreadableExport, ArchiveRefused, always before anything is written.
    """
    begun = time.monotonic()
    with closing(Discussions()) as discussions:
        with input_files.opened([path]) as files:
            name = _READERS[program](_capped(files.exports[0], program), discussions)
        discussions.finish()
        report = Report(dry_run=dry_run, items=len(discussions), comments_in_file=len(discussions))
        writer = _Writer(
            f"{program}:{name or path.stem}"[:255], site, report, progress=started(len(discussions))
        )
        for batch in _batches(discussions):
            writer.write(batch)
    report.already_there = report.comments_already_there
    report.skipped = report.items - report.comments - report.already_there
    report.seconds = time.monotonic() - begun
    return report


def _capped(path: Path, program: Program) -> Path:
    try:
        size = path.stat().st_size
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror or str(exc)) from exc
    if size > MOST_BYTES:
        raise NotADiscussionExport(file=path.name, program=_NAMES[program], reason=f"{size} > {MOST_BYTES} B")
    return path


def _batches(discussions: Discussions) -> Iterator[Batch]:
    batch: Batch = []
    comments = 0
    for thread in discussions.threads():
        posts = discussions.posts_of(thread.thread_id)
        batch.append((thread, posts))
        comments += len(posts)
        if len(batch) >= _THREADS or comments >= _COMMENTS:
            yield batch
            batch, comments = [], 0
    if batch:
        yield batch


class _Writer:
    """Writes one batch of threads after another."""

    def __init__(self, source: str, site: str, report: Report, *, progress: Callable[[], None]) -> None:
        outlet = OutletRecord(source=source, name="", motto="", url=site, language="")
        imported = Imported(source, dry_run=report.dry_run)
        options = Options(dry_run=report.dry_run, progress=progress)
        self.job = Job(outlet=outlet, options=options, report=report, imported=imported)
        self.comments = CommentWriter(self.job)
        self.here = CommentsHere(self.job)
        self.site = old_site(site)

    def write(self, batch: Batch) -> None:
        """Write the new comments of a batch in one transaction; threads without an article are reported."""
        places = find([thread.urls for thread, _posts in batch], self.site)
        articles = [
            CommentedArticle(record=self._record(thread, posts, place), article_id=place.article_id)
            for (thread, posts), place in zip(batch, places, strict=True)
            if self._is_article(thread, posts, place) and place and place.article_id
        ]
        with transaction.atomic(), nullcontext() if self.job.dry_run else queue.together():
            articles = self.here.claim(articles)
            self.comments.write(articles)
            self.job.imported.save()
        for _post in (post for _thread, posts in batch for post in posts):
            self.job.options.progress()

    def _is_article(self, thread: Thread, posts: list[Post], place: Place | None) -> bool:
        """Return False for a thread whose comments have no place, and report it."""
        if place is not None and place.article_id is not None:
            return True
        address = next(filter(None, thread.urls), thread.thread_id)
        note = self.job.report.note
        if place is not None:
            note("comment_on_page", count=len(posts), example=address)
        else:
            note("thread_without_article", example=address)
            note("comment_without_article", count=len(posts), example=address)
        return False

    def _record(self, thread: Thread, posts: list[Post], place: Place) -> ArticleRecord:
        """Return a record of the article with the comments that are carried."""
        return ArticleRecord(
            source=self.job.source,
            source_id=thread.thread_id,
            path=place.path,
            headline="",
            published_at=None,
            updated_at=None,
            status="published",
            language="",
            comments=tuple(self._carried(thread, posts)),
            digest="",
        )

    def _carried(self, thread: Thread, posts: list[Post]) -> Iterator[CommentRecord]:
        by_number = {post.post_id: post for post in posts}
        left_out = {post.post_id: why for post in posts if (why := _why_left_out(thread, post))}
        for why in left_out.values():
            self.job.report.note("comment_skipped", detail=why, example=thread.urls[0] if thread.urls else "")
        above = _Above(by_number, left_out)
        for post in posts:
            if post.post_id not in left_out and post.state != "deleted":
                yield CommentRecord(
                    source=self.job.source,
                    source_id=post.post_id[:200],
                    author=post.name,
                    email=post.email,
                    website="",
                    text=post.text,
                    written_at=post.written_at,
                    state=post.state,
                    parent=above.kept(post.parent),
                )


def _why_left_out(thread: Thread, post: Post) -> str:
    if thread.is_deleted or post.state == "deleted":
        return "deleted"
    if post.state == "spam":
        return "spam"
    return "" if post.text and post.post_id else "empty"


@dataclass
class _Above:
    """Finds, above an answer, the nearest comment that is carried: what was deleted in between leaves no gap."""

    posts: Mapping[str, Post]
    left_out: Mapping[str, str]

    def __post_init__(self) -> None:
        self._found: dict[str, str] = {}

    def kept(self, number: str) -> str:
        """Return the number itself, or that of the first one above it that is carried; "" for none. Each is looked at once."""
        passed: list[str] = []
        while number in self.left_out and number not in self._found:
            # A circle has nothing above it.
            self._found[number] = ""
            passed.append(number)
            number = self.posts[number].parent
        found = self._found.get(number, number)
        for one in passed:
            self._found[one] = found
        return found
