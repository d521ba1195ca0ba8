"""Documents: which files readers may get, under which names, and how long a sound is."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.forms import get_document_form

from rotative.articles.blocks import AudioBlock
from rotative.articles.body import views
from rotative.articles.cards import AudioView, DocumentView
from rotative.bake import keys
from rotative.core.http_headers import MEDIA_NAME
from rotative.media import audio_length
from rotative.media.document_kinds import KINDS, SOUNDS
from rotative.media.forms import DocumentForm
from rotative.media.models import DocumentFile
from tests.factories import documents


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's own
    return tmp_path


@pytest.mark.parametrize(
    ("data", "ending", "seconds"),
    [
        (documents.wav(3), "wav", 3), (documents.mp3(12), "mp3", 12), (documents.mp3(12, tag=documents.id3(70_000)), "mp3", 12),
        (documents.mp3_counted(1000), "mp3", 36), (documents.m4a(65), "m4a", 65), (documents.ogg(4), "ogg", 4), (documents.ogg(4, opus=True), "opus", 4),
        (documents.wav(0.2), "wav", 1), (b"", "mp3", None), (b"RIFFxxxxWAVE", "wav", None), (documents.PDF, "mp3", None), (documents.PDF, "pdf", None),
        (documents.m4a(0), "m4a", None), (b"OggS", "ogg", None),
    ],
)  # fmt: skip
def test_success_length_of_a_sound(data: bytes, ending: str, seconds: int | None) -> None:
    assert audio_length.seconds(io.BytesIO(data), ending) == seconds


@given(data=st.binary(max_size=400), ending=st.sampled_from(sorted(SOUNDS)), of=st.integers(0, 4))
def test_success_any_bytes_have_a_length_or_none(data: bytes, ending: str, of: int) -> None:
    begun = (b"", documents.wav(0.01), documents.mp3(0.1), documents.m4a(1), documents.ogg(1))[of]

    found = audio_length.seconds(io.BytesIO(begun[: len(data)] + data), ending)

    assert found is None or 1 <= found <= 24 * 3600


def upload(name: str, data: bytes) -> DocumentForm:
    form_class = get_document_form(DocumentFile)
    return form_class({"title": "Rapport"}, {"file": SimpleUploadedFile(name, data)})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("Rapport final.pdf", documents.PDF, "documents/rapport-final."), ("تقرير.PDF", documents.PDF, "documents/tqrir."),
        ("…​.csv", b"a;b\n1;2\n", "documents/document."), ("son.wav", documents.wav(), "documents/son."),
    ],
)  # fmt: skip
def test_success_an_uploaded_document(name: str, data: bytes, kept: str, folder: Path) -> None:
    form = upload(name, data)
    assert form.is_valid(), form.errors

    document = form.save()

    assert document.file.name.startswith(kept)
    assert MEDIA_NAME.match(f"/media/{document.file.name}")
    assert (folder / document.file.name).read_bytes() == data
    assert document.file_size == len(data)
    assert document.seconds == (2 if name == "son.wav" else None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<html>"), ("dessin.svg", b"<svg/>"), ("rapport.pdf", b"<html><script>alert(1)</script>"), ("table.csv", b"\xef\xbb\xbf <html>"),
        ("table.csv", b"a\0b"), ("son.mp3", b"MZ\x90"), ("lettre.docx", documents.PDF), ("rien", documents.PDF), (".pdf.exe", documents.PDF),
    ],
)  # fmt: skip
def test_fail_a_file_that_readers_may_not_get(name: str, data: bytes) -> None:
    form = upload(name, data)

    assert not form.is_valid()
    assert "file" in form.errors
    assert not DocumentFile.objects.exists()


def test_success_nothing_that_a_browser_runs_is_among_the_kinds() -> None:
    assert {"html", "htm", "svg", "xml", "xhtml", "js", "mjs", "swf", "exe", "php"} & set(KINDS) == set()


@pytest.mark.django_db
def test_success_blocks_of_documents() -> None:
    sound, paper = documents.document("corne.wav", documents.wav(), title="La corne"), documents.document()
    stored = [
        {"type": "audio", "value": {"document": sound.pk, "title": "", "credit": "Ada"}},
        # What nobody can listen to is a link.
        {"type": "audio", "value": {"document": paper.pk, "title": "Rapport", "credit": ""}},
        {"type": "document", "value": {"document": paper.pk, "title": ""}},
        {"type": "document", "value": {"document": 12345, "title": "perdu"}},
    ]

    with keys.recording() as shown:
        found = views(stored, language="fr", card=lambda _pk: None)

    assert [type(view) for view in found] == [AudioView, DocumentView, DocumentView]
    assert isinstance(found[0], AudioView) and isinstance(found[2], DocumentView)
    assert (found[0].title, found[0].document.seconds, found[0].document.type) == ("La corne", 2, "audio/wav")
    assert (found[2].title, found[2].document.kind, found[2].document.size_bytes) == (
        "rapport.pdf",
        "PDF",
        len(documents.PDF),
    )
    assert shown == {keys.document(pk) for pk in (sound.pk, paper.pk, 12345)}


@pytest.mark.django_db
def test_fail_a_document_that_is_no_sound_in_a_player() -> None:
    paper = documents.document()
    block = AudioBlock()

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"document": paper.pk, "title": "", "credit": ""}))

    [error] = refused.value.block_errors["document"].messages
    assert error == "This document is no sound. Choose one of these: m4a, mp3, ogg, opus, wav."


@pytest.mark.django_db
def test_success_the_desk_opens_the_library_and_the_chooser(admin_client: Client) -> None:
    documents.document(title="Le rapport")

    listed = admin_client.get("/desk/documents/")
    chooser = admin_client.get("/desk/documents/chooser/")

    assert "Le rapport" in listed.content.decode()
    assert "Le rapport" in chooser.json()["html"]
