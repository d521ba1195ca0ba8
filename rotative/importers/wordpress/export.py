"""Reads a WordPress export (WXR 1.0 to 1.2) as records, in two passes and in constant memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final

from rotative.core import html as safe
from rotative.importers.errors import SeveralSites
from rotative.importers.language import short_code
from rotative.importers.old_site import OldSite, old_path
from rotative.importers.records import (
    AuthorRecord,
    OutletRecord,
    Problem,
    Record,
    SectionRecord,
    Skipped,
    TagRecord,
)
from rotative.importers.wordpress.article_records import ArticleReader
from rotative.importers.wordpress.authors import AuthorNames
from rotative.importers.wordpress.export_index_sql import ExportIndex
from rotative.importers.wordpress.item_fields import media_record, slug
from rotative.importers.wordpress.item_languages import SiteLanguages
from rotative.importers.wordpress.reading_choices import Choices
from rotative.importers.wordpress.source_bytes import Reading
from rotative.importers.wordpress.statuses import STATUSES
from rotative.importers.wordpress.term_bases import TermBases
from rotative.importers.wordpress.xml import Channel, Node, items, read_channel

# Post types that hold no text of an editor.
MACHINERY: Final = frozenset({
    "nav_menu_item", "revision", "customize_changeset", "custom_css", "oembed_cache", "user_request",
    "wp_global_styles", "wp_navigation", "wp_template", "wp_template_part", "wp_font_family",
    "wp_font_face", "wp_block", "acf-field", "acf-field-group", "feedback", "jetpack_migration",
    "shop_order", "scheduled-action", "amp_validated_url", "elementor_library",
})  # fmt: skip
_READ: Final = ("post", "page")


class WordPressExport:
    """The files of one export, to be closed after use.

    The constructor reads all files once, so that a broken one writes nothing.
    Raises MalformedExport, NotAnExport, UnreadableExport, SeveralSites.
    """

    def __init__(
        self, paths: Path | Sequence[Path], *, time_zone: tzinfo = UTC, choices: Choices | None = None
    ) -> None:
        """Read the files once. time_zone: for dates that the export gives in local time only."""
        self.paths = [paths] if isinstance(paths, Path) else list(paths)
        self.choices = choices or Choices()
        self.index = ExportIndex()
        self.channels: list[Channel] = []
        # What had to be put right in the files.
        self.problems: list[Problem] = []
        self.authors = AuthorNames()
        self.bases = TermBases()
        self._noted: Counter[str] = Counter()
        try:
            for path in self.paths:
                self._read(path)
            self._refuse_several_sites()
        except BaseException:
            self.close()
            raise
        self.site = _site(self.channels[0])
        self.source = f"wordpress:{self.site.url.split('://', 1)[-1] or self.paths[0].stem}"
        categories = {
            number: nice for channel in self.channels for number, nice in channel.categories.items()
        }
        self._articles = ArticleReader(
            source=self.source,
            site=self.site,
            authors=self.authors,
            categories=categories,
            languages=SiteLanguages(
                default=short_code(self.channels[0].text("language")),
                likely=self.choices.languages,
                channels=self.channels,
            ),
            time_zone=time_zone,
            choices=self.choices,
        )

    @property
    def channel(self) -> Channel:
        return self.channels[0]

    @property
    def items(self) -> int:
        """The number of items of all files."""
        return sum(channel.items for channel in self.channels)

    def noted_languages(self) -> list[str]:
        """Return the languages that plugins noted in the files, most frequent first."""
        return [code for code, _times in self._noted.most_common()]

    def records(self) -> Iterator[Record]:
        """Yield all records: the outlet, authors, sections, tags, then the items in the order of the files."""
        yield self._outlet()
        yield from self._terms()
        for path in self.paths:
            for item in items(path, recover=self.choices.recover):
                yield self._record(item)

    def close(self) -> None:
        self.index.close()

    def _read(self, path: Path) -> None:
        reading = Reading(recover=self.choices.recover)
        channel = read_channel(path, on_item=self._note, reading=reading)
        self.channels.append(channel)
        for author in channel.every("wp:author"):
            self.authors.add_account(_author("", author))
        for kind, count in (
            ("bytes_replaced", reading.repairs.bytes),
            ("signs_repaired", reading.repairs.ampersands),
        ):
            if count:
                self.problems.append(Problem(kind=kind, count=count, example=path.name))
        if reading.notice:
            self.problems.append(Problem(kind="notice_before_file", example=reading.notice))

    def _refuse_several_sites(self) -> None:
        """Raises SeveralSites."""
        first = _site(self.channels[0])
        for path, channel in zip(self.paths, self.channels, strict=True):
            if _site(channel).url != first.url:
                raise SeveralSites(one=self.paths[0].name, other=path.name)

    def _note(self, item: Node) -> None:
        kind = item.text("wp:post_type")
        if kind == "attachment":
            self.index.add(media_record(item, source=""))
        elif kind == "guest-author":
            self.authors.add_guest(item)
        elif kind in ("post", "page", *self.choices.as_articles) and item.text("wp:status") == "publish":
            self.index.add_path(old_path(item.text("link"))[0])
            self.bases.look_at(item.text("content:encoded"))
            self.authors.add_terms(item.terms())
        elif kind == "nav_menu_item":
            self.bases.look_at(f"{next(iter(item.meta().get('_menu_item_url', ())), '')} ")

    def _outlet(self) -> OutletRecord:
        return OutletRecord(
            source=self.source,
            name=safe.plain(self.channel.text("title")),
            motto=safe.plain(self.channel.text("description")),
            url=self.site.url,
            language=short_code(self.channel.text("language")),
            section_bases=self._bases(
                "category", self.choices.category_base, "wp:category", "wp:category_nicename"
            ),
            tag_bases=self._bases("tag", self.choices.tag_base, "wp:tag", "wp:tag_slug"),
        )

    def _bases(self, usual: str, given: str, terms: str, name: str) -> tuple[str, ...]:
        """Return the words before the slugs of terms: the usual one, and the one given or found in the links."""
        slugs = {slug(node.text(name)) for node in self._every(terms)}
        own = given.strip("/") or self.bases.base_of(
            slugs, self.site.hosts, others={"category", "tag", "author", *slugs}
        )
        return tuple(dict.fromkeys([usual, "" if own == "." else own or usual]))

    def _terms(self) -> Iterator[Record]:
        yield from self.authors.records(self.source)
        for category in self._every("wp:category"):
            yield SectionRecord(
                source=self.source,
                source_id=slug(category.text("wp:category_nicename") or category.text("wp:cat_name")),
                name=safe.plain(category.text("wp:cat_name") or category.text("wp:category_nicename")),
                description=safe.plain(category.text("wp:category_description")),
                parent=slug(category.text("wp:category_parent")),
                number=category.text("wp:term_id"),
                translation_group=self._articles.languages.terms.get(category.text("wp:term_id"), ("", ""))[
                    1
                ],
            )
        for tag in self._every("wp:tag"):
            name = safe.plain(tag.text("wp:tag_name") or tag.text("wp:tag_slug"))
            yield TagRecord(source=self.source, source_id=slug(tag.text("wp:tag_slug") or name), name=name)

    def _every(self, name: str) -> Iterator[Node]:
        """Yield the entries of a list of all files, each once."""
        seen: set[str] = set()
        for channel in self.channels:
            for node in channel.every(name):
                key = (
                    node.text("wp:category_nicename") or node.text("wp:tag_slug") or node.text("wp:cat_name")
                )
                key = key or node.text("wp:tag_name")
                if key not in seen:
                    seen.add(key)
                    yield node

    def _record(self, item: Node) -> Record:
        kind, status = item.text("wp:post_type") or "post", item.text("wp:status") or "publish"
        if kind == "attachment":
            return media_record(item, source=self.source)
        if kind not in _READ and kind not in self.choices.as_articles:
            return self._skipped(item, _reason(kind), kind)
        if status in ("trash", "auto-draft", "inherit"):
            return self._skipped(item, "trash_skipped" if status == "trash" else "state_skipped", status)
        if item.is_cut("content:encoded"):
            return self._skipped(item, "text_too_long", "")
        return self._articles.record(item, kind, STATUSES.get(status))

    def _skipped(self, item: Node, kind: str, detail: str) -> Skipped:
        example = safe.plain(item.text("title")) or item.text("link") or item.text("wp:post_id")
        problem = Problem(kind=kind, detail=detail, example=example)
        return Skipped(source=self.source, source_id=item.text("wp:post_id"), problem=problem)


def _reason(kind: str) -> str:
    if kind == "guest-author":
        return "guest_author_read"
    return "machinery_skipped" if kind in MACHINERY else "other_type_skipped"


def _site(channel: Channel) -> OldSite:
    return OldSite.of(
        channel.text("wp:base_blog_url"), channel.text("link"), channel.text("wp:base_site_url")
    )


def _author(source: str, author: Node) -> AuthorRecord:
    names = (author.text("wp:author_first_name"), author.text("wp:author_last_name"))
    login = safe.plain(author.text("wp:author_login"))
    name = safe.plain(author.text("wp:author_display_name") or " ".join(part for part in names if part))
    return AuthorRecord(
        source=source,
        source_id=login.lower(),
        login=login.lower(),
        name=name or login,
        email=author.text("wp:author_email"),
        number=author.text("wp:author_id"),
    )
