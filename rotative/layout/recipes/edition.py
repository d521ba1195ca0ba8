"""The web copy of an edition. Grammar of arg: the edition's primary key."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from rotative.articles.cards import Link
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses
from rotative.core.text import excerpt, typeset, unbroken
from rotative.editions import reads as editions
from rotative.editions.reads import EditionCard, PrintedItem
from rotative.layout.contexts import EditionItem, EditionPage
from rotative.layout.environment import render
from rotative.layout.frame import calendar, frame
from rotative.masthead import reads as masthead

# Characters of the headlines that describe a letter without a preheader.
_DESCRIPTION = 160


def bake(arg: str) -> bytes:
    """Render the web copy of a letter. Raises NothingHere."""
    card = editions.edition(int(arg))
    if card is None:
        raise NothingHere(recipe="edition", arg=arg)
    return render(_page(card))


def specs() -> Iterable[Spec]:
    """Return the page of every approved edition, newest first."""
    for language in masthead.languages():
        for pk, on in editions.public(language):
            yield Spec(path=addresses.edition(language, on), recipe="edition", arg=str(pk))


def _page(card: EditionCard) -> EditionPage:
    day = calendar(masthead.conventions(card.language)).weekday(card.edition_on)
    return EditionPage(
        frame=frame(
            language=card.language,
            path=addresses.edition(card.language, card.edition_on),
            title=_("The letter of %(day)s") % {"day": day},
            description=card.preheader
            or excerpt(" · ".join(item.headline for item in card.items), _DESCRIPTION),
            breadcrumb=(
                Link(name=_("The letter"), path=addresses.word(card.language, "letter")),
                Link(name=_("Past letters"), path=addresses.letters(card.language)),
            ),
            year=card.edition_on.year,
        ),
        edition_on=card.edition_on,
        minutes=card.minutes,
        intro=card.intro,
        items=tuple(_item(item, card.language) for item in card.items),
    )


def _item(item: PrintedItem, language: str) -> EditionItem:
    lines = (str(escape(part.strip())) for part in item.text.split("\n\n") if part.strip())
    words = unbroken("".join(f"<p>{typeset(line, language)}</p>" for line in lines))
    return EditionItem(
        rendition=item.kind.value,
        headline=item.headline,
        path=item.path,
        section=item.section,
        label=item.label,
        html=Markup(words),  # noqa: S704 escaped above
    )


register(Recipe(name="edition", render=bake, specs=specs, priority=30))
