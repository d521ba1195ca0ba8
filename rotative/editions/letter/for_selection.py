"""The content of an edition's letter for one selection."""

from rotative.articles import reads as articles
from rotative.editions.draft.selections import choose
from rotative.editions.draft.subject_line import lines_of
from rotative.editions.errors import EmptyEdition
from rotative.editions.letter import render
from rotative.editions.models import Edition
from rotative.mail.message.content import Content
from rotative.mail.sending.selection import Selection
from rotative.masthead import reads as masthead


def content_of(edition: Edition, selection: Selection) -> Content:
    """Compose and render an edition for one selection. Raises EmptyEdition, LetterTooHeavy."""
    items = list(edition.items.select_related("article").prefetch_related("article__article_subjects"))
    choices = choose(edition, items, selection)
    if not choices:
        raise EmptyEdition(budget_s=selection.budget_s)
    subject_line, preheader = lines_of(edition, choices)
    return render.write(
        choices,
        articles.cards(choice.article_id for choice in choices),
        outlet=masthead.outlet(edition.language),
        edition_on=edition.edition_on,
        subject_line=subject_line,
        preheader=preheader,
        intro=edition.intro,
    )
