"""Records of an old site, as plain data: every source yields them, one writer consumes them. No Django here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Status = Literal["published", "draft", "scheduled", "private", "trash"]
CommentState = Literal["shown", "held", "spam", "rejected"]

_ADDRESS: Final = re.compile(r"(?<![^\s@<>()])([^\s@<>()]+)@[^\s@<>()]+")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    # Inline HTML, not yet cleaned by `core.html.clean`.
    html: str


@dataclass(frozen=True, kw_only=True)
class Intertitle:
    text: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    # As the body had it, absolute where it could be resolved.
    url: str
    alt: str = ""
    # Plain text.
    caption: str = ""
    credit: str = ""
    # The source's id of the picture, "" when unknown.
    media_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Gallery:
    """Several pictures together. A later file of the export may describe those that this one does not."""

    pictures: tuple[Picture, ...] = ()
    # Plain text.
    caption: str = ""
    # The source's id of the article whose own pictures follow those named; "" for none.
    own_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line between two parts."""


@dataclass(frozen=True, kw_only=True)
class Quotation:
    # Plain text, with an empty line between paragraphs.
    text: str
    # Plain text: the person quoted.
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ListBlock:
    ordered: bool
    # Inline HTML; lists inside an item follow its words as `<ul>` or `<ol>`.
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    caption: str = ""
    # Plain text; empty when the table has no head row.
    header: tuple[str, ...] = ()
    # Plain text; all rows are equally long.
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Embed:
    # http or https.
    url: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class FactBox:
    # Plain text; "" for none.
    title: str = ""
    # Paragraphs and lists in HTML, not yet cleaned.
    html: str


Block = Paragraph | Intertitle | Picture | Quotation | ListBlock | Table | Embed | Gallery | FactBox | Rule


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A thing that could not be imported as it was; equal kinds and details are counted together."""

    # A stable word with underscores, e.g. "shortcode_removed".
    kind: str
    # Makes rows of their own within a kind: "contact-form".
    detail: str = ""
    # The thing itself or its place, for a person.
    example: str = ""
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class OutletRecord:
    """The old site itself; always the first record."""

    # "wordpress:old.example.org", for example. With an id of the source it identifies an item.
    source: str
    name: str
    motto: str
    # Old home address without the last slash.
    url: str
    # Two letters, lower case; "" when the export does not say.
    language: str
    # The words before the slugs of sections, tags and authors in the old addresses; "" for none. The first is the usual one.
    section_bases: tuple[str, ...] = ("category",)
    tag_bases: tuple[str, ...] = ("tag",)
    author_bases: tuple[str, ...] = ("author",)

    def owns(self, url: str) -> bool:
        """Return whether an address is on the old site: a path, or a whole address of its host, with "www." or without."""
        scheme, found, rest = url.partition("//")
        if not scheme and found:
            return False
        host = rest.partition("/")[0].lower().removeprefix("www.")
        own = self.url.split("://", 1)[-1].partition("/")[0].lower().removeprefix("www.")
        return host == own if found else url.startswith("/")


@dataclass(frozen=True, kw_only=True)
class AuthorRecord:
    source: str
    source_id: str
    # The name that articles refer to, in lower case.
    login: str
    name: str
    # Private.
    email: str = ""
    slug: str = ""
    biography: str = ""
    # The number in `/?author=3`; "" when unknown.
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionRecord:
    source: str
    # The readable slug of the old site.
    source_id: str
    name: str
    description: str = ""
    # source_id of the section above; "" for none.
    parent: str = ""
    # The number in `/?cat=3`; "" when unknown.
    number: str = ""
    # A name that the section and its translations have in common; "" for none.
    translation_group: str = ""


@dataclass(frozen=True, kw_only=True)
class TagRecord:
    source: str
    source_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CommentRecord:
    source: str
    source_id: str
    author: str
    # Private.
    email: str
    # Private: shown nowhere.
    website: str
    # Plain text, with line breaks.
    text: str
    # Aware, UTC.
    written_at: datetime | None
    state: CommentState
    # source_id of the comment that this one answers; "" for none.
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class ArticleRecord:
    source: str
    source_id: str
    # The old path, percent-decoded: "/2019/05/03/x/"; "" for none.
    path: str
    # "p=12" when the old site also answered at "/?p=12".
    old_query: str = ""
    # Paths the article had before, which redirect to its path.
    former_paths: tuple[str, ...] = ()
    form: Literal["article", "brief"] = "article"
    headline: str
    # Plain text, may be empty.
    standfirst: str = ""
    blocks: tuple[Block, ...] = ()
    # Aware, UTC; None for drafts never dated.
    published_at: datetime | None
    updated_at: datetime | None
    status: Status
    # Readers needed a password.
    protected: bool = False
    comments_open: bool = True
    # Logins, the main author first.
    authors: tuple[str, ...] = ()
    # The main section first.
    sections: tuple[SectionRecord, ...] = ()
    tags: tuple[TagRecord, ...] = ()
    comments: tuple[CommentRecord, ...] = ()
    # The source's id of the featured picture, "" for none.
    picture_id: str = ""
    # Two letters.
    language: str
    # The source says the language; else it is guessed.
    language_noted: bool = False
    # A name that the article and its translations have in common; "" for none.
    translation_group: str = ""
    # For search engines and networks; empty where the article has nothing of its own.
    search_title: str = ""
    search_description: str = ""
    share_title: str = ""
    share_description: str = ""
    share_picture_id: str = ""
    hidden_from_search: bool = False
    # Of a piece taken over from another site.
    original_url: str = ""
    # The source had a body, and nothing of it is left.
    emptied: bool = False
    # Hash of the content at the source.
    digest: str
    problems: tuple[Problem, ...] = ()
    # Plain text, for the picture at the head.
    picture_alt: str = ""
    picture_caption: str = ""
    # Whole addresses of files that the blocks do not name, and that led somewhere on the old site.
    files: tuple[str, ...] = ()

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures of the body, those of galleries as well."""
        for block in self.blocks:
            if isinstance(block, Picture):
                yield block
            elif isinstance(block, Gallery):
                yield from block.pictures


@dataclass(frozen=True, kw_only=True)
class PageRecord(ArticleRecord):
    """A standing page: about, legal notice."""


@dataclass(frozen=True, kw_only=True)
class MediaRecord:
    source: str
    source_id: str
    # The address of the file on the old site.
    url: str
    # Its path under the uploads folder: "2019/05/x.jpg"; "" when unknown.
    file: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    # The path of the attachment's own page, percent-decoded, and source_id of the article it belonged to.
    path: str = ""
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """An item of the file that has no place here."""

    source: str
    source_id: str
    problem: Problem


Record = (
    OutletRecord
    | AuthorRecord
    | SectionRecord
    | TagRecord
    | ArticleRecord
    | PageRecord
    | MediaRecord
    | Skipped
)


def masked(name: str) -> str:
    """Return the name with only the part before the @ of each e-mail address in it.

    Old sites show the address of an author or commenter who never chose a name.
    """
    return _ADDRESS.sub(r"\1", name)
