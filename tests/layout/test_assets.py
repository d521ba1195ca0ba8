"""The stylesheet, the script and the icon."""

import re
from dataclasses import replace
from io import BytesIO

import brotli
import pytest
from PIL import Image, ImageChops

from rotative.layout import assets, drawings, slots
from rotative.layout.colour import NIGHT, PAPER, accent, contrast, rgb

# Share of the stylesheet in the 14 KB of an article.
STYLES_BYTES = 9 * 1024


@pytest.mark.parametrize("sheet", assets.SHEETS)
def test_success_styles_are_small(sheet: str) -> None:
    styles = assets.stylesheet("#0b5a6e", sheet).encode()

    assert len(brotli.compress(styles, quality=5)) <= STYLES_BYTES


def test_success_names_change_with_the_colour() -> None:
    assert assets.stylesheet_asset("#0b5a6e").path != assets.stylesheet_asset("#8a1c1c").path
    assert re.fullmatch(r"/static/site\.[0-9a-f]{12}\.css", assets.stylesheet_asset("#8a1c1c").path)


def test_success_minified_rules_mean_the_same() -> None:
    css = '/* why */\n.a , .b > i {\n  margin: 0 auto;\n  content: " · ";\n  inline-size: calc(1rem + 2px);\n}\n\n.c :hover { color: red; }\n'

    assert (
        assets.minified(css)
        == '.a,.b>i{margin:0 auto;content:" · ";inline-size:calc(1rem + 2px)}.c :hover{color:red}'
    )


def test_success_no_rule_begins_within_a_selector() -> None:
    """A browser drops such a rule without a word, and reads the next selector without its beginning."""
    preludes = re.findall(r"([^{};]+)\{", assets.stylesheet("#0b5a6e"))

    assert [prelude for prelude in preludes if "@" in prelude[1:]] == []


def test_success_styles_use_logical_sides() -> None:
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|[{;](?:left|right|top|bottom|width|height):|text-align:(?:left|right)",
        assets.stylesheet("#0b5a6e"),
    )

    assert physical == []


@pytest.mark.parametrize("wanted", ["#0b5a6e", "#ffee00", "#000000", "#ffffff", "#8a1c1c", "#7fffd4"])
def test_success_any_accent_can_be_read(wanted: str) -> None:
    shades = accent(wanted)

    assert contrast(rgb(shades.day), rgb(PAPER)) >= 4.5
    assert contrast(rgb(shades.night), rgb(NIGHT)) >= 4.5


def test_fail_something_else_than_a_colour() -> None:
    assert accent("red;}*{display:none") == accent("#0b5563")


def opened(asset: assets.Asset) -> Image.Image:
    return Image.open(BytesIO(asset.body))


@pytest.mark.parametrize("letter", ["L", "É", "م"])
def test_success_the_icon_of_home_screens_carries_the_initial(letter: str) -> None:
    icon, without = (opened(assets.touch_icon_asset("#0b5a6e", each)) for each in (letter, "ⵣ"))

    assert (icon.format, icon.size) == ("PNG", (180, 180))
    assert icon.convert("RGB").getpixel((2, 2)) == (11, 90, 110)
    drawn = ImageChops.difference(icon.convert("L"), without.convert("L")).getbbox()
    # In the middle, over the rule.
    assert drawn is not None
    left, top, right, bottom = drawn
    assert abs(left + right - 180) < 8 and top > 20 and bottom < 150


def test_success_the_icon_of_tabs_in_three_sizes() -> None:
    icon = assets.tab_icon_asset("#0b5a6e", "L")

    assert (icon.path, icon.content_type) == ("/favicon.ico", "image/x-icon")
    assert opened(icon).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert len(icon.body) < 3_000


LATIN = drawings.Card(
    direction="ltr", shade="#8a1c1c", name="L’Estuaire", section="Politique",
    headline="Tramway : le conseil boucle les 2,4 milliards, le pont en tête",
)  # fmt: skip
ARABIC = replace(LATIN, direction="rtl", name="المصبّ", section="سياسة", headline="المجلس يستكمل 2,4 مليار")


def ink(card: drawings.Card) -> tuple[int, int, int, int]:
    """Return the edges of what is drawn under the bar."""
    image = Image.open(BytesIO(drawings.card(card))).convert("L").crop((0, 20, *drawings.CARD))
    found = ImageChops.invert(image.point(lambda shade: 0 if shade < 128 else 255)).getbbox()
    assert found is not None
    return found


@pytest.mark.parametrize("card", [LATIN, ARABIC, replace(LATIN, headline="", motto="Tout se sait.")])
def test_success_a_card_is_small_and_drawn_the_same_again(card: drawings.Card) -> None:
    body = drawings.card(card)

    assert Image.open(BytesIO(body)).size == (1200, 630)
    assert len(body) <= 60_000 and drawings.card(card) == body
    assert assets.card_path(card) != assets.card_path(replace(card, name="Le Quai"))


def test_success_a_card_begins_where_its_language_begins() -> None:
    for card in (LATIN, ARABIC):
        bare = replace(card, headline="", section="", name=card.name[:2])
        left, _top, right, _bottom = ink(bare)
        assert (left < 100) == (card.direction == "ltr") and (right > 1100) == (card.direction == "rtl")


@pytest.mark.parametrize("headline", ["Le mot " * 60, "x" * 300, "🙂", "Rien"])
def test_success_a_headline_stays_on_its_card(headline: str) -> None:
    _left, _top, _right, bottom = ink(replace(LATIN, headline=headline))

    assert bottom < 610


def test_success_the_icon_carries_the_initial() -> None:
    icon = assets.icon_asset("#0b5a6e", "<").body.decode()

    assert ">&lt;</text>" in icon
    assert "#accent" not in icon


def test_success_each_slot_has_a_letter_of_its_own() -> None:
    letters = [letter for letter, _shape in slots.SLOTS.values()]

    assert len(letters) == len(set(letters))
