"""A Ghost site moved from end to end: imported, printed, and asked for every address that it had."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image

from rotative.articles.models import Article
from rotative.importers.actions import import_ghost
from rotative.importers.proof import site as proof_site
from rotative.media.models import DocumentFile, Picture
from rotative.search import reads as search
from rotative.search.actions import rebuild
from rotative.server.baked_site import BakedSite
from tests.factories import documents
from tests.importers.addresses.sites import answers, dead, furnish, printed
from tests.importers.ghost.sites import CARDS, HIDDEN, SITE, UP, lexical, paragraph, post, site, written
from tests.importers.imports import row_counts
from tests.importers.states import differences, state
from tests.importers.test_split_exports import undone

pytestmark = pytest.mark.django_db

FILM = b"\0\0\0\x18ftypmp42" + bytes(200)


@pytest.fixture(autouse=True)
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    monkeypatch.setattr(proof_site, "_openers", [lambda: BakedSite(tmp_path / "home")])
    furnish()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Make the folder `content` of a Ghost site."""
    folder = tmp_path / "content"
    for kind in ("images", "media", "files"):
        (folder / kind / "2021/05").mkdir(parents=True)
    for number, name in enumerate(("quai", "bac", "tete", "reseaux")):
        Image.new("RGB", (80, 60 + number), "teal").save(folder / f"images/2021/05/{name}.jpg")
    (folder / "media/2021/05/son.mp3").write_bytes(documents.mp3(4))
    (folder / "media/2021/05/film.mp4").write_bytes(FILM)
    (folder / "files/2021/05/budget.pdf").write_bytes(documents.PDF)
    (folder / "files/2021/05/annexe.pdf").write_bytes(documents.PDF + b"%")
    return folder


TOGGLE = {
    "type": "toggle",
    "heading": "Documents",
    "content": '<p><a href="__GHOST_URL__/content/files/2021/05/annexe.pdf">L’annexe</a></p>',
}
SECRETS = [
    post(20 + number, title="SECRET titre", custom_excerpt="SECRET chapô", lexical=lexical(paragraph("SECRET corps")), **columns)
    for number, columns in enumerate((
        {"visibility": "members"}, {"visibility": "paid"}, {"visibility": "tiers"}, {"status": "sent"}, {},
        {"visibility": "members", "type": "page"},
    ))
]  # fmt: skip


def whole(folder: Path) -> Path:
    """Write a site with every card, and with posts that only members or letters had."""
    first = post(
        1, lexical=lexical(*(card for card, _words in CARDS.values()), TOGGLE, *HIDDEN.values()),
        feature_image=f"{UP}/2021/05/tete.jpg", custom_excerpt="Le chapô", locale="fr",
    )  # fmt: skip
    second = post(2, lexical=lexical(paragraph("Suite."), CARDS["bookmark"][0]), locale="fr")
    page = post(3, type="page", slug="a-propos", lexical=lexical(CARDS["image"][0]), locale="fr")
    links = [
        {"id": str(n), "post_id": one["id"], "tag_id": tag, "sort_order": n}
        for n, (one, tag) in enumerate(((first, "t1"), (first, "t2"), (second, "t1"), (first, "t3")))
    ]
    authors = [{"id": "1", "post_id": first["id"], "author_id": "u1", "sort_order": 0}]
    meta = [
        {"post_id": first["id"], "og_image": f"{UP}/2021/05/reseaux.jpg", "og_title": "Pour les réseaux",
         "twitter_description": "Une ligne", "meta_title": "Pour les moteurs", "meta_description": "Deux lignes"},
        {"post_id": SECRETS[4]["id"], "email_only": 1},
    ]  # fmt: skip
    posts = (first, second, page, *SECRETS)
    return written(folder, site(*posts, posts_tags=links, posts_authors=authors, posts_meta=meta))


def proved(folder: Path, *arguments: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Run the command; return its exit code and the row of each address."""
    table = folder / "proof.csv"
    code = 0
    try:
        call_command("proof", *arguments, "--csv", str(table), stdout=StringIO())
    except SystemExit as exc:
        code = int(str(exc.code))
    with table.open(encoding="utf-8", newline="") as file:
        return code, {row["address"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("with_files", [True, False])
def test_success_every_address_answers(tmp_path: Path, content: Path, with_files: bool) -> None:
    export = whole(tmp_path)
    import_ghost(export, site=SITE, media=content if with_files else None)
    home = printed(tmp_path)

    code, rows = proved(tmp_path, str(export), "--old-url", SITE)

    verdicts = {address: row["verdict"] for address, row in rows.items()}
    assert code == 0
    assert {address for address, verdict in verdicts.items() if verdict != "answers"} == {"/don/"}
    assert {
        "/", "/rss/", "/page/2/", "/sitemap-posts.xml", "/tag/politique/", "/tag/politique/rss/", "/tag/eau/",
        "/author/nadia/", "/author/nadia/rss/", "/titre-1/", "/a-propos/", f"/p/{post(1)['uuid']}/",
        "/content/images/2021/05/tete.jpg", "/content/images/2021/05/reseaux.jpg", "/content/images/2021/05/quai.jpg",
        "/content/images/size/w600/2021/05/bac.jpg", "/content/media/2021/05/son.mp3",
        "/content/media/2021/05/film.mp4", "/content/files/2021/05/budget.pdf", "/content/files/2021/05/annexe.pdf",
    } <= set(verdicts)  # fmt: skip
    assert dead(home, "/titre-1/amp/", "/content/images/size/w1000/2021/05/tete.jpg", "/titre-1") == []
    assert not [address for address in verdicts if "titre-2" in address and address != "/titre-2/"]


def test_success_files_of_bodies_are_documents(tmp_path: Path, content: Path) -> None:
    import_ghost(whole(tmp_path), site=SITE, media=content)
    home = printed(tmp_path)

    body = json.dumps(Article.objects.get(path="/titre-1/").body.get_prep_value())
    found = {row.title: row for row in DocumentFile.objects.all()}
    assert sorted(found) == ["annexe", "budget", "film", "son"]
    assert "/content/" not in body and "__GHOST_URL__" not in body
    for name in ("annexe", "budget"):
        assert f'href=\\"{found[name].file.url}\\"' in body
    assert found["son"].seconds == 4
    kinds = [block.block_type for block in Article.objects.get(path="/titre-1/").body]
    assert (kinds.count("audio"), kinds.count("document")) == (1, 1)
    assert answers(home, "/content/files/2021/05/budget.pdf", "/content/media/2021/05/film.mp4") == {
        "/content/files/2021/05/budget.pdf": (301, found["budget"].file.url),
        "/content/media/2021/05/film.mp4": (301, found["film"].file.url),
    }


def test_success_texts_for_search_engines_and_networks(tmp_path: Path, content: Path) -> None:
    columns: dict[str, Any] = {"meta_title": "Titre 4", "canonical_url": "https://ailleurs.example/original"}
    other = post(5, canonical_url="__GHOST_URL__/titre-5/")
    import_ghost(written(tmp_path, site(post(4, **columns), other), "autre.json"), site=SITE)

    import_ghost(whole(tmp_path), site=SITE, media=content)

    one = Article.objects.get(path="/titre-1/")
    assert (one.search_title, one.search_description) == ("Pour les moteurs", "Deux lignes")
    assert (one.share_title, one.share_description) == ("Pour les réseaux", "Une ligne")
    assert one.share_picture == Picture.objects.get(title="reseaux")
    originals = Article.objects.order_by("path").filter(path__in=["/titre-4/", "/titre-5/"])
    assert [(row.search_title, row.original_url) for row in originals] == [
        ("", "https://ailleurs.example/original"),
        ("", ""),
    ]


def test_success_texts_of_members_are_on_no_page(tmp_path: Path, content: Path) -> None:
    import_ghost(whole(tmp_path), site=SITE, media=content)
    rebuild()
    home = printed(tmp_path)

    pages = [path for path in (home / "public").rglob("*") if path.is_file()]
    leaks = [path for path in pages if b"SECRET" in path.read_bytes() or "SECRET" in path.name]
    assert Article.objects.filter(headline="SECRET titre", live=False).count() == 5
    assert len(pages) > 20 and leaks == []
    assert [search.find(words, language="fr").total for words in ("Suite", "SECRET")] == [2, 0]
    asked = [f"/titre-{row['id'][-2:].lstrip('0')}/" for row in SECRETS]
    assert {status for status, _to in answers(home, *asked).values()} == {404}


def test_success_files_a_day_later_end_in_the_same_database(tmp_path: Path, content: Path) -> None:
    export = whole(tmp_path)
    with undone():
        import_ghost(export, site=SITE, media=content)
        at_once = state()

    import_ghost(export, site=SITE)
    later = import_ghost(export, site=SITE, media=content)

    assert (differences(at_once, state()), later.filled) == ([], 2)
    before = row_counts()
    assert (import_ghost(export, site=SITE, media=content).filled, row_counts()) == (0, before)
