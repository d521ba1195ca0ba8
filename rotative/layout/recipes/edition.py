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
from rotative.editions.reads import EditionCard, LetterCard, PrintedItem
from rotative.layout.contexts import EditionItem, EditionPage, LetterLink
from rotative.layout.dates import Calendar
from rotative.layout.environment import render
from rotative.layout.frame import calendar, frame, open_graph
from rotative.masthead import reads as masthead

# Characters of the headlines that describe a letter without a preheader.
_DESCRIPTION = 160
# Reading times are estimates: they are rounded to so many seconds.
_STEP_S = 5


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
    dates = calendar(masthead.conventions(card.language))
    day = dates.weekday(card.edition_on)
    older, newer = editions.around(card)
    picture = next((item.picture for item in card.items[:1]), None)
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
            open_graph=open_graph(card.language, "website", picture),
        ),
        edition_on=card.edition_on,
        minutes=card.minutes,
        intro=card.intro,
        picture=picture,
        items=tuple(_item(item, card.language, dates) for item in card.items),
        older=letter_link(older) if older else None,
        newer=letter_link(newer) if newer else None,
    )


def letter_link(card: LetterCard) -> LetterLink:
    """Return the link to the web copy of a letter."""
    return LetterLink(day=card.edition_on, title=card.subject_line, path=addresses.href(card.path))


def _item(item: PrintedItem, language: str, dates: Calendar) -> EditionItem:
    lines = (str(escape(part.strip())) for part in item.text.split("\n\n") if part.strip())
    words = unbroken("".join(f"<p>{typeset(line, language)}</p>" for line in lines))
    return EditionItem(
        rendition=item.kind.value,
        headline=item.headline,
        path=item.path,
        section=item.section,
        label=item.label,
        anchor=f"story-{item.article_id}",
        duration="" if item.kind.value == "headline" else dates.number(duration(item.seconds)),
        html=Markup(words),  # noqa: S704 escaped above
    )


def duration(seconds: int) -> str:
    """Write a reading time in minutes and seconds: "1 min 20 s"."""
    minutes, rest = divmod(max(_STEP_S, round(seconds / _STEP_S) * _STEP_S), 60)
    if not minutes:
        return _("%(seconds)d s") % {"seconds": rest}
    if not rest:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(minutes)d min %(seconds)02d s") % {"minutes": minutes, "seconds": rest}


register(Recipe(name="edition", render=bake, specs=specs, priority=30))
