"""Comments of Disqus and Commento: onto the articles by their old addresses, with dates, names and answers."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.comments.models import Comment
from rotative.importers.actions import import_ghost, import_wordpress
from rotative.importers.discussions import json_stream
from rotative.importers.discussions.actions import import_discussions
from rotative.importers.errors import MalformedExport, NotADiscussionExport
from rotative.importers.models import ImportedItem
from tests.importers.addresses.sites import furnish, printed
from tests.importers.discussions.exports import SITE, commento, disqus, remark, said, thread
from tests.importers.ghost.sites import post, site, written
from tests.importers.imports import problem_counts, row_counts
from tests.importers.wordpress import wxr

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path) -> None:
    """Import a Ghost site with three articles and a page."""
    furnish()
    posts = [post(number, locale="fr") for number in (1, 2, 3)]
    import_ghost(
        written(tmp_path, site(*posts, post(4, type="page", slug="a-propos", locale="fr"))), site=SITE
    )


def stored() -> list[tuple[str, str, str, str, str | None]]:
    """Return article, name, text, state and the text of the answered comment, in order of writing."""
    rows = Comment.objects.order_by("pk").values_list(
        "article__path", "name", "text", "state", "parent__text"
    )
    return list(rows)


THREADS = (
    thread(2, f"{SITE}/titre-1/"),
    thread(3, "http://www.estuaire.example/titre-2?utm_source=lettre#suite"),
    thread(4, f"{SITE}/p/{post(3)['uuid']}/"),
    thread(5, f"{SITE}/perdu/"),
    thread(6, f"{SITE}/a-propos/"),
    thread(7, "https://ailleurs.example/titre-1/"),
)  # fmt: skip
POSTS = (
    said(11, 2, "<p>Bonjour,<br>un mot &amp; un autre.</p><script>x</script>", email="ana@lectrice.example"),
    said(12, 2, "<p>Je réponds.</p>", parent=11, name="ben@lecteur.example"),
    said(13, 2, "<p>SUPPRIME</p>", parent=12, deleted=True),
    said(14, 2, "<p>Sous le supprimé.</p>", parent=13),
    said(15, 2, "<p>INDESIRABLE</p>", spam=True),
    said(16, 3, "<p>مرحبا</p>", name="سارة"),
    said(17, 4, "<p>Par l’aperçu.</p>"),
    said(18, 5), said(19, 5), said(20, 6), said(21, 7),
)  # fmt: skip


def test_success_comments_of_disqus(tmp_path: Path) -> None:
    report = import_discussions(disqus(tmp_path, *THREADS, *POSTS), "disqus")

    assert stored() == [
        ("/titre-1/", "Ana", "Bonjour,\nun mot & un autre.", "shown", None),
        ("/titre-2/", "سارة", "مرحبا", "shown", None),
        ("/titre-3/", "Ana", "Par l’aperçu.", "shown", None),
        ("/titre-1/", "ben", "Je réponds.", "shown", "Bonjour,\nun mot & un autre."),
        ("/titre-1/", "Ana", "Sous le supprimé.", "shown", "Bonjour,\nun mot & un autre."),
    ]
    first = Comment.objects.get(old_number=11)
    assert (first.written_at, first.email) == (
        datetime(2021, 5, 7, 10, 11, tzinfo=UTC),
        "ana@lectrice.example",
    )
    assert (report.items, report.comments, report.skipped, report.already_there) == (11, 5, 6, 0)
    assert problem_counts(report) == {
        "address_masked": 1, "comment_on_page": 1, "comment_skipped": 2, "comment_without_article": 3, "thread_without_article": 2,
    }  # fmt: skip
    lost = next(one for one in report.problems if one.kind == "thread_without_article")
    assert report.examples(lost) == [f"{SITE}/perdu/", "https://ailleurs.example/titre-1/"]


def test_success_a_second_run_changes_nothing(tmp_path: Path) -> None:
    export = disqus(tmp_path, *THREADS, *POSTS)
    import_discussions(export, "disqus")
    before = (row_counts(), stored())

    again = import_discussions(export, "disqus")

    assert (row_counts(), stored()) == before
    assert (again.comments, again.already_there, again.skipped) == (0, 5, 6)


def test_success_a_later_export_brings_what_is_new(tmp_path: Path) -> None:
    import_discussions(disqus(tmp_path, *THREADS, *POSTS), "disqus")

    later = disqus(tmp_path, *THREADS, *POSTS, said(30, 2, "<p>Le lendemain.</p>", parent=12))
    report = import_discussions(later, "disqus")

    assert report.comments == 1
    assert stored()[-1] == ("/titre-1/", "Ana", "Le lendemain.", "shown", "Bonjour,\nun mot & un autre.")


def test_success_a_dry_run_reports_the_same_and_writes_nothing(tmp_path: Path) -> None:
    export = disqus(tmp_path, *THREADS, *POSTS)
    before = row_counts()

    dry = import_discussions(export, "disqus", dry_run=True)

    assert row_counts() == before
    real = import_discussions(export, "disqus")
    figures = ("items", "comments", "skipped", "already_there")
    assert [getattr(dry, name) for name in figures] == [getattr(real, name) for name in figures]
    assert problem_counts(dry) == problem_counts(real)


def test_success_comments_of_commento(tmp_path: Path) -> None:
    comments = (
        remark(1, "/titre-1/", "**Bonjour**, [un lien](https://a.example)"),
        remark(2, "/titre-1/", "Je réponds.", parent=1, commenterHex="anonymous"),
        remark(3, "/titre-2", "En attente.", state="unapproved"),
        remark(4, "/titre-2", "INDESIRABLE", state="spam"),
        remark(5, "/titre-2", "[deleted]", deleted=True),
        remark(6, "/perdu/"),
    )

    report = import_discussions(commento(tmp_path, *comments), "commento")

    assert stored() == [
        ("/titre-1/", "Ana", "Bonjour, un lien", "shown", None),
        ("/titre-2/", "Ana", "En attente.", "held", None),
        ("/titre-1/", "—", "Je réponds.", "shown", "Bonjour, un lien"),
    ]
    assert Comment.objects.get(text="Je réponds.").written_at == datetime(
        2021, 5, 7, 10, 2, 0, 123456, tzinfo=UTC
    )
    assert (report.items, report.comments, report.skipped) == (6, 3, 3)
    assert ImportedItem.objects.filter(source="commento:estuaire.example").count() == 3
    before = row_counts()
    assert import_discussions(commento(tmp_path, *comments), "commento").already_there == 3
    assert row_counts() == before


def test_success_addresses_of_people_are_on_no_page(tmp_path: Path) -> None:
    people = {"name": "ana@lectrice.example", "email": "ana@lectrice.example"}
    import_discussions(disqus(tmp_path, *THREADS, said(11, 2, "<p>Un mot public.</p>", **people)), "disqus")
    import_discussions(commento(tmp_path, remark(1, "/titre-2/", "Un autre mot public.")), "commento")

    home = printed(tmp_path)

    files = {path: path.read_bytes() for path in (home / "public").rglob("*") if path.is_file()}
    assert [path for path, data in files.items() if b"lectrice.example" in data] == []
    for words in ("Un mot public.", "Un autre mot public."):
        assert any(words.encode() in data for data in files.values())
    page = (home / "public/titre-1/index.html").read_text(encoding="utf-8")
    assert 'id="comment-11"' in page


def test_success_numbers_of_wordpress(tmp_path: Path) -> None:
    file = wxr.written(tmp_path, wxr.export(wxr.item(21, content="<p>Un texte.</p>")))
    import_wordpress(file)
    path = Article.objects.exclude(path__startswith="/titre-").get().path
    threads = (
        thread(2, f"{wxr.SITE}/?p=21"),
        thread(3, f"{wxr.SITE}/autrefois/", name=f"21 {wxr.SITE}/?p=21"),
        thread(4, f"{wxr.SITE}{path}amp/"),
    )

    report = import_discussions(
        disqus(tmp_path, *threads, *(said(number, number) for number in (2, 3, 4))), "disqus"
    )

    assert [row[0] for row in stored()] == [path] * 3
    assert (report.comments, report.skipped) == (3, 0)


def test_success_comments_that_were_in_both_programs_are_there_once(tmp_path: Path) -> None:
    inside = (
        "<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author>Ana</wp:comment_author>"
        "<wp:comment_date>2021-05-07 10:11:00</wp:comment_date><wp:comment_date_gmt>2021-05-07 10:11:00</wp:comment_date_gmt>"
        "<wp:comment_content>Un mot.</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
    )
    import_wordpress(
        wxr.written(tmp_path, wxr.export(wxr.item(21, content="<p>Un texte.</p>", inside=inside)))
    )
    export = disqus(
        tmp_path, thread(2, f"{wxr.SITE}/?p=21"), said(11, 2), said(12, 2, "<p>Réponse.</p>", parent=11)
    )

    dry = import_discussions(export, "disqus", dry_run=True)
    report = import_discussions(export, "disqus")

    assert [(name, text, parent) for _path, name, text, _state, parent in stored()] == [
        ("Ana", "Un mot.", None),
        ("Ana", "Réponse.", "Un mot."),
    ]
    assert (report.comments, report.already_there, dry.comments, dry.already_there) == (1, 1, 1, 1)
    assert import_discussions(export, "disqus").already_there == 2


def test_success_a_deleted_thread_and_a_circle(tmp_path: Path) -> None:
    threads = (thread(2, f"{SITE}/titre-1/", deleted=True), thread(3, f"{SITE}/titre-2/"))
    posts = (
        said(11, 2), said(12, 3, parent=13), said(13, 3, parent=12),
        said(14, 3, deleted=True, parent=15), said(15, 3, deleted=True, parent=14), said(16, 3, "<p>Seul.</p>", parent=14),
    )  # fmt: skip

    report = import_discussions(disqus(tmp_path, *threads, *posts), "disqus")

    assert sorted(text for _path, _name, text, _state, _parent in stored()) == ["Seul.", "Un mot.", "Un mot."]
    assert (report.comments, report.skipped) == (3, 3)


def test_success_a_packed_file_by_the_command(tmp_path: Path) -> None:
    packed = tmp_path / "estuaire.xml.gz"
    packed.write_bytes(gzip.compress(disqus(tmp_path, *THREADS, *POSTS).read_bytes()))
    output, table = io.StringIO(), tmp_path / "report.json"

    call_command("import", "disqus", str(packed), "--json", "--report", str(table), stdout=output)

    found = json.loads(output.getvalue())
    assert (found["comments"], found["skipped"], found["items"]) == (5, 6, 11)
    assert f"{SITE}/perdu/" in table.read_text(encoding="utf-8")


def test_success_a_site_that_was_elsewhere(tmp_path: Path) -> None:
    export = disqus(tmp_path, thread(2, "https://blog.ailleurs.example/titre-1/"), said(11, 2))
    assert import_discussions(export, "disqus").comments == 0

    assert import_discussions(export, "disqus", site="https://blog.ailleurs.example").comments == 1


ENTITY = '<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY a SYSTEM "file:///etc/passwd">]><disqus xmlns="http://disqus.com">&a;</disqus>'


@pytest.mark.parametrize(
    ("program", "text", "reason"),
    [
        ("disqus", "", "it is empty"), ("disqus", '{"version": 1}', "it is not XML"),
        ("disqus", "<rss></rss>", "its outermost element is rss"), ("disqus", ENTITY, "it declares a document type"),
        ("commento", "", "the end is missing"), ("commento", "<disqus/>", "where"), ("commento", '{"version": 1}', "no comments"),
        ("commento", '{"comments": [{"id": 1}]}', "other fields"), ("commento", '{"comments": [{"commentHex": "a"}', "the end is missing"),
        ("commento", '{"comments": [' + "[" * 200_000, ""), ("commento", '{"comments": [{"a": "' + "x" * 5_000_000, "a row is too long"),
    ],
)  # fmt: skip
def test_fail_no_export_writes_nothing(tmp_path: Path, program: str, text: str, reason: str) -> None:
    path = tmp_path / "export"
    path.write_text(text, encoding="utf-8")
    before = row_counts()

    with pytest.raises(NotADiscussionExport) as caught:
        import_discussions(path, program)  # type: ignore[arg-type]  # a parameter

    assert reason in str(caught.value.fields["reason"])
    assert row_counts() == before


def test_fail_a_file_that_is_cut_writes_nothing(tmp_path: Path) -> None:
    path = disqus(tmp_path, *THREADS, *POSTS)
    path.write_bytes(path.read_bytes()[:-40])
    before = row_counts()

    with pytest.raises(MalformedExport):
        import_discussions(path, "disqus")
    with pytest.raises(CommandError, match=r"estuaire-disqus\.xml is not well-formed XML"):
        call_command("import", "disqus", str(path))

    assert row_counts() == before


def test_success_as_many_queries_for_many_threads_as_for_two(tmp_path: Path) -> None:
    import_ghost(
        written(tmp_path, site(*(post(number, locale="fr") for number in range(10, 60))), "plus.json"),
        site=SITE,
    )

    def queries(first: int, last: int) -> int:
        numbers = range(first, last)
        threads = (thread(number, f"{SITE}/titre-{number}/") for number in numbers)
        export = disqus(tmp_path, *threads, *(said(1000 + number, number) for number in numbers))
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert import_discussions(export, "disqus").comments == len(numbers)
        return len(found)

    queries(10, 11)
    few = queries(11, 13)
    assert queries(13, 60) <= few


@pytest.mark.parametrize("kind", ["rows", "space", "open"])
def test_success_reading_takes_steps_in_proportion_to_the_length(kind: str) -> None:
    texts: dict[str, Callable[[int], str]] = {
        "rows": lambda n: json.dumps({"comments": [{"a": "b" * 40}] * n}),
        "space": lambda n: '{"comments": [' + " " * (60 * n) + "]}",
        "open": lambda n: '{"comments": [{"a": "' + "x" * (60 * n),
    }

    def seconds(n: int) -> float:
        text = texts[kind](n)

        def once() -> float:
            begun = process_time()
            try:
                list(json_stream.rows(io.StringIO(text)))
            except json_stream.MalformedJson:
                assert kind == "open"
            return process_time() - begun

        return min(once() for _ in range(3))

    assert seconds(64_000) < 40 * max(seconds(8000), 0.001)


def test_success_the_page_of_an_article_is_printed_again(tmp_path: Path) -> None:
    Path(settings.MEDIA_ROOT).mkdir(exist_ok=True)
    home = printed(tmp_path)
    before = (home / "public/titre-1/index.html").read_bytes()

    import_discussions(disqus(tmp_path, *THREADS, *POSTS), "disqus")
    printed(tmp_path)

    after = (home / "public/titre-1/index.html").read_text(encoding="utf-8")
    assert before.decode() != after and "Je réponds." in after
    assert "SUPPRIME" not in after and "INDESIRABLE" not in after
    assert PublicPath.objects.filter(path="/titre-1/", state="live").exists()
