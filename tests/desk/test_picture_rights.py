"""Rights that end: the picture leaves the pages, the desk gets an e-mail and reads it, on its first page and in the library."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.users.models import UserProfile

from rotative.bake import oven
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.desk.outlet import outlet_clock
from rotative.masthead import reads as masthead
from rotative.media import actions, reads
from rotative.media.models import Picture
from rotative.media.picture_sizes import DESK
from rotative.staff.models import User
from tests.factories.articles import published
from tests.media import files

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def picture(db: None) -> Picture:
    found: Picture = Picture.objects.create(
        title="Le port", credit="AFP", file=SimpleUploadedFile("a.jpg", files.photograph())
    )
    assert actions.make_waiting() == 1
    found.refresh_from_db()
    return found


def until(picture: Picture, day: date) -> None:
    picture.rights_until = day
    picture.save()


def test_success_shown_on_its_last_day_and_not_after(picture: Picture) -> None:
    today = masthead.day()
    until(picture, today)

    assert actions.end_rights(today) == 0
    assert reads.picture(picture.pk) is not None
    assert actions.end_rights(today + timedelta(days=1)) == 1
    assert (reads.picture(picture.pk), reads.face(picture.pk), reads.logo(picture.pk)) == (None, None, None)
    assert reads.wide_logo(picture.pk) is None
    assert actions.end_rights(today + timedelta(days=1)) == 0


def test_success_a_later_date_shows_it_again(desk: Client, picture: Picture) -> None:
    until(picture, masthead.day() - timedelta(days=1))
    actions.end_rights(masthead.day())
    fields = {"title": "Le port", "collection": picture.collection_id, "rights_until": "2099-01-01"}

    desk.post(reverse("wagtailimages:edit", args=(picture.pk,)), fields)

    picture.refresh_from_db()
    assert (picture.rights_ended, picture.rights_until) == (False, date(2099, 1, 1))
    assert reads.picture(picture.pk) is not None


def test_success_a_date_that_is_over_already_ends_them_at_once(desk: Client, picture: Picture) -> None:
    fields = {"title": "Le port", "collection": picture.collection_id, "rights_until": "2020-01-01"}

    desk.post(reverse("wagtailimages:edit", args=(picture.pk,)), fields)

    picture.refresh_from_db()
    assert picture.rights_ended


def test_success_the_desk_is_told_once(picture: Picture, editor: User, writer: User) -> None:
    editor.email, writer.email = "editor@example.org", "writer@example.org"
    editor.save()
    writer.save()
    UserProfile.objects.create(user=editor, preferred_language="fr")
    UserProfile.objects.create(user=writer, preferred_language="en")
    published(picture=picture)
    until(picture, clock.now().date() - timedelta(days=2))

    actions.end_rights(masthead.day())
    actions.end_rights(masthead.day())

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["editor@example.org"], "Droits échus\u00a0: 1 image")
    assert "Le port (AFP)" in letter.body
    assert f"/desk/images/{picture.pk}/" in letter.body


def test_success_the_first_page_names_it(desk: Client, picture: Picture) -> None:
    day = masthead.day() + timedelta(days=3)
    until(picture, day)

    page = desk.get(reverse("wagtailadmin_home")).content.decode()

    assert "Pictures whose rights end" in page
    assert f"/desk/images/{picture.pk}/" in page and outlet_clock.day(day) in page


def test_success_the_public_files_go_when_the_pages_are_printed(desk: Client, picture: Picture) -> None:
    press, article = MemoryPress(), published(picture=picture)
    oven.bake_stale(press)
    files_of = [one.file.path for one in picture.renditions.all()]
    until(picture, masthead.day() - timedelta(days=2))
    actions.end_rights(masthead.day())

    assert actions.remove_ended() == 0
    oven.bake_stale(press)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert actions.remove_ended() == 1

    kept = set(picture.renditions.values_list("filter_spec", flat=True))
    assert kept == set(DESK)
    assert sum(Path(path).exists() for path in files_of) == len(DESK)
    assert b"/media/images/a" not in (press.read(article.path) or b"").split(b"<main")[1]
    desk.post(
        reverse("wagtailimages:edit", args=(picture.pk,)),
        {"title": "Le port", "collection": picture.collection_id},
    )
    actions.make_waiting()
    assert reads.picture(picture.pk) is not None
