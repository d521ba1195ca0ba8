"""The five-minute edition: its stories and their lengths. Pure: imports neither Django nor Wagtail.

The choice is an exact multiple-choice knapsack. Every story offers renditions of a known duration and value; at most
one of each is taken, no section gives more than its cap, and the durations stay within the budget. The sum of values is
as large as possible; between equal sums the fresher stories, then the lower ids, win.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rotative.core.errors import gettext_noop
from rotative.editions.composing import knapsack
from rotative.editions.composing.knapsack import Option
from rotative.editions.errors import EmptyEdition, PinsTooLong

RESERVE_S = 30

# No section of a newspaper has this name, and it has no cap.
_PINNED_SECTION = "\0pinned"


class Kind(StrEnum):
    """The lengths at which a story can be printed."""

    LONG = "long"
    SHORT = "short"
    HEADLINE = "headline"


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One length at which a story can be printed."""

    kind: Kind
    # Plain text under the headline; "" for a headline.
    text: str = ""
    # Whole seconds to read it, headline included; at least 1.
    seconds: int
    # The value of printing it; at least 1.
    value: int


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A story that may be printed."""

    id: int
    # Any key of its section; stories of one section share a cap.
    section: str
    renditions: tuple[Rendition, ...]
    # Any number that grows with time, such as a timestamp.
    freshness: float = 0.0
    # Forced in by the editor, at any value; it counts for its section's cap but is never refused by it.
    pinned: bool = False
    # Stories with the same key report the same news; "" means alone.
    group: str = ""

    @property
    def value(self) -> int:
        """The value of its best rendition."""
        return max((rendition.value for rendition in self.renditions), default=0)


class Verdict(StrEnum):
    """The reasons for which a story is in or out."""

    CHOSEN = "chosen"
    PINNED = "pinned"
    SAME_STORY = "same_story"
    TOO_LONG = "too_long"
    SECTION_FULL = "section_full"
    OUTWEIGHED = "outweighed"
    # Set by an editor, never by compose.
    REMOVED = "removed"
    ADDED = "added"
    KEPT = "kept"


REASONS: Mapping[Verdict, str] = {
    Verdict.CHOSEN: gettext_noop(
        "Chosen: its rank and freshness are worth %(value)d points in %(seconds)d seconds."
    ),
    Verdict.PINNED: gettext_noop("Pinned by the desk: %(seconds)d seconds."),
    Verdict.SAME_STORY: gettext_noop("Left out: it tells the same story as article %(other)d."),
    Verdict.TOO_LONG: gettext_noop("Left out: even its shortest text takes %(seconds)d seconds."),
    Verdict.SECTION_FULL: gettext_noop("Left out: its section already has %(cap)d stories worth more."),
    Verdict.OUTWEIGHED: gettext_noop("Left out: other stories are worth more in the same time."),
    Verdict.REMOVED: gettext_noop("Taken out by the desk."),
    Verdict.ADDED: gettext_noop("Put in by the desk: %(seconds)d seconds."),
    Verdict.KEPT: gettext_noop("Kept by the desk at this length: %(seconds)d seconds."),
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """The reason for one candidate; its sentence is REASONS[verdict] % fields."""

    verdict: Verdict
    fields: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Item:
    """A story as it will be printed."""

    candidate: Candidate
    rendition: Rendition


@dataclass(frozen=True, kw_only=True)
class Composition:
    """The chosen stories in print order, and a reason for each candidate."""

    items: tuple[Item, ...]
    # Reserve included.
    seconds: int
    budget_s: int
    # By candidate id.
    reasons: Mapping[int, Reason]


def compose(
    candidates: Sequence[Candidate],
    *,
    budget_s: int,
    reserve_s: int = RESERVE_S,
    caps: Mapping[str, int] | None = None,
    cap: int | None = None,
) -> Composition:
    """Choose the stories worth most that fit the reading budget, in print order.

    candidates: in any order, with distinct ids.
    budget_s: whole seconds, usually 300; `reserve_s` of them are kept for headings and links.
    caps: at most so many stories of a section; `cap` holds for sections not named; None means no limit.
    Between stories with the same group key the pinned, then the worthiest, then the freshest is kept.
    Raises EmptyEdition if not even the shortest candidate fits, PinsTooLong if the pinned ones do not.
    """
    free_s = budget_s - reserve_s
    ordered = sorted(candidates, key=lambda c: (-c.value, -c.freshness, c.id))
    kept, doubles = _one_per_story(ordered)
    picked = _chosen(kept, free_s, _limits(kept, caps or {}, cap))
    if not picked:
        raise EmptyEdition(budget_s=budget_s)
    items = tuple(
        Item(candidate=candidate, rendition=picked[candidate.id])
        for candidate in ordered
        if candidate.id in picked
    )
    reasons = {
        candidate.id: _reason(candidate, picked.get(candidate.id), doubles, free_s, items, caps or {}, cap)
        for candidate in ordered
    }
    seconds = reserve_s + sum(item.rendition.seconds for item in items)
    return Composition(items=items, seconds=seconds, budget_s=budget_s, reasons=reasons)


def _one_per_story(ordered: Sequence[Candidate]) -> tuple[list[Candidate], dict[int, int]]:
    """Keep one candidate of each group; return them, and for each other one the id of the candidate that was kept."""
    tellers: dict[str, int] = {}
    for candidate in sorted(ordered, key=lambda c: not c.pinned):
        if candidate.group:
            tellers.setdefault(candidate.group, candidate.id)
    doubles = {
        candidate.id: tellers[candidate.group]
        for candidate in ordered
        if candidate.group and not candidate.pinned and tellers[candidate.group] != candidate.id
    }
    return [candidate for candidate in ordered if candidate.id not in doubles], doubles


def _limits(kept: Sequence[Candidate], caps: Mapping[str, int], cap: int | None) -> dict[str, int]:
    """Count how many unpinned stories each capped section may still give."""
    limits: dict[str, int] = {}
    for section in {candidate.section for candidate in kept}:
        limit = caps.get(section, cap)
        if limit is not None:
            pins = sum(1 for candidate in kept if candidate.pinned and candidate.section == section)
            limits[section] = max(0, limit - pins)
    return limits


def _reason(
    candidate: Candidate,
    rendition: Rendition | None,
    doubles: Mapping[int, int],
    free_s: int,
    items: Sequence[Item],
    caps: Mapping[str, int],
    cap: int | None,
) -> Reason:
    if rendition is not None:
        verdict = Verdict.PINNED if candidate.pinned else Verdict.CHOSEN
        return Reason(verdict=verdict, fields={"value": rendition.value, "seconds": rendition.seconds})
    if candidate.id in doubles:
        return Reason(verdict=Verdict.SAME_STORY, fields={"other": doubles[candidate.id]})
    shortest = min((r.seconds for r in candidate.renditions), default=0)
    if not candidate.renditions or shortest > free_s:
        return Reason(verdict=Verdict.TOO_LONG, fields={"seconds": shortest})
    limit = caps.get(candidate.section, cap)
    if limit is not None and sum(1 for i in items if i.candidate.section == candidate.section) >= limit:
        return Reason(verdict=Verdict.SECTION_FULL, fields={"cap": limit})
    return Reason(verdict=Verdict.OUTWEIGHED, fields={})


def _chosen(kept: Sequence[Candidate], free_s: int, limits: Mapping[str, int]) -> dict[int, Rendition]:
    """Choose a rendition for each chosen candidate, by its id. Raises PinsTooLong."""
    stories = _worths(kept)
    # A pinned story is printed at its shortest; it remains to choose whether to lengthen it.
    forced = {
        candidate.id: min(stories[candidate.id], key=lambda option: (option.seconds, -option.worth))
        for candidate in kept
        if candidate.pinned and candidate.renditions
    }
    needed = sum(option.seconds for option in forced.values())
    if needed > max(free_s, 0):
        raise PinsTooLong(seconds=needed, budget_s=max(free_s, 0))
    options = [
        option
        for candidate in kept
        for option in _lengthened(stories[candidate.id], forced.get(candidate.id))
    ]
    picked = knapsack.best(options, free_s=free_s - needed, limits=limits)
    seconds = {story: option.seconds for story, option in forced.items()}
    for option in picked:
        seconds[option.story] = seconds.get(option.story, 0) + option.seconds
    return {
        candidate.id: _at(candidate, seconds[candidate.id]) for candidate in kept if candidate.id in seconds
    }


def _lengthened(options: Sequence[Option], least: Option | None) -> list[Option]:
    """Return the options; for a pinned story, the additions of its longer renditions to its shortest one."""
    if least is None:
        return list(options)
    return [
        option._replace(
            section=_PINNED_SECTION, seconds=option.seconds - least.seconds, worth=option.worth - least.worth
        )
        for option in options
        if option.seconds > least.seconds and option.worth > least.worth
    ]


def _at(candidate: Candidate, seconds: int) -> Rendition:
    """Return the best rendition of a duration."""
    return min(
        (rendition for rendition in candidate.renditions if rendition.seconds == seconds),
        key=lambda rendition: (-rendition.value, rendition.kind),
    )


def _worths(kept: Sequence[Candidate]) -> dict[int, list[Option]]:
    """Weigh the renditions, by candidate id: value, then freshness, then id, as one number."""
    base = len(kept) * len(kept) + 1
    fresh = {moment: rank for rank, moment in enumerate(sorted({c.freshness for c in kept}), 1)}
    low = {story: rank for rank, story in enumerate(sorted((c.id for c in kept), reverse=True), 1)}
    return {
        c.id: [
            Option(c.id, c.section, r.seconds, (r.value * base + fresh[c.freshness]) * base + low[c.id])
            for r in c.renditions
        ]
        for c in kept
    }
