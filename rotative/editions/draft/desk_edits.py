"""Edits of the desk in a draft, which composing it again keeps."""

from dataclasses import dataclass, replace

from rotative.editions.composing.compose import Candidate, Verdict
from rotative.editions.draft.candidates import Considered
from rotative.editions.models import Edition, EditionItem

# Verdicts of the desk that composing again respects.
HELD = (Verdict.ADDED, Verdict.KEPT)


@dataclass(frozen=True, kw_only=True)
class DeskEdits:
    """The edits of a draft, by article id."""

    # Stories pinned, put in or kept at a length, with that length; "" means at any.
    held: dict[int, str]
    pinned: frozenset[int]
    # Of the stories put in or kept.
    verdicts: dict[int, Verdict]
    removed: frozenset[int]
    # Stories that the desk found by search: composing considers them at any date.
    offered: frozenset[int]
    # Stories in the desk's own words.
    rewritten: dict[int, EditionItem]
    # The print order, where the desk chose it.
    order: tuple[int, ...]


def printed(edition: Edition) -> list[EditionItem]:
    """Return the printed stories, in order."""
    return list(edition.items.filter(position__isnull=False).order_by("position"))


def desk_edits_of(former: Edition | None) -> DeskEdits:
    """Collect the edits that composing the draft again must keep; none for None."""
    items = list(former.items.all()) if former else []
    return DeskEdits(
        held={item.article_id: item.kind for item in items if item.pinned or item.verdict in HELD},
        pinned=frozenset(item.article_id for item in items if item.pinned),
        verdicts={item.article_id: Verdict(item.verdict) for item in items if item.verdict in HELD},
        removed=frozenset(item.article_id for item in items if item.verdict == Verdict.REMOVED),
        offered=frozenset(item.article_id for item in items if item.offered),
        rewritten={item.article_id: item for item in items if item.rewritten},
        order=tuple(item.article_id for item in printed(former)) if former and former.arranged else (),
    )


def in_own_words(one: Considered, edits: DeskEdits) -> Considered:
    """Return the story in the desk's words, with its worth of today."""
    written = edits.rewritten.get(one.candidate.id)
    if written is None:
        return one
    offers = {offer["kind"]: offer for offer in written.renditions}
    renditions = tuple(
        replace(rendition, text=offers[rendition.kind]["text"], seconds=offers[rendition.kind]["seconds"])
        if rendition.kind in offers
        else rendition
        for rendition in one.candidate.renditions
    )
    return replace(one, headline=written.headline, candidate=replace(one.candidate, renditions=renditions))


def at_its_length(candidate: Candidate, edits: DeskEdits) -> Candidate:
    """Return the story with only the length at which the desk keeps it, if any; it is then forced in."""
    kind = edits.held.get(candidate.id, "")
    kept = tuple(rendition for rendition in candidate.renditions if rendition.kind == kind)
    return replace(candidate, renditions=kept or candidate.renditions)
