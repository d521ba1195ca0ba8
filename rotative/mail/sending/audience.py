"""Who gets an edition: every confirmed subscriber of its language and day, in chunks of one variant and one domain class."""

from rotative.articles import reads as articles
from rotative.editions.draft.selections import Choice, Selection, choose
from rotative.editions.letter import render as letter
from rotative.editions.models import Edition, Variant
from rotative.mail.sending import freezing
from rotative.masthead import reads as masthead

# Mailbox providers with several domains; each has its own limits.
_CLASSES = {
    "google": ("gmail.com", "googlemail.com"),
    "microsoft": ("hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com", "outlook.com", "outlook.fr"),
    "yahoo": ("aol.com", "yahoo.com", "yahoo.fr", "ymail.com", "rocketmail.com"),
    "apple": ("icloud.com", "mac.com", "me.com"),
    "orange": ("orange.fr", "wanadoo.fr"),
    "free": ("free.fr",),
    "laposte": ("laposte.net",),
    "sfr": ("neuf.fr", "sfr.fr"),
    "menara": ("menara.ma",),
}
OTHER = "other"
DOMAIN_CLASSES = (*_CLASSES, OTHER)


def freeze(edition: Edition) -> int:
    """Queue one delivery for each confirmed subscriber who wants it that day; returns how many. Call it inside a transaction."""
    groups = freezing.counted(edition, _CLASSES, OTHER)
    selections = {group.selection for group in groups}
    variants: dict[Selection, Variant] = {}
    for selection in sorted(selections, key=lambda one: one.digest):
        variants[selection] = render(edition, selection)
        variants[selection].save()
    return freezing.queue(edition, groups, variants, _CLASSES, OTHER)


def render(edition: Edition, selection: Selection) -> Variant:
    """The edition for one selection, not saved. Raises EmptyEdition, LetterTooHeavy."""
    items = list(edition.items.select_related("article").prefetch_related("article__article_subjects"))
    choices = choose(edition, items, selection)
    cards = articles.cards(choice.article_id for choice in choices)
    subject_line, preheader = _lines(edition, choices)
    written = letter.write(
        choices,
        cards,
        outlet=masthead.outlet(edition.language),
        edition_on=edition.edition_on,
        subject_line=subject_line,
        preheader=preheader,
        intro=edition.intro,
    )
    return Variant(
        edition=edition,
        selection=selection.digest,
        minutes=selection.minutes,
        sections=list(selection.sections),
        subjects=list(selection.subjects),
        seconds=written.seconds,
        subject_line=written.subject_line,
        html=written.html,
        text=written.text,
    )


def _lines(edition: Edition, choices: list[Choice]) -> tuple[str, str]:
    """The edition's own subject and preview line where its lead is printed, else those of the selection's stories."""
    lead = edition.items.filter(position=0).values_list("article_id", flat=True).first()
    if edition.subject_line and choices and choices[0].article_id == lead:
        return edition.subject_line, edition.preheader
    headlines = [choice.headline for choice in choices[:3]]
    return headlines[0], " · ".join(headlines[1:])
