"""Pictures of an import."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.media.models import Picture
from tests.importers.imports import figures_add_up, problem_counts, run
from tests.importers.wordpress.wxr import SITE, item

pytestmark = pytest.mark.django_db


def test_success_pictures_from_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    (folder / "2020" / "01").mkdir(parents=True)
    Image.new("RGB", (40, 30), "red").save(folder / "2020" / "01" / "port.jpg")
    Image.new("RGB", (40, 30), "blue").save(folder / "2020" / "01" / "quai.png")
    (folder / "2020" / "01" / "faux.jpg").write_text("no picture")
    uploads = f"{SITE}/wp-content/uploads/2020/01"
    attachment = item(
        9, kind="attachment", status="inherit", title="Port", excerpt="Le port", content="", link=f"{SITE}/port-page/",
        meta={"_wp_attached_file": "2020/01/port.jpg", "_wp_attachment_image_alt": "Un port"},
        inside=f"<wp:attachment_url>{uploads}/port.jpg</wp:attachment_url><wp:post_parent>7</wp:post_parent>",
    )  # fmt: skip
    body = (
        f'<img class="wp-image-9" src="{uploads}/port-300x200.jpg" alt="Vue"><img src="{uploads}/quai.png">'
        f'<img src="{uploads}/faux.jpg"><img src="{uploads}/absent.jpg" alt="Absent"><img src="{uploads}/../../../etc/passwd.jpg">'
    )
    items = (item(7, content=body, meta={"_thumbnail_id": "9"}), attachment)

    report = run(tmp_path, *items, media=folder)

    article, picture = Article.objects.get(), Picture.objects.get(title="Port")
    assert (picture.alt, picture.caption, picture.width) == ("Un port", "Le port", 40)
    assert article.picture == picture
    assert [block.block_type for block in article.body] == ["picture", "picture", "embed", "embed", "embed"]
    assert article.body[0].value["image"] == picture
    assert article.body[0].value["alt"] == "Vue"
    assert article.body[3].value["title"] == "Absent"
    assert Picture.objects.count() == 2
    assert (
        report.media,
        problem_counts(report)["picture_missing"],
        problem_counts(report)["picture_damaged"],
    ) == (2, 3, 1)
    assert PublicPath.objects.get(path="/port-page/").target == article.path
    assert figures_add_up(report)

    again = run(tmp_path, *items, media=folder)
    assert (Picture.objects.count(), again.media, again.already_there) == (2, 0, 2)
