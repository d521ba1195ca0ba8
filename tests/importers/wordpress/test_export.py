"""Reading exports: every item becomes one record, whatever the version, the zone, the script."""

from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest

from rotative.importers.errors import MalformedExport, NotAnExport, UnreadableExport
from rotative.importers.language import detect
from rotative.importers.records import (
    ArticleRecord,
    AuthorRecord,
    CommentRecord,
    MediaRecord,
    OutletRecord,
    PageRecord,
    Paragraph,
    Record,
    SectionRecord,
    Skipped,
    TagRecord,
)
from rotative.importers.wordpress.export import WordPressExport
from tests.importers.wordpress import sites
from tests.importers.wordpress.wxr import SITE, comment, export, item, written


def read(path: Path, *, zone: str = "UTC") -> list[Record]:
    with closing(WordPressExport(path, time_zone=ZoneInfo(zone))) as export:
        return list(export.records())


def articles(path: Path) -> list[ArticleRecord]:
    return [record for record in read(path) if isinstance(record, ArticleRecord)]


def first(records: Sequence[Record]) -> ArticleRecord:
    return next(record for record in records if isinstance(record, ArticleRecord))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_success_any_version(tmp_path: Path, version: str) -> None:
    text = export(
        item(7, title="Un <em>titre</em> &amp; deux", excerpt="Le <b>chapô</b>", terms=(
            ("category", "politique", "Politique"), ("category", "monde", "Monde"), ("post_tag", "eau", "Eau"),
        )),
        version=version,
        channel="<wp:tag><wp:tag_slug>eau</wp:tag_slug><wp:tag_name>Eau</wp:tag_name></wp:tag>",
    )  # fmt: skip

    outlet, author, tag, article = read(written(tmp_path, text))

    source = "wordpress:ancien.example"
    assert outlet == OutletRecord(source=source, name="Ancien", motto="", url=SITE, language="fr")
    assert author == AuthorRecord(source=source, source_id="leila", login="leila", name="Leïla Ourika")
    assert tag == TagRecord(source=source, source_id="eau", name="Eau")
    assert isinstance(article, ArticleRecord)
    assert article.headline == "Un titre & deux"
    assert article.standfirst == "Le chapô"
    assert (article.path, article.old_query) == ("/2020/01/01/article-7/", "p=7")
    assert article.blocks == (Paragraph(html="Du texte."),)
    assert article.published_at == datetime(2020, 1, 1, 12, tzinfo=UTC)
    assert (article.status, article.authors, article.language) == ("published", ("leila",), "fr")
    assert article.sections == (
        SectionRecord(source=source, source_id="politique", name="Politique"),
        SectionRecord(source=source, source_id="monde", name="Monde"),
    )
    assert article.tags == (tag,)
    assert article.problems == ()


@pytest.mark.parametrize(
    ("link", "path", "query"),
    [
        (f"{SITE}/2020/%d9%85%d9%82%d8%a7%d9%84/", "/2020/مقال/", "p=7"),
        (f"{SITE}/2020/مقال/", "/2020/مقال/", "p=7"),
        (f"{SITE}/a.html", "/a.html", "p=7"),
        (f"{SITE}//a//b/", "/a/b/", "p=7"),
        (f"{SITE}/?p=7", "", "p=7"),
        (f"{SITE}/../../etc/", "", "p=7"),
        (f"{SITE}/a%00b/", "", "p=7"),
        (f"{SITE}/%e9t%e9/", "", "p=7"),
    ],
)
def test_success_old_addresses(tmp_path: Path, link: str, path: str, query: str) -> None:
    article = first(read(written(tmp_path, export(item(7, link=link)))))

    assert (article.path, article.old_query) == (path, query)


def test_success_dates_of_drafts_are_local(tmp_path: Path) -> None:
    text = export(
        item(1, date="2020-07-01 12:00:00", date_gmt="0000-00-00 00:00:00"),
        item(2, date="0000-00-00 00:00:00", status="draft"),
        item(3, date="2020-07-01 12:00:00", date_gmt="2020-07-01 09:30:00"),
    )

    dates = [record.published_at for record in read(written(tmp_path, text), zone="Europe/Paris")[2:]]  # type: ignore[union-attr]

    assert dates == [datetime(2020, 7, 1, 10, tzinfo=UTC), None, datetime(2020, 7, 1, 9, 30, tzinfo=UTC)]


def test_success_states(tmp_path: Path) -> None:
    states = ("publish", "draft", "pending", "private", "future", "trash", "auto-draft")
    text = export(*(item(number, status=status) for number, status in enumerate(states, 1)))

    records = read(written(tmp_path, text))[2:]

    assert [record.status for record in records[:5]] == [  # type: ignore[union-attr]
        "published", "draft", "draft", "private", "scheduled",
    ]  # fmt: skip
    assert [record.problem.kind for record in records[5:]] == ["trash_skipped", "state_skipped"]  # type: ignore[union-attr]


def test_success_other_types_are_named(tmp_path: Path) -> None:
    text = export(
        item(1, kind="nav_menu_item"), item(2, kind="recette", title="Tajine"), item(3, kind="page")
    )

    menu, recipe, page = read(written(tmp_path, text))[2:]

    assert isinstance(menu, Skipped) and menu.problem.kind == "machinery_skipped"
    assert isinstance(recipe, Skipped) and (recipe.problem.detail, recipe.problem.example) == (
        "recette",
        "Tajine",
    )
    assert isinstance(page, PageRecord) and page.old_query == "page_id=3"


def test_success_comments(tmp_path: Path) -> None:
    inside = (
        comment(1, "Un &amp; <b>deux</b>\n\ntrois<script>x</script>")
        + comment(2, "b", approved="0", parent=1)
        + comment(3, "c", approved="spam")
        + comment(4, "d", approved="trash")
        + comment(5, "e", kind="pingback", author_url="https://e.org/")
    )

    article = first(read(written(tmp_path, export(item(7, inside=inside)))))

    assert article.comments[0] == CommentRecord(
        source="wordpress:ancien.example",
        source_id="1",
        author="Nadia",
        email="nadia@lecteurs.example",
        website="",
        text="Un & deux\n\ntrois",
        written_at=datetime(2020, 1, 2, 10, 0, 1, tzinfo=UTC),
        state="shown",
    )
    assert [(one.state, one.parent) for one in article.comments[1:]] == [
        ("held", "1"),
        ("spam", ""),
        ("rejected", ""),
    ]
    assert [(one.kind, one.detail) for one in article.problems] == [("comment_skipped", "pingback")]


def test_success_attachment(tmp_path: Path) -> None:
    text = export(
        item(
            9, kind="attachment", status="inherit", title="Port", excerpt="Le port", content="",
            meta={"_wp_attached_file": "2020/01/port.jpg", "_wp_attachment_image_alt": "Un port"},
            inside=f"<wp:attachment_url>{SITE}/wp-content/uploads/2020/01/port.jpg</wp:attachment_url>"
            "<wp:post_parent>7</wp:post_parent>",
        )
    )  # fmt: skip

    media = read(written(tmp_path, text))[2]

    assert media == MediaRecord(
        source="wordpress:ancien.example",
        source_id="9",
        url=f"{SITE}/wp-content/uploads/2020/01/port.jpg",
        file="2020/01/port.jpg",
        title="Port",
        alt="Un port",
        caption="Le port",
        path="/2020/01/01/article-9/",
        parent="7",
    )


def test_success_what_plugins_noted(tmp_path: Path) -> None:
    terms = (("language", "ar", "العربية"), ("author", "cap-nora", "Nora"), ("author", "cap-sami", "Sami"),
             ("category", "une", "Une"), ("category", "deux", "Deux"), ("post_format", "post-format-video", "V"))  # fmt: skip
    channel = (
        "<wp:category><wp:term_id>22</wp:term_id><wp:category_nicename>deux</wp:category_nicename>"
        "<wp:cat_name>Deux</wp:cat_name></wp:category>"
    )
    meta = {"_yoast_wpseo_primary_category": "22", "_wp_old_slug": "ancien-nom", "_thumbnail_id": "9"}

    article = first(read(written(tmp_path, export(item(7, terms=terms, meta=meta), channel=channel))))

    assert article.language == "ar"
    assert article.authors == ("nora", "sami")
    assert [section.source_id for section in article.sections] == ["deux", "une"]
    assert article.former_paths == ("/2020/01/01/ancien-nom/",)
    assert article.picture_id == "9"
    assert [(problem.kind, problem.detail) for problem in article.problems] == [
        ("classification_lost", "post_format")
    ]


@pytest.mark.parametrize(
    ("text", "default", "language"),
    [
        ("أعلنت الحكومة اليوم عن خطة جديدة", "fr", "ar"),
        (
            "Le maire et les élus de la ville sont pour une fois d'accord avec ce que dit la rue. " * 5,
            "en",
            "fr",
        ),
        (
            "The mayor and the people of the town agree that it was for the best, and this is rare. " * 5,
            "fr",
            "en",
        ),
        (
            "El alcalde y los vecinos de la ciudad están por una vez con lo que se dice en las calles. " * 5,
            "fr",
            "es",
        ),
        ("Merci, thank you, gracias", "fr", "fr"),
        ("", "ar", "ar"),
    ],
)
def test_success_language(text: str, default: str, language: str) -> None:
    assert detect(text, default=default) == language


def test_success_control_characters_are_no_obstacle(tmp_path: Path) -> None:
    article = first(read(written(tmp_path, export(item(7, content="un\x0bdeux\x00")))))

    assert article.blocks == (Paragraph(html="un deux"),)


BROKEN = {
    "cut short": (export(item(1))[:-40], 4),
    "a bare ampersand": (export(item(1)).replace("<title>Ancien", "<title>Ancien & Cie"), 3),
    "an unknown entity": (export(item(1)).replace("<title>Ancien", "<title>Ancien &nbsp;"), 3),
}


@pytest.mark.parametrize("name", BROKEN)
def test_fail_malformed(tmp_path: Path, name: str) -> None:
    text, line = BROKEN[name]

    with pytest.raises(MalformedExport) as caught:
        WordPressExport(written(tmp_path, text))

    assert caught.value.fields["line"] == line
    assert int(str(caught.value.fields["column"])) > 0
    assert "export.xml is not well-formed XML: line" in str(caught.value)


def test_fail_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(export(item(1, title="été")).encode("latin-1"))

    with pytest.raises(MalformedExport):
        WordPressExport(path)


NO_EXPORTS = {
    "a feed": "<?xml version='1.0'?><rss version='2.0'><channel><title>x</title><item><title>y</title></item></channel></rss>",
    "a page": "<html><body>x</body></html>",
    "json": '{"posts": []}',
    "nothing": "",
    "a document type": "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaa'>]>"
    + export(item(1)).split("?>", 1)[1],
}


@pytest.mark.parametrize("name", NO_EXPORTS)
def test_fail_not_an_export(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotAnExport):
        WordPressExport(written(tmp_path, NO_EXPORTS[name]))


def test_fail_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport):
        WordPressExport(tmp_path / "none.xml")


@pytest.mark.parametrize("name", sites.NAMES)
def test_success_old_addresses_of_a_site(tmp_path: Path, name: str) -> None:
    truth = sites.site(name, tmp_path)

    records = articles(truth.export)

    assert len(records) == truth.posts
    titles = {record.path: record.headline for record in records}
    assert [titles.get(unquote(urlsplit(url).path)) for url, _ in truth.titles] == [
        title for _, title in truth.titles
    ]
    assert {record.language for record in records} == {truth.language}


@pytest.mark.parametrize("name", sites.THEMES)
def test_success_every_item_of_a_theme_test(tmp_path: Path, name: str) -> None:
    truth = sites.theme(name, tmp_path)

    counts = Counter(type(record) for record in read(truth.export))

    assert counts[ArticleRecord] == truth.articles
    assert counts[PageRecord] == truth.pages
    assert counts[MediaRecord] == truth.media
    assert counts[Skipped] == truth.others


def test_success_memory_is_flat(tmp_path: Path) -> None:
    body = "Une phrase assez longue pour compter. " * 200
    path = tmp_path / "export.xml"
    head, tail = export("@").split("@")
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        file.writelines(item(number, content=body) for number in range(4000))
        file.write(tail)
    small = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with closing(WordPressExport(path)) as reading:
        assert sum(1 for _ in reading.records()) == 4002

    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - small) / 1024
    assert grown_mb < 12, f"{path.stat().st_size / 1e6:.0f} MB of export took {grown_mb:.0f} MB of memory"
