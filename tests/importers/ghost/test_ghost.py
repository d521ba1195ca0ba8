"""Import of Ghost: everything a post has, at its old address; nothing that only members saw."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.comments.models import Comment
from rotative.importers.actions import import_ghost
from rotative.importers.errors import NotAGhostExport
from rotative.importers.report import Report
from rotative.pages.models import StandingPage
from rotative.subjects.models import SubjectName
from rotative.subscribers.models import Subscriber
from tests.importers.ghost.sites import SITE, UP, lexical, paragraph, post, site, written
from tests.importers.imports import figures_add_up, problem_counts, row_counts

pytestmark = pytest.mark.django_db


def run(folder: Path, *posts: dict[str, Any], more: dict[str, Any] | None = None, **tables: Any) -> Report:
    return import_ghost(written(folder, site(*posts, **tables)), site=SITE, **more or {})


@pytest.mark.parametrize("envelope", ["db", "data"])
def test_success_an_article_with_everything(tmp_path: Path, envelope: str) -> None:
    number = post(1)["id"]
    media = tmp_path / "images"
    (media / "2021/05").mkdir(parents=True)
    Image.new("RGB", (40, 30), "teal").save(media / "2021/05/quai.jpg")

    report = run(
        tmp_path,
        post(1, custom_excerpt="Le chapô", feature_image=f"{UP}/2021/05/quai.jpg"),
        more={"media": media},
        envelope=envelope,
        posts_tags=[
            {"id": "1", "post_id": number, "tag_id": "t2", "sort_order": 2},
            {"id": "2", "post_id": number, "tag_id": "t3", "sort_order": 0},
            {"id": "3", "post_id": number, "tag_id": "t1", "sort_order": 1},
        ],
        posts_authors=[
            {"id": "1", "post_id": number, "author_id": "u2", "sort_order": 1},
            {"id": "2", "post_id": number, "author_id": "u1", "sort_order": 0},
        ],
        posts_meta=[
            {
                "id": "1",
                "post_id": number,
                "feature_image_alt": "Le quai",
                "feature_image_caption": "<i>Au</i> matin",
            }
        ],
    )

    article = Article.objects.get()
    assert (article.path, article.headline, article.standfirst) == ("/titre-1/", "Titre 1", "Le chapô")
    assert (article.live, article.language) == (True, "fr")
    assert article.published_at == datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert [(block.block_type, str(block.value)) for block in article.body] == [
        ("paragraph", "<p>Texte 1.</p>")
    ]
    assert (article.section.name, article.section.description) == ("Politique", "La cité")
    assert [link.byline.name for link in article.article_bylines.all()] == ["Nadia Brun", "Omar Haddad"]
    assert [str(link.subject) for link in article.article_subjects.all()] == ["Eau"]
    assert article.picture is not None
    assert (article.picture_alt, article.picture_caption) == ("Le quai", "Au matin")
    assert not SubjectName.objects.filter(name__contains="interne").exists()
    assert (report.articles, report.sections, report.subjects, report.authors) == (1, 1, 1, 2)
    moved = dict(PublicPath.objects.filter(state="moved").values_list("path", "target"))
    assert moved[f"/p/{post(1)['uuid']}/"] == "/titre-1/"
    assert moved["/author/nadia/"] == "/auteur/nadia/"
    assert (moved["/tag/politique/"], moved["/tag/eau/"]) == ("/politique/", "/sujet/eau/")
    assert figures_add_up(report)


def test_success_pages_and_their_addresses(tmp_path: Path) -> None:
    report = run(tmp_path, post(1, type="page", slug="a-propos"), post(2, page=1, type=None, slug="contact"))

    assert sorted(StandingPage.objects.values_list("path_kept", flat=True)) == ["/a-propos/", "/contact/"]
    assert (report.articles, report.pages) == (0, 2)


@pytest.mark.parametrize(
    ("columns", "meta", "kind"),
    [
        ({"visibility": "members"}, {}, "members_kept_as_draft"),
        ({"visibility": "paid"}, {}, "members_kept_as_draft"),
        ({"visibility": "tiers"}, {}, "members_kept_as_draft"),
        ({"visibility": "status:free,label:vip"}, {}, "members_kept_as_draft"),
        ({"visibility": "paid", "status": "scheduled", "published_at": "2199-01-01T00:00:00.000Z"}, {},
         "members_kept_as_draft"),
        ({"visibility": "members", "type": "page"}, {}, "members_kept_as_draft"),
        ({"status": "sent"}, {}, "mail_kept_as_draft"),
        ({}, {"email_only": True}, "mail_kept_as_draft"),
    ],
)  # fmt: skip
def test_success_texts_for_some_never_become_public(
    tmp_path: Path, columns: dict[str, Any], meta: dict[str, Any], kind: str
) -> None:
    rows = [{"post_id": post(1)["id"], **meta}]

    report = run(tmp_path, post(1, **columns), posts_meta=rows)

    assert problem_counts(report)[kind] == 1
    assert (
        not Article.objects.filter(live=True).exists() and not StandingPage.objects.filter(live=True).exists()
    )
    assert not Article.objects.filter(go_live_at__isnull=False).exists()
    assert not PublicPath.objects.filter(path__contains="titre-1").exists()


def test_success_dates_and_states(tmp_path: Path) -> None:
    run(
        tmp_path,
        post(1, published_at=1500000000000),
        post(2, status="draft", published_at=None),
        post(3, status="scheduled", published_at="2199-01-01T00:00:00.000Z"),
        post(4, published_at="2017-07-14 02:40:00"),
    )

    rows = Article.objects.order_by("headline").values_list("state", "published_at")
    at = datetime(2017, 7, 14, 2, 40, tzinfo=UTC)
    assert list(rows)[0::3] == [("published", at), ("published", at)]
    assert [state for state, _ in rows][1:3] == ["draft", "scheduled"]


def test_success_a_second_run_changes_nothing(tmp_path: Path) -> None:
    first = run(tmp_path, post(1), post(2, type="page"))
    before = row_counts()

    second = run(tmp_path, post(1), post(2, type="page"))

    assert row_counts() == before
    assert (second.articles, second.pages, second.already_there) == (0, 0, 2)
    assert (first.articles, first.pages) == (1, 1)


def test_success_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("email,subscribed_to_emails\na@e.fr,true\n")
    before = row_counts()

    report = run(tmp_path, post(1), post(2, visibility="paid"), more={"dry_run": True, "members": members})

    assert row_counts() == before and not Subscriber.objects.exists()
    assert (report.articles, report.subscribers and report.subscribers["added"]) == (2, 1)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("", "/titre-1/"),
        ("/{year}/{month}/{day}/{slug}/", "/2021/05/06/titre-1/"),
        ("/:year/:slug", "/2021/titre-1/"),
        ("/{primary_tag}/{slug}/", "/politique/titre-1/"),
        ("/{primary_author}/{slug}/", "/nadia/titre-1/"),
    ],
)
def test_success_addresses_by_the_pattern_of_the_routes(tmp_path: Path, pattern: str, path: str) -> None:
    number = post(1)["id"]

    run(
        tmp_path,
        post(1),
        more={"permalinks": pattern},
        posts_tags=[{"post_id": number, "tag_id": "t1", "sort_order": 0}],
        posts_authors=[{"post_id": number, "author_id": "u1", "sort_order": 0}],
    )

    assert Article.objects.get().path == path


def test_success_comments_from_a_file(tmp_path: Path) -> None:
    comments = tmp_path / "comments.csv"
    comments.write_text(
        "id,post_slug,parent_id,member_name,member_email,html,status,created_at\n"
        'c1,titre-1,,Ana,ana@e.fr,"<p>Bravo <script>x</script></p>",published,2022-01-02T03:04:05.000Z\n'
        "c2,titre-1,c1,Badr,badr@e.fr,<p>Merci</p>,published,2022-01-02T03:05:05.000Z\n"
        "c3,titre-1,,Cyr,cyr@e.fr,<p>Caché</p>,hidden,2022-01-02T03:05:05.000Z\n"
        "c4,titre-1,,Dan,dan@e.fr,<p>Retiré</p>,deleted,2022-01-02T03:05:05.000Z\n"
        "c5,titre-1,,Eve,eve@e.fr,<p>Nouveau</p>,in review,2022-01-02T03:05:05.000Z\n"
    )

    report = run(tmp_path, post(1), more={"comments": comments})

    rows = Comment.objects.order_by("written_at", "pk").values_list("name", "text", "state", "parent__name")
    assert set(rows) == {
        ("Ana", "Bravo", "shown", None),
        ("Badr", "Merci", "shown", "Ana"),
        ("Cyr", "Caché", "rejected", None),
        ("Eve", "Nouveau", "held", None),
    }
    assert (report.comments, problem_counts(report)["comment_skipped"]) == (4, 1)


def test_success_members_become_subscribers_with_their_states(tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text(
        "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers\n"
        "1,oui@e.fr,Oui,,true,false,,2021-05-06T07:08:09.000Z,,,\n"
        "2,non@e.fr,Non,,false,false,,2021-05-06T07:08:09.000Z,,,\n"
    )

    report = run(tmp_path, post(1), more={"members": members})

    rows = Subscriber.objects.order_by("email").values_list("email", "state", "consent_page")
    assert list(rows) == [("non@e.fr", "unsubscribed", SITE), ("oui@e.fr", "confirmed", SITE)]
    assert report.subscribers is not None and report.subscribers["rows"] == 2


def test_success_links_to_the_old_site_become_paths(tmp_path: Path) -> None:
    link = {
        "type": "link",
        "url": "__GHOST_URL__/titre-2/#suite",
        "children": [{"type": "text", "text": "suite"}],
    }

    run(tmp_path, post(1, lexical=lexical({"type": "paragraph", "children": [link]})))

    assert (
        str(Article.objects.get().body[0].value)
        == '<p><a href="/titre-2/#suite" rel="noopener">suite</a></p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '{"db": [{"data": {"posts": [{"id"',
        '{"data": {"tags": []}}',
        "<rss></rss>",
        "[" * 9999,
    ],
)
def test_fail_no_export_writes_nothing(tmp_path: Path, text: str) -> None:
    before = row_counts()

    with pytest.raises(NotAGhostExport):
        import_ghost(written(tmp_path, text), site=SITE)

    assert row_counts() == before


def test_success_one_unreadable_body_is_taken_from_another_format(tmp_path: Path) -> None:
    report = run(tmp_path, post(1, lexical='{"root": [', html="<p>Du HTML.</p>"), post(2, lexical="[]"))

    bodies = {one.headline: [str(block.value) for block in one.body] for one in Article.objects.all()}
    assert bodies == {"Titre 1": ["<p>Du HTML.</p>"], "Titre 2": []}
    assert problem_counts(report)["body_unreadable"] == 2


def test_success_text_in_the_language_of_each_post(tmp_path: Path) -> None:
    arabic = lexical(
        paragraph("تتحدث المدينة عن ذلك منذ شهر، ويقول الجميع إن العبّارة ستعود قريبا إلى الرصيف.")
    )

    run(tmp_path, post(1), post(2, title="العبارة", lexical=arabic))

    assert dict(Article.objects.values_list("headline", "locale__language_code")) == {
        "Titre 1": "fr",
        "العبارة": "ar",
    }
