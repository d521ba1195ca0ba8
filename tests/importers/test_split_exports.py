"""A split export in any order, and pictures that come a day later, end in the same database as everything at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image

from rotative.articles.actions import publish
from rotative.articles.models import Article
from rotative.importers.actions import import_wordpress
from rotative.importers.models import AwaitedMedia
from tests.importers.imports import figures_add_up, problem_counts
from tests.importers.states import differences, state
from tests.importers.wordpress.wxr import SITE, export, item

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent / "cases"
UPLOADS = f"{SITE}/wp-content/uploads/2020/01"


class _Undone(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """Undo everything that is written inside."""
    try:
        with transaction.atomic():
            yield
            raise _Undone
    except _Undone:
        pass


def attachment(number: int, file: str, *, parent: int = 0, **more: str) -> str:
    meta = {"_wp_attached_file": f"2020/01/{file}", **more}
    return item(
        number, kind="attachment", status="inherit", title=f"Fichier {number}", content="", link=f"{SITE}/fichier-{number}/",
        excerpt=f"Légende {number}", meta=meta,
        inside=f"<wp:attachment_url>{UPLOADS}/{file}</wp:attachment_url><wp:post_parent>{parent}</wp:post_parent>",
    )  # fmt: skip


POSTS = (
    item(
        1,
        content=f'Avant.\n\n<img class="wp-image-11" src="{UPLOADS}/a-300x200.jpg">\n\nAprès, <a href="{UPLOADS}/budget.pdf">le budget</a>.\n\n'
        f'<ul><li>Voir <a href="{UPLOADS}/budget.pdf">ici</a></li></ul>[audio mp3="{UPLOADS}/son.mp3"]',
        meta={"_thumbnail_id": "12", "_yoast_wpseo_opengraph-image-id": "11"},
    ),
    item(2, content='[gallery ids="11,12"]\n\nDes mots.\n\n[gallery]\n\nFin.'),
    item(3, content=f'<img src="{UPLOADS}/c.jpg" alt="Sans numéro">'),
)
PAGE = item(4, kind="page", link=f"{SITE}/a-propos/", content=f'Nous.\n\n<img src="{UPLOADS}/b.jpg">')
MEDIA = (
    attachment(11, "a.jpg", parent=1, _wp_attachment_image_alt="Le quai"),
    attachment(12, "b.jpg", parent=2),
    attachment(13, "c.jpg", parent=2, _media_credit="Nadia"),
    attachment(14, "budget.pdf"),
    attachment(15, "d.jpg"),
)


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """Make a folder with the files of the old site."""
    folder = tmp_path / "uploads" / "2020" / "01"
    folder.mkdir(parents=True)
    for number, name in enumerate("abcd"):
        Image.new("RGB", (60 + number, 40), (200, 40 * number, 60)).save(folder / f"{name}.jpg")
    (folder / "budget.pdf").write_bytes(b"%PDF-1.4 budget")
    (folder / "son.mp3").write_bytes(b"ID3" + b"\0" * 400)
    return tmp_path / "uploads"


def files(folder: Path, *parts: tuple[str, ...]) -> list[Path]:
    """Write an export for each part."""
    found = []
    for number, part in enumerate(parts):
        path = folder / f"part-{number}.xml"
        path.write_text(export(*part), encoding="utf-8")
        found.append(path)
    return found


PARTS = (POSTS, (PAGE,), MEDIA[:2], MEDIA[2:])


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_success_a_split_export_in_any_order(tmp_path: Path, uploads: Path, order: tuple[int, ...]) -> None:
    whole = files(tmp_path, (*POSTS, PAGE, *MEDIA))[0]
    parts = files(tmp_path, *PARTS)
    with undone():
        import_wordpress(files(tmp_path, (*POSTS, PAGE, *MEDIA))[0], media=uploads)
        at_once = state()
    parts = files(tmp_path, *PARTS)

    for number in order:
        assert figures_add_up(import_wordpress(parts[number], media=uploads))

    assert differences(state(), at_once) == []
    assert whole == parts[0]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_success_pictures_a_day_later(tmp_path: Path, uploads: Path, order: tuple[int, int]) -> None:
    parts = files(tmp_path, (*POSTS, PAGE), MEDIA)
    with undone():
        import_wordpress(parts, media=uploads)
        at_once = state()

    for number in order:
        import_wordpress(parts[number])
    later = import_wordpress(parts, media=uploads)

    assert later.filled == 4
    assert differences(state(), at_once) == []
    assert import_wordpress(parts, media=uploads).filled == 0


@pytest.mark.parametrize("names", [("03a-posts", "03b-media"), ("03b-media", "03a-posts")])
def test_success_without_files_in_any_order(names: tuple[str, str]) -> None:
    with undone():
        import_wordpress(CASES / "03-whole.xml")
        at_once = state()

    for name in names:
        import_wordpress(CASES / f"{name}.xml")

    assert differences(state(), at_once) == []


def test_success_an_article_that_was_edited_is_left_alone(tmp_path: Path, uploads: Path) -> None:
    path = files(tmp_path, (*POSTS, *MEDIA))[0]
    import_wordpress(path)
    article = Article.objects.get(headline="Titre 3")
    article.standfirst = "Ajouté ici."
    article.save_revision()
    publish(article)

    report = import_wordpress(path, media=uploads)

    article.refresh_from_db()
    assert problem_counts(report)["media_too_late"] == 1
    assert [block["type"] for block in article.body.raw_data] == ["embed"]
    assert AwaitedMedia.objects.filter(object_id=article.pk).exists()


def test_success_documents_are_linked_and_served(tmp_path: Path, uploads: Path) -> None:
    report = import_wordpress(files(tmp_path, (*POSTS, *MEDIA))[0], media=uploads)

    article = Article.objects.get(headline="Titre 1")
    kinds = [block["type"] for block in article.body.raw_data]
    assert kinds == ["paragraph", "picture", "paragraph", "list", "audio"]
    assert '<a href="/media/documents/budget' in article.body.raw_data[2]["value"]
    assert '<a href="/media/documents/budget' in article.body.raw_data[3]["value"]["items"][0]["value"]
    # The sound is not in the library of the old site.
    assert report.media == 6
    assert figures_add_up(report)
