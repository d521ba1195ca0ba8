"""The stories that one group of readers gets: composed once per selection, never per subscriber."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from rotative.editions.composing.compose import (
    RESERVE_S,
    Candidate,
    Composition,
    Kind,
    Rendition,
    Verdict,
    compose,
)
from rotative.editions.composing.renditions import matched
from rotative.editions.composing.section_cap import section_cap
from rotative.editions.draft.candidates import dated_at
from rotative.editions.errors import EmptyEdition, PinsTooLong
from rotative.editions.models import Edition, EditionItem
from rotative.mail.sending.selection import Selection


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A story chosen for a selection."""

    article_id: int
    kind: Kind
    headline: str
    text: str
    seconds: int


def followed(
    items: Iterable[EditionItem], selection: Selection, citing: Mapping[int, Collection[int]]
) -> frozenset[int]:
    """Return the articles on offer that a selection follows: about one of its subjects, or cited by one of its dossiers.

    items: all stories considered, with their article and its subjects loaded. citing: see `dossiers.reads.citing_ids`.
    """
    subjects, dossiers = frozenset(selection.subjects), frozenset(selection.dossiers)
    return frozenset(
        item.article_id
        for item in _offered(items)
        if not dossiers.isdisjoint(citing.get(item.article_id, ()))
        or any(link.subject_id in subjects for link in item.article.article_subjects.all())
    )


def choose(
    edition: Edition, items: Sequence[EditionItem], selection: Selection, follows: Collection[int]
) -> list[Choice]:
    """Choose the stories of a selection, in print order: the editor's own for the edition's own budget, else a new composition.

    items: all stories considered, with their article loaded. follows: the articles that the selection follows.
    Raises EmptyEdition.
    """
    if selection.budget_s == edition.budget_s and not selection.sections and not follows:
        return arranged(items)
    candidates = [_candidate(item, selection, item.article_id in follows) for item in _offered(items)]
    headlines = {item.article_id: item.headline for item in items}
    return [
        Choice(
            article_id=chosen.candidate.id,
            kind=chosen.rendition.kind,
            headline=headlines[chosen.candidate.id],
            text=chosen.rendition.text,
            seconds=chosen.rendition.seconds,
        )
        for chosen in _composed(candidates, selection).items
    ]


def arranged(items: Iterable[EditionItem]) -> list[Choice]:
    """Return the stories as the editor arranged them."""
    return [_choice(item) for item in sorted(_printed(items), key=lambda item: item.position or 0)]


def total_s(choices: Iterable[Choice]) -> int:
    """Return the time to read a selection, reserve included."""
    return RESERVE_S + sum(choice.seconds for choice in choices)


def _composed(candidates: Sequence[Candidate], selection: Selection) -> Composition:
    """Compose within the selection's sections, or within all sections where these have nothing today."""
    wanted = {str(section) for section in selection.sections}
    within = [c for c in candidates if not wanted or c.section in wanted or c.pinned]
    for tried in (within, candidates):
        with suppress(EmptyEdition):
            return _fitted(tried, selection)
    raise EmptyEdition(budget_s=selection.budget_s)


def _fitted(candidates: Sequence[Candidate], selection: Selection) -> Composition:
    """Compose; where the pins, made for a longer letter, are too long, none of them is forced in."""
    cap = section_cap(candidates)
    try:
        return compose(candidates, budget_s=selection.budget_s, cap=cap)
    except PinsTooLong:
        loose = [replace(candidate, pinned=False) for candidate in candidates]
        return compose(loose, budget_s=selection.budget_s, cap=cap)


def _offered(items: Iterable[EditionItem]) -> list[EditionItem]:
    return [item for item in items if item.verdict != Verdict.REMOVED]


def _candidate(item: EditionItem, selection: Selection, is_followed: bool) -> Candidate:
    in_section = item.article.section_id in selection.sections
    return Candidate(
        id=item.article_id,
        section=str(item.article.section_id),
        renditions=tuple(
            Rendition(
                kind=Kind(offer["kind"]),
                text=offer["text"],
                seconds=offer["seconds"],
                value=matched(offer["value"], section_match=in_section, followed=is_followed),
            )
            for offer in item.renditions
        ),
        freshness=dated_at(item.article).timestamp(),
        pinned=item.pinned,
        group=item.story_group,
    )


def _printed(items: Iterable[EditionItem]) -> list[EditionItem]:
    return [item for item in items if item.position is not None]


def _choice(item: EditionItem) -> Choice:
    return Choice(
        article_id=item.article_id,
        kind=Kind(item.kind),
        headline=item.headline,
        text=item.text,
        seconds=item.seconds,
    )
