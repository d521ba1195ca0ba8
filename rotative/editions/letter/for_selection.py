"""The letters of an edition: one for each selection, light enough for mail programs, and none that can stop the others."""

import logging
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from rotative.articles import reads as articles
from rotative.core.errors import RotativeError
from rotative.dossiers import reads as dossiers
from rotative.editions.draft.selections import Choice, arranged, choose, followed
from rotative.editions.draft.subject_line import lines_of
from rotative.editions.errors import EmptyEdition, LetterTooHeavy
from rotative.editions.letter import render
from rotative.editions.letter.lighter import lighter
from rotative.editions.models import Edition
from rotative.mail.message.content import UNKNOWN_TROUBLE, Content
from rotative.mail.sending.selection import Selection
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.editions")


def content_of(edition: Edition, selection: Selection) -> Content:
    """Compose and render an edition for one selection. Raises EmptyEdition, LetterTooHeavy."""
    return Letters(edition).write(selection)


class Letters:
    """The letters of one edition. Its stories are loaded once, for all selections."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        rows = edition.items.select_related("article").prefetch_related("article__article_subjects")
        self._items = list(rows)
        ids = [item.article_id for item in self._items]
        self._cards = articles.cards(ids)
        self._citing = dossiers.citing_ids(ids)
        self._outlet = masthead.outlet(edition.language)
        # Minutes, sections and the articles that are followed: many selections have the same ones.
        self._chosen: dict[tuple[int, tuple[int, ...], frozenset[int]], list[Choice]] = {}
        # And many lead to the same stories.
        self._written: dict[tuple[Choice, ...], Content] = {}

    def write(self, selection: Selection) -> Content:
        """Compose and render the letter of a selection; one that is too heavy gets shorter from its end.

        Raises EmptyEdition, and LetterTooHeavy if even one headline with the opening words is too heavy.
        """
        follows = followed(self._items, selection, self._citing)
        asked = (selection.minutes, selection.sections, follows)
        if asked not in self._chosen:
            self._chosen[asked] = choose(self._edition, self._items, selection, follows)
        return self._rendered(self._chosen[asked])

    def write_in_any_case(self, selection: Selection) -> Content:
        """Write the letter of a selection; if that fails, the one that the editor arranged, with the trouble noted.

        Raises any error that the arranged letter meets as well.
        """
        try:
            with transaction.atomic():
                return self.write(selection)
        except Exception as error:
            log.exception(
                "Letter of a selection not written",
                extra={
                    "event": "selection_failed",
                    "edition_id": self._edition.pk,
                    "selection": selection.digest,
                },
            )
            trouble = error.code if isinstance(error, RotativeError) else UNKNOWN_TROUBLE
            return replace(self._rendered(arranged(self._items)), trouble=trouble)

    def _rendered(self, choices: Sequence[Choice]) -> Content:
        """Render these stories; a withdrawn one is left out."""
        shown = tuple(choice for choice in choices if choice.article_id in self._cards)
        if not shown:
            raise EmptyEdition(budget_s=self._edition.budget_s)
        if shown not in self._written:
            self._written[shown] = self._that_fits(shown)
        return self._written[shown]

    def _that_fits(self, choices: Sequence[Choice]) -> Content:
        """Render the letter, or the longest of its lighter ones that mail programs do not cut."""
        try:
            return self._render(choices)
        except LetterTooHeavy:
            steps = lighter(choices, self._cards, self._edition.language)
        found: dict[int, Content] = {}

        def fits(step: int) -> bool:
            try:
                found[step] = self._render(steps[step], of=choices)
            except LetterTooHeavy:
                return False
            return True

        # Each step weighs less than the one before.
        step = bisect_left(range(len(steps)), True, key=fits)
        if step == len(steps):
            return self._render(steps[-1] if steps else choices, of=choices)
        content = found[step]
        log.warning(
            "Letter too heavy, made shorter",
            extra={
                "event": "letter_shortened",
                "edition_id": self._edition.pk,
                "shortened": content.shortened,
                "left_out": content.left_out,
            },
        )
        return content

    def _render(self, choices: Sequence[Choice], *, of: Sequence[Choice] = ()) -> Content:
        """Render these stories. of: the stories of the letter that was too heavy, if it was."""
        before = {choice.article_id: choice for choice in of}
        subject_line, preheader = lines_of(self._edition, choices)
        return render.write(
            choices,
            self._cards,
            outlet=self._outlet,
            edition_on=self._edition.edition_on,
            subject_line=subject_line,
            preheader=preheader,
            intro=self._edition.intro,
            shortened=sum(1 for one in choices if one != before.get(one.article_id, one)),
            left_out=len(of) - len(choices) if of else 0,
        )
