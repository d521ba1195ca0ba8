"""Logos in the nameplate: square or wide, by day and at night."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from rotative.bake import oven, verify
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import MemoryPress
from rotative.layout import colour
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.media.models import Picture
from rotative.pages.actions import ensure_front
from tests.factories.newsroom import picture_of

pytestmark = [
    pytest.mark.django_db,
    # Django does not close the picture files it has stored.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SQUARE, WIDE = (200, 200), (900, 150)
Front = Callable[..., str]


@pytest.fixture
def front() -> Front:
    """Return a function that gives the outlet pictures and returns the head of its front page."""

    def printed(**logos: Picture) -> str:
        masthead = Masthead.objects.create(**logos)
        masthead.languages = [MastheadLanguage(language="fr", name="L’Estuaire", sort_order=0)]
        masthead.save()
        ensure_front("fr")
        html = oven.render(PublicPath.objects.get(path="/")).body.decode()
        return html.partition("<h1")[2].partition("</h1>")[0]

    return printed


def drawn(name: str, size: tuple[int, int]) -> Picture:
    file = BytesIO()
    Image.new("RGBA", size, "#8a1c1cff").save(file, "PNG")
    return picture_of(file.getvalue(), f"{name}.png")


def test_success_one_logo_for_every_light(front: Front) -> None:
    html = front(logo=drawn("mark", SQUARE))

    assert "<picture>" not in html
    assert '<img class="nameplate__mark" src="/media/images/mark' in html
    assert "<span>L’Estuaire</span>" in html


def test_success_the_logo_at_night(front: Front) -> None:
    html = front(logo=drawn("mark", SQUARE), logo_night=drawn("moon", SQUARE))

    dark, light = html.split("<img")
    assert '<source media="(prefers-color-scheme: dark)" srcset="/media/images/moon' in dark
    assert 'src="/media/images/mark' in light


def test_success_the_drawn_name_instead_of_letters(front: Front) -> None:
    html = front(
        logo=drawn("mark", SQUARE), wide_logo=drawn("wide", WIDE), wide_logo_night=drawn("widemoon", WIDE)
    )

    assert 'srcset="/media/images/widemoon' in html
    assert 'width="800" height="133" alt="L’Estuaire">' in html
    assert "images/mark" not in html
    assert "<span>" not in html


def test_success_a_logo_for_the_night_alone_is_not_shown(front: Front) -> None:
    html = front(logo_night=drawn("moon", SQUARE))

    assert "<img" not in html
    assert "<span>L’Estuaire</span>" in html


@pytest.mark.parametrize("day", ["logo", "wide_logo"])
def test_success_a_deleted_logo_leaves_every_page(press: MemoryPress, front: Front, day: str) -> None:
    night = drawn("moon", WIDE)
    front(**{day: drawn("mark", WIDE), f"{day}_night": night})
    oven.bake_stale(press)
    before = press.read("/") or b""

    night.delete()
    oven.bake_stale(press)

    assert b"/moon" in before
    assert b"/moon" not in (press.read("/") or b"")
    assert verify.verify(press).fresh


@pytest.mark.parametrize("accent", ["#8a1c1c", "#ffe000", "#9ab8c4", "#000000", "#ffffff", "#7f7f7f"])
def test_success_the_accent_can_be_read_in_both_lights(accent: str) -> None:
    shades = colour.accent(accent)

    assert colour.contrast(colour.rgb(shades.day), colour.rgb(colour.PAPER)) >= colour.AA
    assert colour.contrast(colour.rgb(shades.night), colour.rgb(colour.NIGHT)) >= colour.AA
