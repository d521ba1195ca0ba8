"""The subject line of a letter, and the preview line that mail programs show next to it."""

from collections.abc import Sequence

from rotative.editions.draft.selections import Choice
from rotative.editions.models import Edition

# Headlines in the two lines together.
_HEADLINES = 3


def lines(headlines: Sequence[str]) -> tuple[str, str]:
    """Return the subject line and the preview line that the first headlines give; "" where there is none."""
    first = headlines[:_HEADLINES]
    return (first[0] if first else "", " · ".join(first[1:]))


def lines_of(edition: Edition, choices: Sequence[Choice]) -> tuple[str, str]:
    """Return the lines of a selection's letter: the edition's own where its lead is printed first."""
    lead = edition.items.filter(position=0).values_list("article_id", flat=True).first()
    if edition.subject_line and choices and choices[0].article_id == lead:
        return edition.subject_line, edition.preheader
    return lines([choice.headline for choice in choices])
