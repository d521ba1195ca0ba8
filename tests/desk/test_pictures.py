"""Pictures at the desk: refused in a sentence, never decoded in a request, originals for signed-in users alone."""

import re
from pathlib import Path
from typing import NoReturn

import pytest
import wagtail
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFile
from wagtail.users.models import UserProfile

from rotative.media import actions
from rotative.media.encoder import MOST_PIXELS
from rotative.media.models import Picture
from rotative.media.picture_sizes import DESK
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.media import files

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

ADD = "wagtailimages:add_multiple"
CHOOSE = "wagtailimages_chooser:create"


@pytest.fixture(autouse=True)
def _nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail when this process decodes a picture; the encoder is another process."""

    def refuse(self: ImageFile.ImageFile) -> NoReturn:
        raise AssertionError("A request decoded a picture.")

    monkeypatch.setattr(ImageFile.ImageFile, "load", refuse)


def upload(desk: Client, data: bytes, name: str) -> dict[str, object]:
    """Upload a picture on the page for many; return what the page's script gets."""
    found: dict[str, object] = desk.post(
        reverse(ADD),
        {"title": name, "files[]": SimpleUploadedFile(name, data), "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()
    return found


REFUSED = {
    "cut off": (files.photograph()[:-2_000], "a.jpg", "This file ends too early: a part of the picture is missing. Copy it again from where it came."),
    "cut off in its header": (files.photograph()[:300], "a.jpg", "This file ends too early: a part of the picture is missing. Copy it again from where it came."),
    "cut-off PNG": (files.photograph(format="PNG")[:-20], "a.png", "This file ends too early: a part of the picture is missing. Copy it again from where it came."),
    "cut-off WebP": (files.photograph(format="WEBP")[:-20], "a.webp", "This file ends too early: a part of the picture is missing. Copy it again from where it came."),
    "cut-off AVIF": (files.photograph(format="AVIF")[:-20], "a.avif", "This file ends too early: a part of the picture is missing. Copy it again from where it came."),
    "moving": (files.moving(), "a.gif", "This picture moves, and pages show pictures that stand still. Save one of its frames as JPEG or PNG and upload that."),
    "moving WebP": (files.moving("WEBP"), "a.webp", "This picture moves, and pages show pictures that stand still. Save one of its frames as JPEG or PNG and upload that."),
    "text": (b"Bonjour", "a.jpg", "This file is not a picture that can be read. Upload a JPEG, PNG, WebP or AVIF file."),
    "drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "This file is not a picture that can be read. Upload a JPEG, PNG, WebP or AVIF file."),
    "too large": (files.bomb(8_000, MOST_PIXELS // 8_000 + 1), "a.png", "This picture has 41 megapixels; the most is 40. Make it smaller and upload it again."),
    "a bomb": (files.bomb(20_000, 20_000), "a.png", "This picture has 400 megapixels; the most is 40. Make it smaller and upload it again."),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_fail_upload_refused_in_a_sentence(desk: Client, case: str) -> None:
    data, name, sentence = REFUSED[case]

    answer = upload(desk, data, name)
    chosen = desk.post(
        reverse(CHOOSE),
        {"image-chooser-upload-title": "x", "image-chooser-upload-file": SimpleUploadedFile(name, data)},
    )

    assert (answer["success"], answer["error_message"]) == (False, sentence)
    assert sentence in " ".join(map(str, chosen.json().values()))
    assert not Picture.objects.exists()


def test_fail_refused_in_the_users_language(desk: Client, chief: User) -> None:
    UserProfile.objects.create(user=chief, preferred_language="fr")

    answer = upload(desk, files.photograph()[:-2_000], "a.jpg")

    assert answer["error_message"] == (
        "Ce fichier s’arrête trop tôt\u00a0: il manque une partie de l’image. Copiez-le de nouveau depuis son origine."
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (files.photograph(6), "a.jpg"),
        (files.bomb(8_000, MOST_PIXELS // 8_000), "a.png"),
        (files.saved(Image.new("I;16", (320, 200)), "PNG"), "a.png"),
        (files.saved(Image.new("P", (60, 40)), "GIF"), "a.gif"),
        (files.photograph() + b"\xff\xd9 what a telephone puts after the picture", "a.jpg"),
    ],
)
def test_success_uploaded_looked_at_chosen(desk: Client, data: bytes, name: str) -> None:
    assert upload(desk, data, name)["success"] is True

    picture = Picture.objects.get()
    pages = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=(picture.pk,)),
        reverse("wagtailimages_chooser:choose"),
    ]
    for page in pages:
        assert f"/desk/pictures/{picture.pk}/" in desk.get(page).content.decode()
    chosen = desk.get(reverse("wagtailimages_chooser:chosen", args=(picture.pk,))).json()["result"]
    assert chosen["preview"]["url"] == f"/desk/pictures/{picture.pk}/max-165x165/"
    assert actions.make_waiting() == 1
    assert "/media/images/" in desk.get(reverse("wagtailimages:index")).content.decode()


def test_success_a_drawing_until_the_rendition_is_there(desk: Client) -> None:
    upload(desk, files.photograph(), "a.jpg")
    picture = Picture.objects.get()
    address = f"/desk/pictures/{picture.pk}/max-165x165/"

    before = desk.get(address)
    actions.make_waiting()
    after = desk.get(address)

    assert (before.status_code, before["Content-Type"]) == (200, "image/svg+xml")
    assert after["Location"] == picture.renditions.get(filter_spec="max-165x165").file.url
    assert {answer["Cache-Control"][:17] for answer in (before, after)} == {"private, no-store"}


def test_success_damaged_within_is_said_in_the_form(desk: Client) -> None:
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    upload(desk, files.damaged_within(files.saved(noise, "PNG")), "a.png")
    actions.make_waiting()
    picture = Picture.objects.get()

    form = desk.get(reverse("wagtailimages:edit", args=(picture.pk,))).content.decode()

    assert picture.state == Picture.State.DAMAGED
    assert "This picture cannot be read, so no page shows it." in form


def test_success_another_file_is_made_again(desk: Client) -> None:
    upload(desk, files.photograph(), "a.jpg")
    actions.make_waiting()
    picture = Picture.objects.get()

    desk.post(
        reverse("wagtailimages:edit", args=(picture.pk,)),
        {
            "title": "b",
            "collection": picture.collection_id,
            "file": SimpleUploadedFile("b.jpg", files.photograph(size=(900, 500))),
        },
    )

    picture.refresh_from_db()
    assert (picture.width, picture.state, picture.renditions.count()) == (900, Picture.State.WAITING, 0)
    assert actions.make_waiting() == 1


def test_success_original_for_signed_in_users_alone(desk: Client, db: None) -> None:
    data = files.photograph(6)
    upload(desk, data, "a.jpg")
    picture = Picture.objects.get()
    address = f"/desk/pictures/{picture.pk}/original/"
    anonymous, stranger = Client(), signed_in(User.objects.create_user("stranger"))

    mine = desk.get(address)

    assert b"".join(mine.streaming_content) == data
    assert mine["Cache-Control"].startswith("private, no-store")
    assert anonymous.get(address)["Location"].startswith("/desk/login/")
    assert stranger.get(address).status_code in {302, 403}
    for path in (
        f"/media/{picture.file.name}",
        "/media/original_images/a.jpg",
        f"/originals/{picture.file.name}",
    ):
        assert anonymous.get(path).status_code == 404


def test_success_originals_are_outside_of_what_is_served(desk: Client, settings: object) -> None:
    upload(desk, files.photograph(), "a.jpg")

    path = Path(Picture.objects.get().file.path)

    assert not path.is_relative_to(settings.MEDIA_ROOT)  # type: ignore[attr-defined]
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="no public address"):
        _ = Picture.objects.get().file.url


def test_success_every_size_that_wagtail_asks_for_is_made() -> None:
    templates = (Path(wagtail.__file__).parent / "images" / "templates").rglob("*.html")
    asked = set()
    for template in templates:
        asked.update(re.findall(r"{% image \w+ ([\w-]+)", template.read_text(encoding="utf-8")))

    assert asked == {*DESK, "original"}


def test_fail_any_size_on_demand(desk: Client) -> None:
    """Wagtail's page of sizes would decode the picture in the request."""
    upload(desk, files.photograph(), "a.jpg")
    picture = Picture.objects.get()

    answer = desk.get(reverse("wagtailimages:preview", args=(picture.pk, "width-5000")))

    assert answer.status_code in {302, 404}
    assert not picture.renditions.exists()


def test_fail_no_picture_of_oneself(desk: Client, chief: User) -> None:
    """Wagtail's own would be public with everything that the camera wrote."""
    page = desk.get(reverse("wagtailadmin_account")).content.decode()
    desk.post(
        reverse("wagtailadmin_account"),
        {"avatar-avatar": SimpleUploadedFile("me.jpg", files.photograph(6))},
    )

    assert 'type="file"' not in page
    assert not UserProfile.get_for_user(chief).avatar


def drop(client: Client, data: bytes, name: str) -> tuple[int, dict[str, object]]:
    """Drop a file into the text; return the status and what the editor's script gets."""
    answer = client.post("/desk/pictures/drop/", {"file": SimpleUploadedFile(name, data)})
    return answer.status_code, answer.json()


def test_success_dropped_into_the_text(desk: Client, chief: User) -> None:
    status, card = drop(desk, files.photograph(), "le_port  de pêche.jpg")

    picture = Picture.objects.get()
    assert (status, card) == (
        201,
        {
            "id": picture.pk,
            "title": "le port de pêche",
            "alt": "",
            "caption": "",
            "credit": files.OWNER,
            "preview": f"/desk/pictures/{picture.pk}/max-800x600/",
            "width": 600,
            "height": 400,
        },
    )
    assert (picture.uploaded_by_user, picture.state) == (chief, Picture.State.WAITING)
    assert actions.make_waiting() == 1
    again = desk.get("/desk/pictures/card/", {"id": [picture.pk, picture.pk, 999, "x"]}).json()
    assert [one["id"] for one in again["pictures"]] == [picture.pk]
    assert again["pictures"][0]["preview"] == picture.renditions.get(filter_spec="max-800x600").url


def test_success_dropped_twice_is_one_picture(desk: Client) -> None:
    _, first = drop(desk, files.photograph(), "a.jpg")
    Picture.objects.update(caption="Le port")

    status, second = drop(desk, files.photograph(), "b.jpg")

    assert (status, second["id"], second["caption"]) == (200, first["id"], "Le port")


@pytest.mark.parametrize("case", REFUSED)
def test_fail_drop_refused_in_a_sentence(desk: Client, case: str) -> None:
    data, name, sentence = REFUSED[case]

    assert drop(desk, data, name) == (400, {"error": sentence})
    assert not Picture.objects.exists()


def test_fail_drop_without_the_right(db: None) -> None:
    user = User.objects.create_user("reader")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))

    status, answer = drop(signed_in(user), files.photograph(), "a.jpg")

    assert (status, answer) == (403, {"error": "You may not add pictures. Ask an editor to add this one."})


def test_fail_drop_without_a_token(chief: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)

    answer = client.post("/desk/pictures/drop/", {"file": SimpleUploadedFile("a.jpg", files.photograph())})

    assert answer.status_code == 403
    assert not Picture.objects.exists()


def test_fail_cards_of_pictures_that_the_user_may_not_choose(desk: Client, db: None) -> None:
    _, card = drop(desk, files.photograph(), "a.jpg")
    user = User.objects.create_user("reader")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert signed_in(user).get("/desk/pictures/card/", {"id": card["id"]}).json() == {"pictures": []}
