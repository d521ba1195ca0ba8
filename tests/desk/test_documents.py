"""Documents at the desk: who may upload them, change them, and put them into an article."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rotative.articles.models import Article
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.media.models import DocumentFile
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.factories import documents, newsroom
from tests.factories.articles import ArticleFactory, published
from tests.factories.blocks import new_blocks


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's own


def upload(client: Client, name: str = "rapport.pdf", data: bytes = documents.PDF) -> DocumentFile | None:
    """Upload a document in the chooser of an article; return it, or None when it is refused."""
    known = set(DocumentFile.objects.values_list("pk", flat=True))
    client.post(
        reverse("wagtaildocs_chooser:create"),
        {
            "document-chooser-upload-title": "Rapport",
            "document-chooser-upload-file": SimpleUploadedFile(name, data),
        },
    )
    found: DocumentFile | None = DocumentFile.objects.exclude(pk__in=known).first()
    return found


def edited(client: Client, document: DocumentFile) -> bool:
    client.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Autre titre"})
    document.refresh_from_db()
    return document.title == "Autre titre"


def test_success_writer_uploads_and_renames_their_own(writer: User) -> None:
    client = signed_in(writer)

    document = upload(client)

    assert document is not None
    assert (document.uploaded_by_user, document.file_size) == (writer, len(documents.PDF))
    assert document.file.url.startswith("/media/documents/rapport.")
    assert edited(client, document)


def test_fail_a_page_under_the_name_of_a_document(writer: User) -> None:
    client = signed_in(writer)

    assert upload(client, "rapport.pdf", b"<html><script>alert(1)</script>") is None
    assert upload(client, "page.html", b"<html>") is None


def test_fail_writer_changes_the_document_of_another(writer: User, editor: User) -> None:
    document = documents.document(uploaded_by_user=editor)

    assert not edited(signed_in(writer), document)
    assert edited(signed_in(editor), document)


def test_fail_writer_changes_their_own_while_readers_see_it(writer: User, editor: User) -> None:
    newsroom.french_masthead()
    document = documents.document(uploaded_by_user=writer)
    published(1, body=[{"type": "document", "value": {"document": document.pk, "title": ""}}])
    verify.sync()
    oven.bake_stale(MemoryPress())

    assert not edited(signed_in(writer), document)
    signed_in(writer).post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert DocumentFile.objects.filter(pk=document.pk).exists()
    assert edited(signed_in(editor), document)


def test_success_a_form_with_every_block(desk: Client) -> None:
    picture, sound = newsroom.drawn_picture(), documents.document("corne.wav", documents.wav())
    chosen = {"document": sound.pk, "title": "", "credit": ""}
    body = [*new_blocks(picture.pk), {"type": "audio", "value": chosen}]
    article = ArticleFactory(body=body)
    article.save_revision()

    answer = desk.get(reverse("wagtailsnippets_articles_article:edit", args=[article.pk]))

    assert answer.status_code == 200
    assert "Affaires par an" in answer.content.decode()
    again = Article.objects.get(pk=article.pk)
    for block in again.body:
        block.block.clean(block.value)
    kept = [block["value"] for block in again.body.get_prep_value()]
    assert [kept[0], kept[3], kept[4]] == [
        body[0]["value"],
        {**body[3]["value"], "items": kept[3]["items"]},
        None,
    ]
