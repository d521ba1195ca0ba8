"""The point of interest: in sight where a card shows a part of the picture, and in what other sites show with a link."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from rotative.bake import oven
from rotative.bake.store.folder import MemoryPress
from rotative.media import actions, reads
from rotative.media.models import Picture
from rotative.media.picture_sizes import SHARING
from tests.factories.articles import published
from tests.media import files

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def picture(**fields: object) -> Picture:
    """Add a picture, red on its left half and blue on its right one."""
    image = Image.new("RGB", (3000, 700), "#1030a0")
    image.paste("#c01010", (0, 0, 1500, 700))
    made: Picture = Picture.objects.create(
        title="Le port", file=SimpleUploadedFile("a.jpg", files.saved(image, "JPEG")), **fields
    )
    assert actions.make_waiting() == 1
    return made


def shared(made: Picture) -> tuple[tuple[int, int], bool]:
    """Return the size of what other sites show, and whether its middle is red."""
    file = made.renditions.get(filter_spec=SHARING).file
    with Image.open(file.path) as image:
        red, _green, blue = image.getpixel((image.width // 3, image.height // 2))
    return image.size, red > blue


@pytest.mark.parametrize(
    ("x", "y", "focus"), [(300, 350, "x1"), (2900, 10, "x10 y0"), (1500, 350, ""), (None, None, "")]
)
def test_success_the_card_says_where_it_is(db: None, x: int | None, y: int | None, focus: str) -> None:
    made = picture(focal_point_x=x, focal_point_y=y, focal_point_width=x and 10, focal_point_height=y and 10)

    card = reads.picture(made.pk)

    assert card is not None and card.focus == focus


def test_success_other_sites_show_the_part_around_it(desk: Client) -> None:
    made = picture(focal_point_x=300, focal_point_y=350, focal_point_width=50, focal_point_height=50)
    assert shared(made) == ((1200, 630), True)
    before = made.renditions.get(filter_spec=SHARING).file.name

    desk.post(
        reverse("wagtailimages:edit", args=(made.pk,)),
        {
            "title": "Le port",
            "collection": made.collection_id,
            "focal_point_x": 2700,
            "focal_point_y": 350,
            "focal_point_width": 50,
            "focal_point_height": 50,
        },
    )
    assert actions.make_waiting() == 1

    assert shared(made) == ((1200, 630), False)
    assert made.renditions.get(filter_spec=SHARING).file.name != before


def test_success_the_page_names_the_file_and_the_cards_have_the_place(db: None) -> None:
    made, press = (
        picture(focal_point_x=300, focal_point_y=350, focal_point_width=50, focal_point_height=50),
        MemoryPress(),
    )
    article = published(picture=made)
    oven.bake_stale(press)
    card = reads.picture(made.pk)
    assert card is not None and card.sharing is not None

    page = (press.read(article.path) or b"").decode()
    listing = (press.read(f"/{article.section.slug}/") or b"").decode()

    assert f'{card.sharing.src}">' in page.split('property="og:image"')[1]
    assert 'property="og:image:width" content="1200"' in page
    assert 'property="og:image:height" content="630"' in page
    assert '<img class="x1"' in listing


def test_success_a_small_picture_is_cut_to_the_same_shape(db: None) -> None:
    made: Picture = Picture.objects.create(
        title="a", file=SimpleUploadedFile("a.jpg", files.photograph(size=(600, 600)))
    )
    actions.make_waiting()

    width, height = shared(made)[0]

    assert (width, round(height / width, 2)) == (600, 0.53)
