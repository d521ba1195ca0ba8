"""Reads a WordPress export (WXR 1.0 to 1.2) as records, in two passes and in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final

from rotative.core import html as safe
from rotative.core.text import excerpt
from rotative.importers.html import Conversion, Pictures, convert, shortcodes
from rotative.importers.language import short_code
from rotative.importers.old_site import OldSite, old_path
from rotative.importers.records import (
    ArticleRecord,
    AuthorRecord,
    CommentRecord,
    CommentState,
    OutletRecord,
    PageRecord,
    Problem,
    Record,
    SectionRecord,
    Skipped,
    TagRecord,
)
from rotative.importers.wordpress.export_index_sql import ExportIndex
from rotative.importers.wordpress.item_fields import (
    authors,
    digest,
    footnotes,
    former_paths,
    item_problems,
    language_of,
    media_record,
    parse_date,
    parse_mail_date,
    sample,
    slug,
)
from rotative.importers.wordpress.statuses import COMMENT_STATES, STATUSES
from rotative.importers.wordpress.term_bases import TermBases
from rotative.importers.wordpress.xml import Node, items, read_channel

# Comment types written by readers; the others are made by programs.
READERS_WORDS: Final = frozenset({"", "comment", "review"})
# Post types that hold no text of an editor.
MACHINERY: Final = frozenset({
    "nav_menu_item", "revision", "customize_changeset", "custom_css", "oembed_cache", "user_request",
    "wp_global_styles", "wp_navigation", "wp_template", "wp_template_part", "wp_font_family",
    "wp_font_face", "wp_block", "acf-field", "acf-field-group", "feedback", "jetpack_migration",
    "shop_order", "scheduled-action", "amp_validated_url",
})  # fmt: skip

_HEADLINE_LETTERS: Final = 90


class WordPressExport:
    """An export file, to be closed after use. The constructor reads the whole file once, so that a broken one writes nothing.

    Raises MalformedExport, NotAnExport, UnreadableExport.
    """

    def __init__(
        self, path: Path, *, time_zone: tzinfo = UTC, category_base: str = "", tag_base: str = ""
    ) -> None:
        """Read the file once. category_base, tag_base: as the old site's permalinks had them; "" to look for them."""
        self.path = path
        self._told = (category_base.strip("/"), tag_base.strip("/"))
        # For dates that the export gives in local time only.
        self.time_zone = time_zone
        self.index = ExportIndex()
        self.bases = TermBases()
        try:
            self.channel = read_channel(path, on_item=self._note)
        except BaseException:
            self.close()
            raise
        urls = (
            self.channel.text("wp:base_blog_url"),
            self.channel.text("link"),
            self.channel.text("wp:base_site_url"),
        )
        self.site = OldSite.of(*urls)
        self.source = f"wordpress:{self.site.url.split('://', 1)[-1] or path.stem}"

    def records(self) -> Iterator[Record]:
        """Yield all records: the outlet, authors, sections, tags, then the items in the order of the file."""
        outlet = self._outlet()
        yield outlet
        yield from self._terms()
        for item in items(self.path):
            yield self._record(item, outlet)

    def close(self) -> None:
        self.index.close()

    def _note(self, item: Node) -> None:
        kind = item.text("wp:post_type")
        if kind == "attachment":
            self.index.add(media_record(item, source=""))
        elif kind in ("post", "page") and item.text("wp:status") == "publish":
            self.index.add_path(old_path(item.text("link"))[0])
            self.bases.look_at(item.text("content:encoded"))
        elif kind == "nav_menu_item":
            self.bases.look_at(f"{next(iter(item.meta().get('_menu_item_url', ())), '')} ")

    def _outlet(self) -> OutletRecord:
        return OutletRecord(
            source=self.source,
            name=safe.plain(self.channel.text("title")),
            motto=safe.plain(self.channel.text("description")),
            url=self.site.url,
            language=short_code(self.channel.text("language")),
            section_bases=self._bases("category", self._told[0], "wp:category", "wp:category_nicename"),
            tag_bases=self._bases("tag", self._told[1], "wp:tag", "wp:tag_slug"),
        )

    def _bases(self, usual: str, told: str, terms: str, name: str) -> tuple[str, ...]:
        """Return the words before the slugs of terms: the usual one, and the one given or found in the links."""
        slugs = {slug(node.text(name)) for node in self.channel.every(terms)}
        own = told or self.bases.base_of(slugs, self.site.hosts, others={"category", "tag", "author", *slugs})
        return tuple(dict.fromkeys([usual, "" if own == "." else own or usual]))

    def _terms(self) -> Iterator[Record]:
        for author in self.channel.every("wp:author"):
            yield self._author(author)
        for category in self.channel.every("wp:category"):
            yield SectionRecord(
                source=self.source,
                source_id=slug(category.text("wp:category_nicename") or category.text("wp:cat_name")),
                name=safe.plain(category.text("wp:cat_name") or category.text("wp:category_nicename")),
                description=safe.plain(category.text("wp:category_description")),
                parent=slug(category.text("wp:category_parent")),
                number=category.text("wp:term_id"),
            )
        for tag in self.channel.every("wp:tag"):
            name = safe.plain(tag.text("wp:tag_name") or tag.text("wp:tag_slug"))
            yield TagRecord(source=self.source, source_id=slug(tag.text("wp:tag_slug") or name), name=name)

    def _author(self, author: Node) -> AuthorRecord:
        names = (author.text("wp:author_first_name"), author.text("wp:author_last_name"))
        login = safe.plain(author.text("wp:author_login"))
        name = safe.plain(author.text("wp:author_display_name") or " ".join(part for part in names if part))
        return AuthorRecord(
            source=self.source,
            source_id=login.lower(),
            login=login.lower(),
            name=name or login,
            email=author.text("wp:author_email"),
            number=author.text("wp:author_id"),
        )

    def _record(self, item: Node, outlet: OutletRecord) -> Record:
        kind, status = item.text("wp:post_type") or "post", item.text("wp:status") or "publish"
        if kind == "attachment":
            return media_record(item, source=self.source)
        if kind not in ("post", "page"):
            return self._skipped(
                item, "machinery_skipped" if kind in MACHINERY else "other_type_skipped", kind
            )
        if STATUSES.get(status, "trash") == "trash":
            return self._skipped(item, "trash_skipped" if status == "trash" else "state_skipped", status)
        return self._article(item, outlet, PageRecord if kind == "page" else ArticleRecord)

    def _skipped(self, item: Node, kind: str, detail: str) -> Skipped:
        example = safe.plain(item.text("title")) or item.text("link") or item.text("wp:post_id")
        problem = Problem(kind=kind, detail=detail, example=example)
        return Skipped(source=self.source, source_id=item.text("wp:post_id"), problem=problem)

    def _article(self, item: Node, outlet: OutletRecord, kind: type[ArticleRecord]) -> ArticleRecord:
        meta, number = item.meta(), item.text("wp:post_id") or item.text("guid")
        path, query = old_path(item.text("link"))
        problems = [*item_problems(item, meta), *self._path_problems(item, path, query)]
        body = self._body(item, number, meta)
        standfirst = safe.plain(shortcodes.strip(item.text("excerpt:encoded")))
        headline = safe.plain(item.text("title"))
        text = sample(body.blocks)
        if not headline:
            headline = (
                excerpt(standfirst or text, _HEADLINE_LETTERS)
                or slug(item.text("wp:post_name"))
                or f"#{number}"
            )
            problems.append(Problem(kind="headline_made", example=headline))
        comments, refused = self._comments(item)
        terms = item.terms()
        return kind(
            source=self.source,
            source_id=number,
            path=path,
            old_query=query
            or (f"{'page_id' if kind is PageRecord else 'p'}={number}" if number.isdigit() else ""),
            former_paths=former_paths(path, item.text("wp:post_name"), meta),
            headline=headline,
            standfirst=standfirst,
            blocks=body.blocks,
            published_at=self._date(item, "wp:post_date", item.text("pubDate")),
            updated_at=self._date(item, "wp:post_modified"),
            status=STATUSES[item.text("wp:status") or "publish"],
            protected=bool(item.text("wp:post_password")),
            comments_open=item.text("wp:comment_status") != "closed",
            authors=authors(item, terms),
            sections=self._sections(terms, meta),
            tags=tuple(
                TagRecord(source=self.source, source_id=nice, name=name)
                for nice, name in terms.get("post_tag", ())
            ),
            comments=comments,
            picture_id=next(iter(meta.get("_thumbnail_id", ())), ""),
            language=language_of(terms, f"{headline}\n{standfirst}\n{text}", outlet.language),
            digest=digest(item),
            problems=(*problems, *refused, *body.problems),
        )

    def _body(self, item: Node, number: str, meta: dict[str, list[str]]) -> Conversion:
        own = Pictures(by_id=self.index.get, own=lambda: self.index.of(number))
        return convert(item.text("content:encoded"), site=self.site, pictures=own, footnotes=footnotes(meta))

    def _path_problems(self, item: Node, path: str, query: str) -> Iterator[Problem]:
        if not path and not query and (link := item.text("link")) and link.rstrip("/") != self.site.url:
            yield Problem(kind="address_not_kept", example=link)

    def _sections(
        self, terms: dict[str, list[tuple[str, str]]], meta: dict[str, list[str]]
    ) -> tuple[SectionRecord, ...]:
        """Return the sections of an article, the one its editors marked as the main one first."""
        found = [
            SectionRecord(source=self.source, source_id=nice, name=name)
            for nice, name in terms.get("category", ())
        ]
        chief = next((self.channel.categories[value] for value in meta.get("_yoast_wpseo_primary_category", ())
                      if value in self.channel.categories), "")  # fmt: skip
        return tuple(sorted(found, key=lambda section: section.source_id != chief))

    def _comments(self, item: Node) -> tuple[tuple[CommentRecord, ...], list[Problem]]:
        carried: list[CommentRecord] = []
        refused: list[Problem] = []
        for comment in item.every("wp:comment"):
            kind, state = comment.text("wp:comment_type"), comment.text("wp:comment_approved").lower()
            if kind not in READERS_WORDS:
                refused.append(
                    Problem(
                        kind="comment_skipped", detail=kind, example=comment.text("wp:comment_author_url")
                    )
                )
            elif state not in COMMENT_STATES:
                refused.append(
                    Problem(kind="comment_skipped", detail=f"state {state}", example=item.text("link"))
                )
            else:
                carried.append(self._comment(comment, COMMENT_STATES[state]))
        return tuple(carried), refused

    def _comment(self, comment: Node, state: CommentState) -> CommentRecord:
        parent = comment.text("wp:comment_parent")
        return CommentRecord(
            source=self.source,
            source_id=comment.text("wp:comment_id"),
            author=safe.plain(comment.text("wp:comment_author")),
            email=safe.plain(comment.text("wp:comment_author_email")),
            website=safe.plain(comment.text("wp:comment_author_url")),
            text=safe.plain_lines(comment.raw("wp:comment_content")),
            written_at=self._date(comment, "wp:comment_date"),
            state=state,
            parent="" if parent == "0" else parent,
        )

    def _date(self, item: Node, name: str, mail_date: str = "") -> datetime | None:
        """Return the instant: from the UTC date, else the local date, else the mail date `mail_date`."""
        return (
            parse_date(item.text(f"{name}_gmt"), UTC)
            or parse_date(item.text(name), self.time_zone)
            or (parse_mail_date(mail_date) if mail_date else None)
        )
