"""Turning and cropping at the desk: a new file from the uploaded one, which is kept; every act can be taken back."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from rotative.media import actions, reads
from rotative.media.encoder import Encoder
from rotative.media.models import Picture
from tests.desk.conftest import signed_in
from tests.media import files

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
RED, BLUE = (192, 16, 16), (16, 48, 160)


@pytest.fixture
def picture(db: None) -> Picture:
    found: Picture = Picture.objects.create(
        title="Le port", file=SimpleUploadedFile("a.jpg", files.photograph(6, size=(600, 400)))
    )
    assert actions.make_waiting() == 1
    found.refresh_from_db()
    return found


def edit(desk: Client, picture: Picture, act: str, **edges: str) -> Picture:
    """Send the form, let the worker work, and return the picture as it is then."""
    answer = desk.post(reverse("desk_picture_crop", args=(picture.pk,)), {"act": act, **edges})
    assert answer.status_code == 302
    actions.make_waiting()
    return Picture.objects.get(pk=picture.pk)


def colour(picture: Picture, x: float, y: float) -> tuple[int, int, int]:
    """Return the nearest of the two colours at a point, 0 to 1, of what pages show."""
    file = picture.renditions.filter(filter_spec__endswith="|format-jpeg").order_by("-width").first().file
    with Image.open(file.path) as image:
        red, _green, blue = image.getpixel((int(x * image.width), int(y * image.height)))
    return RED if red > blue else BLUE


def test_success_turned_and_taken_back(desk: Client, picture: Picture) -> None:
    uploaded = picture.file.name
    assert (picture.width, picture.height, colour(picture, 0.9, 0.5), colour(picture, 0.1, 0.5)) == (
        400,
        600,
        RED,
        BLUE,
    )

    turned = edit(desk, picture, "right")

    assert (turned.width, turned.height, turned.uncut.name) == (600, 400, uploaded)
    assert (colour(turned, 0.5, 0.9), colour(turned, 0.5, 0.1)) == (RED, BLUE)
    assert {one.width for one in turned.renditions.filter(filter_spec="width-400|format-jpeg")} == {400}

    back = edit(desk, turned, "undo")

    assert (back.width, back.height, back.file.name, back.uncut.name, back.edits) == (
        400,
        600,
        uploaded,
        "",
        [],
    )
    assert not turned.file.storage.exists(turned.file.name)
    assert back.file.storage.exists(uploaded)


def test_success_cropped_after_a_turn_as_seen_from_the_uploaded_file(desk: Client, picture: Picture) -> None:
    turned = edit(desk, picture, "right")
    cropped = edit(desk, turned, "crop", left="25", top="0", right="75", bottom="50")
    again = edit(desk, cropped, "crop", left="0", top="50", right="100", bottom="100")

    assert (cropped.width, cropped.height) == (300, 200)
    assert (again.width, again.height) == (300, 100)
    assert {colour(again, x, y) for x in (0.1, 0.9) for y in (0.1, 0.9)} == {BLUE}
    assert edit(desk, again, "undo").height == 200
    assert edit(desk, again, "restore").edits == []
    assert not cropped.file.storage.exists(cropped.file.name)


def test_success_the_new_file_tells_nothing_of_the_camera(desk: Client, picture: Picture) -> None:
    turned = edit(desk, picture, "left")

    data = Path(turned.file.path).read_bytes()
    assert dict(Image.open(BytesIO(data)).getexif()) == {}
    assert files.OWNER.encode() not in data


def test_success_the_point_of_interest_stays_in_the_scene(desk: Client, picture: Picture) -> None:
    picture.focal_point_x, picture.focal_point_y = 300, 150
    picture.focal_point_width, picture.focal_point_height = 40, 20
    picture.save()

    turned = edit(desk, picture, "right")
    cropped = edit(desk, turned, "crop", left="50", top="50", right="100", bottom="100")
    lost = edit(desk, cropped, "crop", left="0", top="0", right="40", bottom="100")

    assert (turned.focal_point_x, turned.focal_point_y) == (450, 300)
    assert (turned.focal_point_width, turned.focal_point_height) == (20, 40)
    assert (cropped.focal_point_x, cropped.focal_point_y) == (150, 100)
    assert not lost.has_focal_point()


def test_success_pages_show_the_earlier_one_until_the_new_one_is_made(desk: Client, picture: Picture) -> None:
    before = reads.picture(picture.pk)

    desk.post(reverse("desk_picture_crop", args=(picture.pk,)), {"act": "right"})

    assert reads.picture(picture.pk) == before
    assert "being made" in desk.get(reverse("desk_picture_crop", args=(picture.pk,))).content.decode()
    actions.make_waiting()
    after = reads.picture(picture.pk)
    assert before is not None and after is not None
    assert (after.width, after.height) == (400, 266) and after.src != before.src


def test_fail_too_little_would_be_left(desk: Client, picture: Picture) -> None:
    address = reverse("desk_picture_crop", args=(picture.pk,))

    answer = desk.post(
        address, {"act": "crop", "left": "0", "top": "0", "right": "10", "bottom": "90"}, follow=True
    )

    assert "Keep at least 100 pixels a side." in answer.content.decode()
    assert Picture.objects.get().edits == []


def test_fail_a_second_act_before_the_first_is_made(desk: Client, picture: Picture) -> None:
    address = reverse("desk_picture_crop", args=(picture.pk,))
    desk.post(address, {"act": "right"})

    answer = desk.post(address, {"act": "right"}, follow=True)

    assert "The picture is in preparation. Try again in a moment." in answer.content.decode()
    assert len(Picture.objects.get().edits) == 1


def test_fail_the_uploaded_file_is_lost(desk: Client, picture: Picture) -> None:
    """The picture stays as it is."""
    Path(picture.file.path).unlink()

    kept = edit(desk, picture, "right")

    assert (kept.state, kept.edits, kept.renditions.exists()) == (Picture.State.READY, [], True)


def test_success_another_file_and_deletion_leave_no_file_behind(desk: Client, picture: Picture) -> None:
    turned = edit(desk, picture, "right")
    with Encoder() as encoder:
        fields = {"title": "b", "collection": picture.collection_id}
        file = SimpleUploadedFile("b.jpg", files.photograph(size=(900, 500)))
        desk.post(reverse("wagtailimages:edit", args=(picture.pk,)), {**fields, "file": file})
        other = Picture.objects.get()
        actions.make_renditions(other, encoder)

    assert (other.edits, other.made_edit, other.uncut.name, other.width) == ([], None, "", 900)
    assert turned.edits


def test_fail_by_who_may_not_change_it(picture: Picture, writer: object) -> None:
    client = signed_in(writer)  # type: ignore[arg-type]

    answer = client.post(reverse("desk_picture_crop", args=(picture.pk,)), {"act": "right"})

    assert answer.status_code in {302, 403}
    assert Picture.objects.get().edits == []
