"""Writes the articles, briefs and pages of a newsroom, with their comments and pictures, for WordPress (WXR 1.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

from django.core.files.storage import default_storage
from django.db.models import Max

from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, Section
from rotative.comments.models import Comment
from rotative.core import addresses, conf
from rotative.exports.snapshot import snapshot
from rotative.exports.wxr import xml_writer as xml
from rotative.exports.wxr.body_html import Media, Sources, body_html, mentioned
from rotative.masthead import reads as masthead
from rotative.media.models import DocumentFile, Picture, Rendition
from rotative.pages.models import StandingPage
from rotative.pages.reads import path_of
from rotative.subjects.models import SubjectName

_CHUNK: Final = 200
_STATES: Final = {"published": "publish", "scheduled": "future", "draft": "draft", "withdrawn": "private"}
_APPROVED: Final = {"shown": "1", "held": "0", "spam": "spam", "rejected": "trash"}
_NOBODY: Final = "redaction"


@dataclass(kw_only=True)
class Figures:
    """The figures of one file."""

    articles: int = 0
    pages: int = 0
    comments: int = 0
    pictures: int = 0
    documents: int = 0
    # Pictures whose renditions are not made yet: WordPress has nothing to fetch.
    pictures_missing: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


def write_wxr(path: Path, *, step: Callable[[], None] = lambda: None) -> Figures:
    """Write the file; it takes its place when it is whole. step: called after each item."""
    temporary = path.with_name(f"{path.name}.part")
    with temporary.open("w", encoding="utf-8", newline="\n") as target, snapshot():
        figures = _Writer(target, step).write()
    temporary.replace(path)
    return figures


def count_items() -> int:
    models = (
        Article.objects.kept(),
        StandingPage.objects.all(),
        Picture.objects.all(),
        DocumentFile.objects.all(),
    )
    return sum(rows.count() for rows in models)


class _Writer:
    """One file in the making. Items of different kinds have numbers of their own: those of WordPress are one series."""

    def __init__(self, target: TextIO, step: Callable[[], None]) -> None:
        self.target, self.step = target, step
        self.figures = Figures()
        self.site = str(conf.get("site_url"))
        self.language = str(conf.get("language"))
        self.zone = ZoneInfo(masthead.outlet(self.language).time_zone)
        self.pages_from = _highest(Article)
        self.pictures_from = self.pages_from + _highest(StandingPage)
        self.documents_from = self.pictures_from + _highest(Picture)

    def write(self) -> Figures:
        self.target.write(xml.HEAD)
        self.target.write("<channel>\n")
        for part in self._channel():
            self.target.write(f"\t{part}\n")
        for rows in _chunks(Picture.objects.order_by("pk")):
            self._pictures(rows)
        for rows in _chunks(DocumentFile.objects.order_by("pk")):
            self._documents(rows)
        for rows in _chunks(Article.objects.kept().order_by("pk").select_related("locale", "section")):
            self._articles(rows)
        for rows in _chunks(StandingPage.objects.order_by("pk").select_related("locale")):
            self._pages(rows)
        self.target.write("</channel>\n</rss>\n")
        return self.figures

    def _channel(self) -> Iterator[str]:
        outlet = masthead.outlet(self.language)
        yield xml.plain("title", outlet.name)
        yield xml.plain("link", self.site)
        yield xml.plain("description", outlet.motto)
        yield xml.plain("language", self.language)
        yield xml.plain("wp:wxr_version", "1.2")
        yield xml.plain("wp:base_site_url", self.site)
        yield xml.plain("wp:base_blog_url", self.site)
        yield from self._terms()
        yield xml.plain("generator", "https://wordpress.org/?v=6.5")

    def _terms(self) -> Iterator[str]:
        for number, byline in enumerate(Byline.objects.order_by("pk").iterator(), start=1):
            login, name = (
                xml.text("wp:author_login", byline.slug),
                xml.text("wp:author_display_name", byline.name),
            )
            empty = xml.text("wp:author_email", "")
            yield f"<wp:author>{xml.plain('wp:author_id', number)}{login}{empty}{name}</wp:author>"
        for section in Section.objects.order_by("pk").iterator():
            slug, name = xml.text("wp:category_nicename", section.slug), xml.text("wp:cat_name", section.name)
            about = xml.text("wp:category_description", section.description)
            yield f"<wp:category>{xml.plain('wp:term_id', section.pk)}{slug}{xml.text('wp:category_parent', '')}{name}{about}</wp:category>"
        for one in SubjectName.objects.order_by("pk").iterator():
            slug, name = xml.text("wp:tag_slug", one.slug), xml.text("wp:tag_name", one.name)
            yield f"<wp:tag>{xml.plain('wp:term_id', one.pk)}{slug}{name}</wp:tag>"

    def _articles(self, rows: Sequence[Article]) -> None:
        ids = [row.pk for row in rows]
        signed, tagged, said = _bylines(ids), _tags(rows), _comments(ids)
        sources = self._sources(rows)
        for row in rows:
            at = row.published_at or row.go_live_at or row.created_at
            names = signed[row.pk]
            head = self._head(
                number=row.pk, kind="post", title=row.headline, path=row.path or "", at=at, edited=row.edited_at,
                status=_STATES[row.state], slug=row.slug, creator=names[0][0] if names else _NOBODY,
                is_open=row.comments_open,
            )  # fmt: skip
            terms = [xml.category("category", row.section.slug, row.section.name)]
            terms += [xml.category("post_tag", slug, name) for slug, name in tagged[row.pk]]
            terms += [xml.category("author", f"cap-{slug}", name) for slug, name in names]
            terms.append(xml.category("language", row.language, row.language))
            texts = [
                xml.text("content:encoded", body_html(row.body.get_prep_value(), sources)),
                xml.text("excerpt:encoded", row.standfirst),
            ]
            about = [xml.meta("_thumbnail_id", self.pictures_from + row.picture_id)] if row.picture_id else []
            xml.write_item(self.target, [*head, *texts, *terms, *about, *map(self._comment, said[row.pk])])
            self.figures.articles += 1
            self.figures.comments += len(said[row.pk])
            self.step()

    def _pages(self, rows: Sequence[StandingPage]) -> None:
        sources = self._sources(rows)
        for row in rows:
            at = row.first_published_at or row.latest_revision_created_at
            head = self._head(
                number=self.pages_from + row.pk, kind="page", title=row.title, path=path_of(row), at=at,
                edited=row.last_published_at or at, status="publish" if row.live else "draft", slug=row.slug,
                creator=_NOBODY, is_open=False,
            )  # fmt: skip
            texts = [
                xml.text("content:encoded", body_html(row.body.get_prep_value(), sources)),
                xml.text("excerpt:encoded", row.intro),
                xml.category("language", row.language, row.language),
            ]
            xml.write_item(self.target, [*head, *texts])
            self.figures.pages += 1
            self.step()

    def _pictures(self, rows: Sequence[Picture]) -> None:
        media = self._media_of_pictures([row.pk for row in rows])
        for row in rows:
            if (found := media.get(row.pk)) is None:
                self.figures.pictures_missing.append(row.title)
            else:
                alt = [xml.meta("_wp_attachment_image_alt", row.alt)] if row.alt else []
                credit = [xml.meta("credit", row.credit)] if row.credit else []
                self._attachment(found, row.created_at, row.title, row.caption, [*alt, *credit])
                self.figures.pictures += 1
            self.step()

    def _documents(self, rows: Sequence[DocumentFile]) -> None:
        for row in rows:
            self._attachment(self._media_of_document(row), row.created_at, row.title, "", [])
            self.figures.documents += 1
            self.step()

    def _attachment(self, media: Media, at: datetime, title: str, caption: str, about: list[str]) -> None:
        name = media.url.rsplit("/", 1)[-1].rpartition(".")[0]
        head = self._head(
            number=media.number, kind="attachment", title=title, path="", at=at, edited=at, status="inherit", slug=name,
            creator=_NOBODY, is_open=False,
        )  # fmt: skip
        texts = [xml.text("content:encoded", ""), xml.text("excerpt:encoded", caption)]
        xml.write_item(self.target, [*head, *texts, xml.text("wp:attachment_url", media.url), *about])

    def _head(
        self,
        *,
        number: int,
        kind: str,
        title: str,
        path: str,
        at: datetime | None,
        edited: datetime | None,
        status: str,
        slug: str,
        creator: str,
        is_open: bool,
    ) -> Iterator[str]:
        """Yield the elements that every item has. path: decoded; "" for the usual address of a number."""
        yield xml.text("title", title)
        yield xml.plain("link", self.site + (addresses.href(path) if path else f"/?p={number}"))
        if at is not None:
            yield xml.plain("pubDate", format_datetime(at))
        yield xml.text("dc:creator", creator)
        yield f'<guid isPermaLink="false">{self.site}/?p={number}</guid>'
        yield "<description></description>"
        yield xml.plain("wp:post_id", number)
        for name, moment in (("wp:post_date", at), ("wp:post_modified", edited)):
            if moment is not None:
                yield xml.text(name, f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M:%S}")
                yield xml.text(f"{name}_gmt", f"{moment:%Y-%m-%d %H:%M:%S}")
        yield xml.text("wp:comment_status", "open" if is_open else "closed")
        yield xml.text("wp:ping_status", "closed")
        yield xml.text("wp:post_name", slug)
        yield xml.text("wp:status", status)
        yield xml.plain("wp:post_parent", 0)
        yield xml.plain("wp:menu_order", 0)
        yield xml.text("wp:post_type", kind)
        yield xml.text("wp:post_password", "")
        yield xml.plain("wp:is_sticky", 0)

    def _comment(self, row: Comment) -> str:
        parts = [
            xml.plain("wp:comment_id", row.pk),
            xml.text("wp:comment_author", row.name),
            # Addresses of readers stay here.
            xml.text("wp:comment_author_email", ""),
            xml.plain("wp:comment_author_url", ""),
            xml.text("wp:comment_author_IP", ""),
            xml.text("wp:comment_date", f"{row.written_at.astimezone(self.zone):%Y-%m-%d %H:%M:%S}"),
            xml.text("wp:comment_date_gmt", f"{row.written_at:%Y-%m-%d %H:%M:%S}"),
            xml.text("wp:comment_content", row.text),
            xml.text("wp:comment_approved", _APPROVED[row.state]),
            xml.text("wp:comment_type", "comment"),
            xml.plain("wp:comment_parent", row.parent_id or 0),
            xml.plain("wp:comment_user_id", 0),
        ]
        return f"<wp:comment>{''.join(parts)}</wp:comment>"

    def _sources(self, rows: Sequence[Any]) -> Sources:
        """Return the things that the bodies name, looked up together."""
        articles, pictures, documents = mentioned(row.body.get_prep_value() for row in rows)
        found = Article.objects.filter(pk__in=articles, path__isnull=False).values_list(
            "pk", "path", "headline"
        )
        links = {pk: (self.site + addresses.href(path), headline) for pk, path, headline in found}
        shown = self._media_of_pictures(pictures)
        files = {
            row.pk: self._media_of_document(row) for row in DocumentFile.objects.filter(pk__in=documents)
        }
        return Sources(article=links.get, picture=shown.get, document=files.get)

    def _media_of_pictures(self, ids: Iterable[int]) -> dict[int, Media]:
        """Return the largest JPEG of each picture: originals are served to nobody."""
        wanted = list(ids)
        made = Rendition.objects.filter(
            image_id__in=wanted, filter_spec__startswith="width-", filter_spec__endswith="|format-jpeg"
        )
        widest = dict(made.order_by("width").values_list("image_id", "file"))
        rows = Picture.objects.filter(pk__in=list(widest))
        return {
            row.pk: Media(
                number=self.pictures_from + row.pk,
                url=self._absolute(widest[row.pk]),
                title=row.title,
                alt=row.alt,
                caption=row.caption,
            )
            for row in rows
        }

    def _media_of_document(self, row: DocumentFile) -> Media:
        url = self._absolute(str(row.file.name))
        return Media(number=self.documents_from + row.pk, url=url, title=row.title, alt="", caption="")

    def _absolute(self, name: str) -> str:
        url = default_storage.url(name)
        return url if "://" in url else self.site + url


def _chunks(rows: Any) -> Iterator[list[Any]]:
    found = rows.iterator(chunk_size=_CHUNK)
    while part := list(islice(found, _CHUNK)):
        yield part


def _highest(model: Any) -> int:
    return int(model.objects.aggregate(highest=Max("pk"))["highest"] or 0)


def _bylines(ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    links = ArticleByline.objects.filter(article_id__in=ids).order_by("sort_order", "pk")
    for pk, slug, name in links.values_list("article_id", "byline__slug", "byline__name"):
        found[pk].append((slug, name))
    return found


def _tags(rows: Sequence[Article]) -> dict[int, list[tuple[str, str]]]:
    """Return the subjects of articles by the name that each has in the language of the article, else in any."""
    languages = {row.pk: row.language for row in rows}
    links = ArticleSubject.objects.filter(article_id__in=list(languages)).order_by("sort_order", "pk")
    pairs = list(links.values_list("article_id", "subject_id"))
    names: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for one in SubjectName.objects.filter(subject_id__in={subject for _, subject in pairs}).order_by("pk"):
        names[one.subject_id][one.language] = (one.slug, one.name)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for article, subject in pairs:
        known = names[subject]
        if known:
            found[article].append(known.get(languages[article]) or next(iter(known.values())))
    return found


def _comments(ids: Sequence[int]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = defaultdict(list)
    rows = Comment.objects.filter(article_id__in=ids).exclude(state=Comment.State.ERASED)
    for row in rows.order_by("written_at", "pk"):
        found[row.article_id].append(row)
    return found
