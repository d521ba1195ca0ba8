"""Things that readers see are changed by those who may publish: pictures, subjects, dossiers, bylines."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from rotative.articles.models import Byline
from rotative.bake import oven
from rotative.bake.store.folder import FolderPress
from rotative.dossiers.models import Dossier, DossierActor
from rotative.media.models import Picture
from rotative.staff.models import User
from rotative.subjects.models import Subject, SubjectName
from tests.desk.conftest import signed_in
from tests.factories.articles import ArticleFactory, BylineFactory, SubjectFactory, locale, published
from tests.media import files

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

REFUSED = "Readers see “{}”: only those who may publish can change or delete it."
REFUSED_PICTURE = "You may change or delete a picture that you uploaded, as long as readers do not see it."


def upload(client: Client) -> Picture:
    """Upload a picture in the chooser of an article."""
    file = SimpleUploadedFile("pont.jpg", files.photograph())
    client.post(
        reverse("wagtailimages_chooser:create"),
        {"image-chooser-upload-title": "Le pont", "image-chooser-upload-file": file},
    )
    return Picture.objects.get()


def named(subject: Subject, name: str) -> dict[str, Any]:
    """Return the form of a subject with one name, changed."""
    row = SubjectName.objects.get(subject=subject) if subject.pk else SubjectName(language="fr")
    return {
        "kind": "theme",
        "names-TOTAL_FORMS": 1,
        "names-INITIAL_FORMS": 1 if row.pk else 0,
        "names-MIN_NUM_FORMS": 1,
        "names-MAX_NUM_FORMS": 1000,
        "names-0-id": row.pk or "",
        "names-0-language": row.language,
        "names-0-name": name,
        "names-0-slug": row.slug or "un-nom",
        "names-0-description": "",
        "names-0-aliases": "",
        "roles-TOTAL_FORMS": 0,
        "roles-INITIAL_FORMS": 0,
        "pinned_articles-TOTAL_FORMS": 0,
        "pinned_articles-INITIAL_FORMS": 0,
    }


def titled(title: str, **more: str) -> dict[str, Any]:
    """Return the form of a dossier without actors."""
    rows = {
        f"{part}-{count}_FORMS": 0
        for part in ("actors",)
        for count in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }
    return {"title": title, "slug": "le-tram", "summary": ""} | rows | more


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def tram(**fields: Any) -> Dossier:
    return Dossier.objects.create(locale=locale(), title="Le tram", slug="le-tram", **fields)


# Pictures


def test_success_writer_has_their_own_picture(writer: User) -> None:
    client = signed_in(writer)
    picture = upload(client)
    ArticleFactory(picture=picture)

    listed = client.get(reverse("wagtailimages:index")).content.decode()
    form = client.get(reverse("wagtailimages:edit", args=[picture.pk]))
    client.post(reverse("wagtailimages:delete", args=[picture.pk]))

    assert picture.uploaded_by_user == writer
    assert reverse("wagtailimages:edit", args=[picture.pk]) in listed
    assert form.status_code == 200
    assert not Picture.objects.exists()


def test_fail_writer_touches_the_picture_of_another(writer: User, editor: User) -> None:
    picture = upload(signed_in(editor))
    client = signed_in(writer)

    chosen = client.get(reverse("wagtailimages_chooser:chosen", args=[picture.pk]))
    listed = client.get(reverse("wagtailimages:index")).content.decode()
    form = client.get(reverse("wagtailimages:edit", args=[picture.pk]))
    client.post(reverse("wagtailimages:delete", args=[picture.pk]))

    assert chosen.json()["result"]["id"] == str(picture.pk)
    assert reverse("wagtailimages:edit", args=[picture.pk]) not in listed
    assert (form.status_code, said(form)) == (302, [REFUSED_PICTURE])
    assert Picture.objects.exists()


def in_the_head(picture: Picture) -> None:
    published(picture=picture)


def in_the_body(picture: Picture) -> None:
    published(body=[("picture", {"image": picture, "alt": "", "caption": "", "credit": ""})])


@pytest.mark.parametrize("use", [in_the_head, in_the_body])
def test_fail_writer_touches_a_printed_picture_of_their_own(writer: User, use: Any, tmp_path: Path) -> None:
    client = signed_in(writer)
    picture = upload(client)
    use(picture)
    oven.bake_stale(FolderPress(tmp_path))

    listed = client.get(reverse("wagtailimages:index")).content.decode()
    form = client.get(reverse("wagtailimages:edit", args=[picture.pk]))
    client.post(reverse("wagtailimages:delete", args=[picture.pk]))
    client.post(reverse("wagtail_bulk_action", args=["media", "picture", "delete"]) + f"?id={picture.pk}")

    assert reverse("wagtailimages:edit", args=[picture.pk]) not in listed
    assert (form.status_code, said(form)) == (302, [REFUSED_PICTURE])
    assert Picture.objects.exists()


def test_success_editor_deletes_a_printed_picture_knowing_where(
    writer: User, editor: User, tmp_path: Path
) -> None:
    picture = upload(signed_in(writer))
    article = published(picture=picture, headline="Le pont rouvre")
    ReferenceIndex.create_or_update_for_object(article)
    oven.bake_stale(FolderPress(tmp_path))
    client = signed_in(editor)
    delete = reverse("wagtailimages:delete", args=[picture.pk])

    asked = client.get(delete).content.decode()
    places = client.get(reverse("wagtailimages:image_usage", args=[picture.pk])).content.decode()
    before = Picture.objects.exists()
    client.post(delete)

    assert "This picture is referenced 1 time." in asked
    assert re.search(f"Readers see it on: .*{article.path}", asked)
    assert "Le pont rouvre" in places
    assert before
    assert not Picture.objects.exists()


# Subjects


def test_success_writer_adds_and_corrects_a_subject(writer: User) -> None:
    client = signed_in(writer)

    client.post("/desk/subjects/add/", named(Subject(), "Le port"))
    subject = Subject.objects.get()
    ArticleFactory(subjects=[subject])
    client.post(f"/desk/subjects/edit/{subject.pk}/", named(subject, "Le port de Sète"))

    assert str(Subject.objects.get()) == "Le port de Sète"


def filed(subject: Subject) -> None:
    published(subjects=[subject])


def acting(subject: Subject) -> None:
    DossierActor.objects.create(dossier=tram(live=True), subject=subject)


@pytest.mark.parametrize("use", [filed, acting])
def test_fail_writer_renames_a_subject_that_readers_see(writer: User, use: Any) -> None:
    subject = SubjectFactory(names={"fr": "Le port"})
    use(subject)
    client = signed_in(writer)

    listed = client.get("/desk/subjects/").content.decode()
    form = client.get(f"/desk/subjects/edit/{subject.pk}/")
    response = client.post(f"/desk/subjects/edit/{subject.pk}/", named(subject, "Autre"))

    assert str(Subject.objects.get()) == "Le port"
    assert (form.status_code, response.status_code) == (302, 302)
    assert said(response)[-1] == REFUSED.format("Le port")
    assert f"/desk/subjects/edit/{subject.pk}/" not in listed


def test_success_editor_renames_a_subject_that_readers_see(editor: User) -> None:
    subject = SubjectFactory(names={"fr": "Le port"})
    filed(subject)
    client = signed_in(editor)

    listed = client.get("/desk/subjects/").content.decode()
    client.post(f"/desk/subjects/edit/{subject.pk}/", named(subject, "Autre"))

    assert f"/desk/subjects/edit/{subject.pk}/" in listed
    assert str(Subject.objects.get()) == "Autre"


def with_rights(user: User, *codenames: str) -> Client:
    """Sign in a user whose group has more rights, but not the right to publish."""
    group = Group.objects.create(name="Archivists")
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    user.groups.add(group)
    return signed_in(user)


def test_fail_merging_without_the_right_to_publish(writer: User) -> None:
    seen, other = SubjectFactory(names={"fr": "Le port"}), SubjectFactory()
    filed(seen)
    client = with_rights(writer, "delete_subject")

    listed = client.get("/desk/subjects/").content.decode()
    client.post(f"/desk/subjects/{seen.pk}/merge/", {"into": other.pk, "confirmed": "1"})
    client.post(f"/desk/subjects/delete/{seen.pk}/")
    response = client.post(f"/desk/subjects/{other.pk}/merge/", {"into": seen.pk, "confirmed": "1"})

    assert f"/desk/subjects/{seen.pk}/merge/" not in listed
    assert f"/desk/subjects/{other.pk}/merge/" in listed
    assert response.context["form"].errors["into"] == [REFUSED.format("Le port")]
    assert Subject.objects.count() == 2


def test_fail_byline_without_the_right_to_publish(writer: User) -> None:
    byline, unused = BylineFactory(name="Awa"), BylineFactory()
    published(bylines=[byline])
    client = with_rights(writer, "change_byline")

    refused = client.post(f"/desk/bylines/edit/{byline.pk}/", {"name": "Autre", "slug": "autre"})
    client.post(f"/desk/bylines/edit/{unused.pk}/", {"name": "Neuf", "slug": "neuf"})

    assert said(refused)[:1] == [REFUSED.format("Awa")]
    assert set(Byline.objects.values_list("name", flat=True)) == {"Awa", "Neuf"}


# Dossiers


def test_success_writer_drafts_a_dossier(writer: User) -> None:
    client = signed_in(writer)

    page = client.get("/desk/dossiers/add/?locale=fr").content.decode()
    client.post("/desk/dossiers/add/?locale=fr", titled("Le tram", live="on"))
    dossier = Dossier.objects.get()
    client.post(f"/desk/dossiers/edit/{dossier.pk}/", titled("Le tramway", live="on"))

    dossier.refresh_from_db()
    assert 'name="live"' not in page
    assert (dossier.title, dossier.live) == ("Le tramway", False)


def test_success_writer_drafts_a_change_of_a_published_dossier(writer: User) -> None:
    dossier = tram(live=True)

    signed_in(writer).post(
        f"/desk/dossiers/edit/{dossier.pk}/", titled("Autre") | {"action-publish": "action-publish"}
    )

    dossier.refresh_from_db()
    assert (dossier.title, dossier.live) == ("Le tram", True)


def test_fail_writer_deletes_a_published_dossier(writer: User) -> None:
    dossier = tram(live=True)

    signed_in(writer).post(f"/desk/dossiers/delete/{dossier.pk}/")

    assert Dossier.objects.filter(pk=dossier.pk).exists()


def test_success_editor_publishes_a_change_of_a_dossier(editor: User) -> None:
    dossier = tram(live=True)

    client = signed_in(editor)
    client.post(f"/desk/dossiers/edit/{dossier.pk}/", titled("Brouillon"))
    dossier.refresh_from_db()
    assert (dossier.title, dossier.has_unpublished_changes) == ("Le tram", True)
    client.post(f"/desk/dossiers/edit/{dossier.pk}/", titled("Autre") | {"action-publish": "action-publish"})

    dossier.refresh_from_db()
    assert (dossier.title, dossier.live) == ("Autre", True)
