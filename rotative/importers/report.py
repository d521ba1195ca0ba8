"""The report of an import: figures that add up to the items of the file, and everything that could not be imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from rotative.core.errors import gettext_noop
from rotative.importers.examples_sql import Examples
from rotative.importers.records import Problem

# The order in which figures are printed.
FIGURES: Final = (
    "articles",
    "pages",
    "comments",
    "subjects",
    "sections",
    "authors",
    "media",
    "skipped",
    "already_there",
)

# The names of the figures in the report for a person.
NAMES: Final = {
    "articles": gettext_noop("articles"),
    "pages": gettext_noop("standing pages"),
    "comments": gettext_noop("comments"),
    "subjects": gettext_noop("subjects"),
    "sections": gettext_noop("sections"),
    "authors": gettext_noop("authors"),
    "media": gettext_noop("pictures"),
    "skipped": gettext_noop("left out"),
    "already_there": gettext_noop("already there"),
}
# The details that are words: the place of a picture that was not found.
PLACES: Final = (gettext_noop("in a body"), gettext_noop("in the library"), gettext_noop("at the head"))

# Each kind of problem in a sentence for the person who imports.
EXPLANATIONS: Final = {
    "fetch_failed": gettext_noop("files that could not be taken from the old site"),
    "fetch_stopped": gettext_noop(
        "the old site was no longer asked: a limit was reached; run the import again"
    ),
    "answer_detached": gettext_noop(
        "answers to comments that readers do not see; they are comments of their own now"
    ),
    "bytes_replaced": gettext_noop("bytes that are no text were replaced"),
    "document_missing": gettext_noop("documents whose file was not found; links lead to their old address"),
    "document_refused": gettext_noop("files that are not what their name says"),
    "empty_kept_as_draft": gettext_noop("had nothing left but a headline; kept as drafts"),
    "guest_author_read": gettext_noop("guest authors, who became bylines"),
    "language_not_open": gettext_noop(
        "in a language that the outlet does not publish in; kept as drafts (--languages opens it)"
    ),
    "media_too_late": gettext_noop("somebody has changed it here since; new pictures were not put in"),
    "names_merged": gettext_noop("had the same name and became one"),
    "notice_before_file": gettext_noop("words of a server before the file were skipped"),
    "signs_repaired": gettext_noop("signs that are no XML were repaired"),
    "state_as_draft": gettext_noop("in a state of a plugin; kept as drafts"),
    "text_too_long": gettext_noop("with a text of more than 16 megabytes; left out"),
    "address_masked": gettext_noop("names with an e-mail address, which is not shown"),
    "address_not_kept": gettext_noop("had an address that is not possible here"),
    "address_taken": gettext_noop("got a new address: theirs was taken"),
    "account_not_made": gettext_noop("authors became bylines; no accounts were made for them"),
    "body_unreadable": gettext_noop(
        "bodies in a format that cannot be read; taken from another one if there is one"
    ),
    "block_without_content": gettext_noop("blocks filled by the old site when it was shown"),
    "changed_at_source": gettext_noop(
        "changed on the old site since they were imported; left as they are here"
    ),
    "classification_lost": gettext_noop("classifications of another kind than section and tag"),
    "code_removed": gettext_noop("pieces of code"),
    "comment_cut": gettext_noop("comments with a name or address that was too long or no address"),
    "comment_double": gettext_noop("comments listed twice under one article; the first was taken"),
    "comment_on_page": gettext_noop("comments under pages, which cannot have comments here"),
    "comment_here": gettext_noop("comments that another import had brought already"),
    "comment_without_article": gettext_noop("comments whose article was not found; left out"),
    "thread_without_article": gettext_noop(
        "articles with comments that were not found here by their address"
    ),
    "comment_skipped": gettext_noop("comments that no reader wrote, or of unknown state"),
    "comment_website_lost": gettext_noop("websites of commenters"),
    "date_ahead": gettext_noop("published with a date that is still to come; dated now"),
    "date_missing": gettext_noop("published without a date; dated now"),
    "double": gettext_noop("listed twice in the file; the first was taken"),
    "drawing_removed": gettext_noop("drawings"),
    "enclosure_lost": gettext_noop("files attached for podcasts"),
    "file_not_carried": gettext_noop("files that are no pictures"),
    "form_removed": gettext_noop("forms and their fields"),
    "frame_removed": gettext_noop("frames and players without an address"),
    "gallery_empty": gettext_noop("galleries without pictures"),
    "gallery_picture_missing": gettext_noop("pictures of galleries that the file does not list"),
    "headline_made": gettext_noop("without a headline; made from their first words"),
    "image_map_removed": gettext_noop("maps on pictures"),
    "inner_link_removed": gettext_noop("links inside one page"),
    "language_added": gettext_noop("languages that the outlet did not publish in yet"),
    "language_unknown": gettext_noop("in a language the newsroom does not know; filed under its first"),
    "link_lost": gettext_noop("links where only plain text is possible"),
    "link_removed": gettext_noop("links that are neither web nor mail addresses"),
    "machinery_skipped": gettext_noop("technical items of the old site, such as menus"),
    "marking_lost": gettext_noop("words whose marking is not kept"),
    "mail_card_removed": gettext_noop("blocks for letters only"),
    "mail_kept_as_draft": gettext_noop("letters that were no page; kept as drafts"),
    "members_card_removed": gettext_noop("blocks that only members saw"),
    "members_kept_as_draft": gettext_noop("for members only; kept as drafts"),
    "nesting_lost": gettext_noop("bodies nested too deeply, kept as plain paragraphs"),
    "other_type_skipped": gettext_noop("items of types made by plugins or themes"),
    "page_break_removed": gettext_noop("“read more” marks and page breaks"),
    "password_lost": gettext_noop("behind a password; kept as drafts"),
    "picture_damaged": gettext_noop("picture files that cannot be read"),
    "picture_missing": gettext_noop("pictures whose file was not found; replaced by a link"),
    "picture_too_large": gettext_noop(
        "pictures of more than 40 megapixels; make them smaller and import again"
    ),
    "picture_stopped": gettext_noop("pictures that move; pages show their first frame"),
    "picture_removed": gettext_noop("pictures without a usable address"),
    "private_kept_as_draft": gettext_noop("private; kept as drafts"),
    "rule_removed": gettext_noop("ruled lines"),
    "schedule_passed": gettext_noop("scheduled for a time that has passed; kept as drafts"),
    "script_removed": gettext_noop("scripts"),
    "second_section": gettext_noop("further sections, kept as subjects"),
    "section_missing": gettext_noop("without a section; filed under a general one"),
    "section_parent_lost": gettext_noop("sections that were part of another"),
    "shortcode_removed": gettext_noop("shortcodes of plugins"),
    "state_skipped": gettext_noop("items in a state that is no one's text"),
    "sticky_lost": gettext_noop("pinned to the old front page"),
    "style_removed": gettext_noop("style sheets"),
    "subtitles_removed": gettext_noop("subtitles of films"),
    "tracking_pixel_removed": gettext_noop("tracking pixels"),
    "trash_skipped": gettext_noop("items in the trash"),
    "unsafe_link_removed": gettext_noop("links that run code"),
}


@dataclass
class Report:
    """The figures of one import: articles + pages + media + skipped + already_there = items of the file."""

    articles: int = 0
    pages: int = 0
    comments: int = 0
    subjects: int = 0
    sections: int = 0
    authors: int = 0
    media: int = 0
    # Items of the file that were left out; the problems say why.
    skipped: int = 0
    # Items of the file that an earlier run imported.
    already_there: int = 0
    # Items and comments that the file holds.
    items: int = 0
    comments_in_file: int = 0
    comments_already_there: int = 0
    # Articles and pages of earlier runs that got pictures or documents now.
    filled: int = 0
    dry_run: bool = False
    seconds: float = 0.0
    # The report of a list of members, for a source that has one.
    subscribers: dict[str, object] | None = None
    _problems: dict[tuple[str, str], Problem] = field(default_factory=dict)
    _examples: Examples = field(default_factory=Examples)

    def count(self, figure: str) -> None:
        setattr(self, figure, getattr(self, figure) + 1)

    def note(self, kind: str, *, detail: str = "", example: str = "", count: int = 1) -> None:
        """Count problems of one kind; the first example is shown, all are written into the file of the report."""
        if example:
            self._examples.add(kind, detail, example)
        known = self._problems.get((kind, detail))
        total, shown = (known.count, known.example) if known else (0, "")
        self._problems[kind, detail] = Problem(
            kind=kind, detail=detail, example=shown or example, count=total + count
        )

    def note_all(self, problems: Iterable[Problem], *, where: str = "") -> None:
        for problem in problems:
            example = f"{where}: {problem.example}" if where and problem.example else problem.example or where
            self.note(problem.kind, detail=problem.detail, example=example, count=problem.count)

    def examples(self, problem: Problem) -> list[str]:
        """Return every example of a problem, in the order in which they were met."""
        return self._examples.of(problem.kind, problem.detail)

    @property
    def problems(self) -> list[Problem]:
        """The problems, kinds in alphabetical order, the most frequent details of a kind first."""
        return sorted(
            self._problems.values(), key=lambda problem: (problem.kind, -problem.count, problem.detail)
        )

    def as_json(self) -> dict[str, Any]:
        problems = [
            {
                "kind": problem.kind,
                "detail": problem.detail,
                "count": problem.count,
                "example": problem.example,
            }
            for problem in self.problems
        ]
        further: dict[str, Any] = {"items": self.items, "comments_in_file": self.comments_in_file}
        further |= {"filled": self.filled}
        further |= {"comments_already_there": self.comments_already_there, "dry_run": self.dry_run}
        figures: dict[str, Any] = {name: getattr(self, name) for name in FIGURES}
        if self.subscribers is not None:
            further["subscribers"] = self.subscribers
        return figures | further | {"seconds": round(self.seconds, 2), "problems": problems}
