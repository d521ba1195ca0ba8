"""The surroundings of pages: the texts of their slots, made from the outlet, its sections and its standing pages.

They are drawn once for each place in the menu, until something that they show is marked. What is shown here belongs
to the key of the frame; no page records it.
"""

from collections.abc import Callable
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override
from markupsafe import escape

from rotative.articles import reads as articles
from rotative.articles.cards import Link
from rotative.articles.reads import SectionCard
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.framing import frames
from rotative.bake.framing.frames import Frame
from rotative.core import addresses
from rotative.core.text import typeset
from rotative.layout import assets, environment, structured
from rotative.layout.contexts import MenuItem, Place, Surroundings
from rotative.layout.slots import SLOTS
from rotative.masthead import reads as masthead
from rotative.masthead.cards import OutletCard
from rotative.pages import reads as pages

# By the written place.
_frames: Cached[str, Frame] = Cached()

# The slots that a template draws.
PARTS = {
    "nameplate": "parts/name.html",
    "motto": "parts/motto.html",
    "menu": "parts/menu.html",
    "menu links": "parts/menu_links.html",
    "invitation": "parts/invitation.html",
    "comment consent": "parts/comment_consent.html",
    "footer": "parts/footer_top.html",
    "account links": "parts/account_links.html",
    "notice": "parts/notice.html",
    "imprint": "parts/imprint.html",
}
# The slots that are one value.
_VALUES: dict[str, Callable[[OutletCard], str]] = {
    "name": lambda outlet: escape(outlet.name),
    "set name": lambda outlet: typeset(str(escape(outlet.name)), outlet.language),
    "json name": lambda outlet: environment.json_ld(structured.encoded(outlet.name)),
    "publisher": lambda outlet: environment.json_ld(structured.encoded(structured.publisher(outlet))),
    **{
        f"sheet {sheet}": lambda outlet, sheet=sheet: assets.stylesheet_asset(outlet.accent, sheet).path  # type: ignore[misc]  # bound now
        for sheet in assets.SHEETS
    },
    **{
        f"component {name}": lambda _outlet, name=name: assets.component_asset(name).path  # type: ignore[misc]  # bound now
        for name in assets.COMPONENTS
    },
    "icon": lambda outlet: assets.icon_asset(outlet.accent, outlet.name[:1]).path,
    "touch icon": lambda outlet: assets.touch_icon_path(outlet.accent, outlet.name[:1]),
    "card": lambda outlet: assets.card_path(assets.outlet_card(outlet)),
}


def draw(name: str) -> Frame:
    """Return the frame of the pages at a place. name: the written place."""
    with keys.recording():
        # The page that is being rendered shows the frame, not what is in it.
        return _frames.get_or_make(name, lambda: _drawn(Place.parse(name)))


def _drawn(place: Place) -> Frame:
    with keys.recording() as shown, override(place.language):
        around = _around(place)
        texts = {name: value(around.outlet) for name, value in _VALUES.items()}
        texts |= {name: environment.part(template, around) for name, template in PARTS.items()}
    keys.record_all(shown)
    return Frame(
        key=keys.frame(place.language),
        shown=frozenset(shown),
        texts={SLOTS[name][0]: _filling(name, text) for name, text in texts.items()},
    )


def _filling(name: str, text: str) -> bytes:
    """Return the bytes for a slot; a part with lines of its own ends its last one, and leaves no empty line."""
    _letter, shape = SLOTS[name]
    return (f"{text}\n" if shape == "line" and text else text).encode()


def _around(place: Place) -> Surroundings:
    language = place.language
    every = _sections(place)
    left_out = {addresses.href(card.path) for card in articles.sections(language) if not card.in_menu}
    return Surroundings(
        outlet=masthead.outlet(language),
        home_path=addresses.front(language),
        search_path=addresses.word(language, "search"),
        letter_path=addresses.word(language, "letter"),
        archives=Link(name=_("Archives"), path=addresses.word(language, "archive")),
        menu=tuple(item for item in every if item.path not in left_out),
        sections=every,
        standing=tuple(
            Link(name=link.title, path=addresses.href(link.path)) for link in pages.standing_links(language)
        ),
    )


def _sections(place: Place) -> tuple[MenuItem, ...]:
    items = [
        MenuItem(name=card.name, path=addresses.href(card.path), current=_current(card, place))
        for card in articles.sections(place.language)
    ]
    if articles.exists(articles.ListName(kind="brief", language=place.language)):
        here = place.section_id is None and place.own_page
        path = addresses.word(place.language, "briefs")
        items.append(MenuItem(name=_("In brief"), path=path, current="page" if here else ""))
    return tuple(items)


def _current(card: SectionCard, place: Place) -> Literal["", "page", "true"]:
    if card.id != place.section_id:
        return ""
    return "page" if place.own_page else "true"


frames.register(draw)
