"""Reads the posts and pages of a WordPress export as articles and standing pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from html import escape
from typing import Any, Final

from rotative.core import html as safe
from rotative.core.text import excerpt
from rotative.importers.html import Conversion, convert, shortcodes
from rotative.importers.old_site import OldSite, old_path
from rotative.importers.records import (
    ArticleRecord,
    Block,
    PageRecord,
    Paragraph,
    Problem,
    SectionRecord,
    Status,
    TagRecord,
)
from rotative.importers.wordpress import elementor, plugin_fields
from rotative.importers.wordpress.authors import AuthorNames
from rotative.importers.wordpress.comments import comments
from rotative.importers.wordpress.item_fields import (
    digest,
    footnotes,
    former_paths,
    item_problems,
    parse_date,
    parse_mail_date,
    sample,
    slug,
)
from rotative.importers.wordpress.item_languages import SiteLanguages
from rotative.importers.wordpress.reading_choices import Choices
from rotative.importers.wordpress.xml import Node

_HEADLINE_LETTERS: Final = 90

# Custom fields in which page builders keep a body of their own.
_BUILDERS: Final = (
    "_elementor_data", "_fl_builder_data", "_et_pb_use_builder", "_wpb_vc_js_status", "brizy_post_uid", "panels_data",
    "_cornerstone_data", "tve_updated_post", "ct_builder_shortcodes", "_bricks_page_content_2", "_breakdance_data",
    "_themify_builder_settings_json", "mfn-page-items",
)  # fmt: skip

Meta = dict[str, list[str]]
Terms = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, kw_only=True)
class ArticleReader:
    """Everything that reading an item needs."""

    source: str
    site: OldSite
    authors: AuthorNames
    # Numbers of categories → slugs.
    categories: Mapping[str, str]
    languages: SiteLanguages
    # For dates that the export gives in local time only.
    time_zone: tzinfo
    choices: Choices

    def record(self, item: Node, kind: str, status: Status | None) -> ArticleRecord:
        """Read one item. status: None for one that WordPress itself does not know."""
        meta, number, terms = item.meta(), item.text("wp:post_id") or item.text("guid"), item.terms()
        form = self.choices.as_articles.get(kind, "article" if kind == "post" else "page")
        path, query = old_path(item.text("link"))
        fields = plugin_fields.mapped(meta, self.choices.fields)
        body = self._body(item, number, meta)
        blocks = _with_fields(body.blocks, fields)
        standfirst = fields.get("standfirst") or safe.plain(shortcodes.strip(item.text("excerpt:encoded")))
        headline = fields.get("headline") or safe.plain(item.text("title"))
        text = sample(blocks)
        problems = [*item_problems(item, meta), *self._path_problems(item, path, query)]
        if not headline:
            headline = (
                excerpt(standfirst or text, _HEADLINE_LETTERS)
                or slug(item.text("wp:post_name"))
                or f"#{number}"
            )
            problems.append(Problem(kind="headline_made", example=headline))
        if status is None:
            problems.append(Problem(kind="state_as_draft", detail=item.text("wp:status")))
        language = self.languages.of(
            number, terms, meta, path=path, query=query, text=f"{headline}\n{standfirst}\n{text}"
        )
        found, refused = comments(item, self.source, self._date)
        search = plugin_fields.search_fields(meta, headline, self.site)
        more: dict[str, Any] = {name: fields[name] for name in plugin_fields.OWN if name in fields}
        record = (PageRecord if form == "page" else ArticleRecord)(
            source=self.source,
            source_id=number,
            path=path,
            old_query=query
            or (f"{'page_id' if kind == 'page' else 'p'}={number}" if number.isdigit() else ""),
            former_paths=former_paths(path, item.text("wp:post_name"), meta),
            form="brief" if form == "brief" else "article",
            headline=headline,
            standfirst=standfirst,
            blocks=blocks,
            published_at=self._date(item, "wp:post_date", item.text("pubDate")),
            updated_at=self._date(item, "wp:post_modified"),
            status=status or "draft",
            protected=bool(item.text("wp:post_password")),
            comments_open=item.text("wp:comment_status") != "closed",
            authors=self.authors.of(item, terms),
            sections=self._sections(terms, meta),
            tags=tuple(
                TagRecord(source=self.source, source_id=nice, name=name)
                for nice, name in terms.get("post_tag", ())
            ),
            comments=found,
            picture_id=next(iter(meta.get("_thumbnail_id", ())), ""),
            language=language.code,
            language_noted=language.noted,
            translation_group=language.group,
            emptied=body.emptied,
            digest=digest(item),
            problems=(*problems, *refused, *body.problems),
            **search,
        )
        return replace(record, **more) if more else record

    def _body(self, item: Node, number: str, meta: Meta) -> Conversion:
        html = elementor.html(meta) or item.text("content:encoded")
        found = convert(html, site=self.site, footnotes=footnotes(meta), post=number)
        builder = next((name for name in _BUILDERS if meta.get(name)), "")
        return replace(found, emptied=True) if builder and not found.blocks else found

    def _path_problems(self, item: Node, path: str, query: str) -> Iterator[Problem]:
        if not path and not query and (link := item.text("link")) and link.rstrip("/") != self.site.url:
            yield Problem(kind="address_not_kept", example=link)

    def _sections(self, terms: Terms, meta: Meta) -> tuple[SectionRecord, ...]:
        """Return the sections of an article, the one its editors marked as the main one first."""
        found = [
            SectionRecord(source=self.source, source_id=nice, name=name)
            for nice, name in terms.get("category", ())
        ]
        chief = next(
            (
                self.categories[value]
                for value in plugin_fields.primary_categories(meta)
                if value in self.categories
            ),
            "",
        )
        return tuple(sorted(found, key=lambda section: section.source_id != chief))

    def _date(self, item: Node, name: str, mail_date: str = "") -> datetime | None:
        """Return the instant: from the UTC date, else the local date, else the mail date `mail_date`."""
        return (
            parse_date(item.text(f"{name}_gmt"), UTC)
            or parse_date(item.text(name), self.time_zone)
            or (parse_mail_date(mail_date) if mail_date else None)
        )


def _with_fields(blocks: tuple[Block, ...], fields: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the blocks with the kicker before and the source after them."""
    before = (
        (Paragraph(html=f"<strong>{escape(fields['kicker'], quote=False)}</strong>"),)
        if fields.get("kicker")
        else ()
    )
    after = (
        (Paragraph(html=f"<em>{escape(fields['source'], quote=False)}</em>"),) if fields.get("source") else ()
    )
    return (*before, *blocks, *after)
