"""Reads one row of Ghost's table of posts: an article or a page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from rotative.core import html as safe
from rotative.core.text import excerpt
from rotative.importers.ghost import comments
from rotative.importers.ghost.ghost_tables import Tables, identity, moment, string, truth
from rotative.importers.ghost.html_cards import plain_cards
from rotative.importers.ghost.json_rows import Row
from rotative.importers.ghost.lexical import UnknownFormat, lexical_html
from rotative.importers.ghost.markdown import markdown_html
from rotative.importers.ghost.mobiledoc import mobiledoc_html
from rotative.importers.ghost.permalinks import Permalinks
from rotative.importers.ghost.search_fields import PLACEHOLDER, search_fields
from rotative.importers.html import Conversion, convert
from rotative.importers.language import detect, short_code
from rotative.importers.old_site import OldSite, below_home, decoded
from rotative.importers.records import (
    ArticleRecord,
    PageRecord,
    Problem,
    SectionRecord,
    Status,
    TagRecord,
)
from rotative.importers.wordpress.item_fields import sample

_HEADLINE_LETTERS = 90
_CONTENT = (
    "title",
    "lexical",
    "html",
    "mobiledoc",
    "custom_excerpt",
    "status",
    "visibility",
    "slug",
    "published_at",
)
# The formats of a body, the newest first; the first that is filled was shown.
_BODIES = ("lexical", "html", "mobiledoc", "markdown")
_SHOWN = ("feature_image", "image", "og_image", "twitter_image")
_FILE = re.compile(r"/content/(?:images|files|media)/")
_STATUSES: dict[str, Status] = {"published": "published", "scheduled": "scheduled", "draft": "draft"}


def is_internal(tag: Row) -> bool:
    """Return True for a tag that readers never saw."""
    return string(tag, "visibility") == "internal" or string(tag, "name").startswith("#")


class Posts:
    """Makes records of the rows of one export."""

    def __init__(
        self, tables: Tables, *, site: OldSite, source: str, language: str, permalinks: Permalinks
    ) -> None:
        self.tables = tables
        self.site = site
        self.source = source
        self.language = language
        self.permalinks = permalinks
        # "/blog" where the old site was not at the root of its host.
        self.home = below_home(site.url)
        self._link = re.compile(rf"""{re.escape(site.url)}/[^\s"'<>\\()]{{0,2000}}""")

    def is_page(self, row: Row) -> bool:
        return string(row, "type") == "page" or truth(row, "page")

    def public_tags(self, row: Row) -> list[Row]:
        return [tag for tag in self.tables.tags_of(identity(row)) if not is_internal(tag)]

    def section(self, tag: Row) -> SectionRecord:
        return SectionRecord(
            source=self.source,
            source_id=safe.plain(string(tag, "slug") or identity(tag)),
            name=safe.plain(string(tag, "name")),
            description=safe.plain(string(tag, "description")),
        )

    def tag(self, tag: Row) -> TagRecord:
        slug = safe.plain(string(tag, "slug") or identity(tag))
        return TagRecord(source=self.source, source_id=slug, name=safe.plain(string(tag, "name")))

    def path(self, row: Row) -> str:
        """Return the path of a post or page on the old site; "" for one that had none."""
        slug = decoded(f"/{string(row, 'slug').strip('/')}").strip("/")
        if self.is_page(row):
            return f"{self.home}/{slug}/" if slug else ""
        tag = next(iter(self.public_tags(row)), {})
        author = next(iter(self.tables.authors_of(row)), {})
        path = self.permalinks.path(
            slug=slug,
            number=identity(row),
            at=moment(row, "published_at"),
            tag=string(tag, "slug"),
            author=string(author, "slug"),
        )
        return self.home + path if path else ""

    def record(self, row: Row) -> ArticleRecord:
        """Return the article or page of a row."""
        number, meta = identity(row), self.tables.meta_of(identity(row))
        problems: list[Problem] = []
        body = self._body(row, problems)
        standfirst = safe.plain(string(row, "custom_excerpt"))
        headline = safe.plain(string(row, "title"))
        text = sample(body.blocks)
        if not headline or headline == "(Untitled)":
            headline = excerpt(standfirst or text, _HEADLINE_LETTERS) or string(row, "slug") or f"#{number}"
            problems.append(Problem(kind="headline_made", example=headline))
        problems += self._problems(row, meta)
        tags = self.public_tags(row)
        kept, refused = comments.records(self._comments(row), source=self.source)
        kind = PageRecord if self.is_page(row) else ArticleRecord
        return kind(
            source=self.source,
            source_id=number,
            path=self.path(row),
            former_paths=tuple(self._former(row)),
            headline=headline,
            standfirst=standfirst,
            blocks=body.blocks,
            published_at=moment(row, "published_at"),
            updated_at=moment(row, "updated_at"),
            status=self._status(row, meta),
            authors=tuple(
                safe.plain(string(user, "slug") or identity(user)).lower()
                for user in self.tables.authors_of(row)
            ),
            sections=(self.section(tags[0]),) if tags else (),
            tags=tuple(self.tag(tag) for tag in tags[1:]),
            comments=kept,
            picture_id=self._absolute(string(row, "feature_image") or string(row, "image")),
            picture_alt=safe.plain(string(meta, "feature_image_alt")),
            picture_caption=safe.plain(string(meta, "feature_image_caption")),
            language=short_code(string(row, "locale"))
            or detect(f"{headline}\n{standfirst}\n{text}", default=self.language),
            **search_fields(row, meta, headline, self.site),
            files=tuple(self.files(row)),
            digest=_digest(row),
            problems=(*problems, *refused, *body.problems),
        )

    def is_public(self, row: Row) -> bool:
        """Return True for what every reader could read on the old site."""
        return self._status(row, self.tables.meta_of(identity(row))) == "published"

    def links(self, row: Row) -> Iterator[str]:
        """Yield the addresses on the old site that a post names: in its body, and at its head."""
        body = next(filter(None, (string(row, name) for name in _BODIES)), "")
        yield from (found[0] for found in self._link.finditer(self._absolute(body)))
        meta = self.tables.meta_of(identity(row))
        shown = (string(table, name) for name in _SHOWN for table in (row, meta))
        yield from (self._absolute(url) for url in shown if url)

    def files(self, row: Row) -> Iterator[str]:
        """Yield those of them that are files, each once."""
        found = (url for url in self.links(row) if self.site.owns(url) and _FILE.search(url))
        yield from dict.fromkeys(found)

    def _body(self, row: Row, problems: list[Problem]) -> Conversion:
        def note(kind: str, detail: str, example: str) -> None:
            problems.append(Problem(kind=kind, detail=detail, example=example[:160]))

        html = ""
        for name, read in (("lexical", lexical_html), ("html", plain_cards), ("mobiledoc", mobiledoc_html)):
            if not (stored := string(row, name)):
                continue
            try:
                html = read(self._absolute(stored), note)
                break
            except UnknownFormat:
                note("body_unreadable", name, string(row, "slug"))
        else:
            html = markdown_html(self._absolute(string(row, "markdown"))) or string(row, "plaintext")
        return convert(html, site=self.site, is_plain=True)

    def _absolute(self, text: str) -> str:
        return text.replace(PLACEHOLDER, self.site.url)

    def _status(self, row: Row, meta: Row) -> Status:
        """Return the status. Texts for members, and letters that were no page, never become public."""
        status = _STATUSES.get(string(row, "status"), "draft")
        is_public = string(row, "visibility") in ("", "public")
        return status if is_public and not truth(meta, "email_only") else "draft"

    def _problems(self, row: Row, meta: Row) -> Iterator[Problem]:
        where, visibility = string(row, "slug"), string(row, "visibility")
        if visibility not in ("", "public"):
            yield Problem(kind="members_kept_as_draft", detail=visibility.split(":")[0][:40], example=where)
        elif string(row, "status") == "sent" or truth(meta, "email_only"):
            yield Problem(kind="mail_kept_as_draft", example=where)
        if truth(row, "featured"):
            yield Problem(kind="sticky_lost", example=where)
        for name in ("codeinjection_head", "codeinjection_foot"):
            if string(row, name).strip():
                yield Problem(kind="code_removed", detail=name, example=where)

    def _former(self, row: Row) -> Iterator[str]:
        """Yield the addresses of the preview, which Ghost led to the published post."""
        if string(row, "uuid") and string(row, "status") == "published":
            yield self.preview(row)

    def preview(self, row: Row) -> str:
        uuid = string(row, "uuid")
        return f"{self.home}/p/{uuid}/" if uuid else ""

    def _comments(self, row: Row) -> list[Row]:
        slug = string(row, "slug")
        return [
            *self.tables.comments_of(identity(row)),
            *(self.tables.comments_of(f"/{slug}") if slug else ()),
        ]


def _digest(row: Row) -> str:
    whole = "\0".join(string(row, name) for name in _CONTENT)
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
