"""The five-minute edition: which stories, at which length. Pure: imports neither Django nor Wagtail.

The choice is an exact multiple-choice knapsack. Every story offers renditions of a known duration and value; at most
one of each is taken, no section gives more than its cap, and the durations stay within the budget. What is maximised
is the sum of values; between equal sums the fresher stories, then the lower ids, win.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rotative.core.errors import gettext_noop
from rotative.editions.errors import EmptyEdition, PinsTooLong

RESERVE_S = 30


class Kind(StrEnum):
    """How much of a story is printed."""

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
    # What printing it is worth; at least 1.
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
    # Forced in by the editor, whatever its value; counts for its section's cap but is never refused by it.
    pinned: bool = False
    # Stories with the same key tell the same thing; "" means alone.
    group: str = ""

    @property
    def value(self) -> int:
        """The worth of its best rendition."""
        return max((rendition.value for rendition in self.renditions), default=0)


class Verdict(StrEnum):
    """Why a story is in or out."""

    CHOSEN = "chosen"
    PINNED = "pinned"
    SAME_STORY = "same_story"
    TOO_LONG = "too_long"
    SECTION_FULL = "section_full"
    OUTWEIGHED = "outweighed"
    # Said by an editor, never by compose.
    REMOVED = "removed"
    ADDED = "added"
    KEPT = "kept"


REASONS: Mapping[Verdict, str] = {
    Verdict.CHOSEN: gettext_noop("Chosen: worth %(value)d in %(seconds)d seconds."),
    Verdict.PINNED: gettext_noop("Pinned by the desk: %(seconds)d seconds."),
    Verdict.SAME_STORY: gettext_noop("Left out: tells the same story as article %(other)d."),
    Verdict.TOO_LONG: gettext_noop("Left out: even its shortest text takes %(seconds)d seconds."),
    Verdict.SECTION_FULL: gettext_noop("Left out: its section already has %(cap)d stories worth more."),
    Verdict.OUTWEIGHED: gettext_noop("Left out: other stories are worth more in the same time."),
    Verdict.REMOVED: gettext_noop("Taken out by the desk."),
    Verdict.ADDED: gettext_noop("Put in by the desk: %(seconds)d seconds."),
    Verdict.KEPT: gettext_noop("Kept by the desk at this length: %(seconds)d seconds."),
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why one candidate is in or out; the sentence is REASONS[verdict] % fields."""

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
    """The stories worth most that fit the reading budget, in print order.

    candidates: in any order, with distinct ids.
    budget_s: whole seconds, usually 300; `reserve_s` of them are kept for headings and links.
    caps: at most so many stories of a section; `cap` holds for sections not named; None means no limit.
    Between stories with the same group key the pinned, then the worthiest, then the freshest is kept.
    Raises EmptyEdition if not even the shortest candidate fits, PinsTooLong if the pinned ones do not.
    """
    free_s = budget_s - reserve_s
    ordered = sorted(candidates, key=lambda c: (-c.value, -c.freshness, c.id))
    kept, doubles = _one_per_story(ordered)
    limits = _limits(kept, caps or {}, cap)
    picked = _Choice(kept, free_s, limits).best()
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
    """The candidates that remain when each story is told once, and for each other the id that tells it."""
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
    """How many unpinned stories each capped section may still give."""
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


@dataclass(slots=True)
class _Option:
    """A rendition with its worth as one comparable number: value, then freshness, then id."""

    seconds: int
    worth: int
    rendition: Rendition


@dataclass(slots=True)
class _Story:
    id: int
    section: str
    pinned: bool
    options: list[_Option]


_Table = list[int]
# No section of a newspaper has this name, and it has no cap.
_PINNED_SECTION = "\0pinned"


class _Choice:
    """One run of the knapsack: prune what cannot be in an optimum, fill the tables, read the choice back."""

    def __init__(self, kept: Sequence[Candidate], free_s: int, limits: Mapping[str, int]) -> None:
        stories = _stories(kept, free_s)
        needed = sum(min(r.seconds for r in c.renditions) for c in kept if c.pinned and c.renditions)
        if needed > max(free_s, 0):
            raise PinsTooLong(seconds=needed, budget_s=max(free_s, 0))
        # A pinned story is printed at its shortest; what is left to choose is whether to lengthen it.
        self.forced = {story.id: story.options[0] for story in stories if story.pinned}
        self.free_s = free_s - needed
        self.rest = [_lengthening(story) for story in stories if story.pinned and len(story.options) > 1]
        self.rest += [story for story in stories if not story.pinned and limits.get(story.section, 1) > 0]
        self.limits = _binding(self.rest, limits, self.free_s)

    def best(self) -> dict[int, Rendition]:
        """The chosen rendition by candidate id."""
        chosen = {story_id: option.rendition for story_id, option in self.forced.items()}
        if self.free_s < 1:
            return chosen
        rest = _without_hopeless(self.rest, self.free_s, self.limits)
        rest = _without_dominated(rest, self.free_s, self.limits)
        table = [0] * (self.free_s + 1)
        steps: list[_Step] = []
        for section in dict.fromkeys(story.section for story in rest):
            members = [story for story in rest if story.section == section]
            table = _run(members, table, self.limits.get(section), steps)
        return chosen | _read_back(steps, self.free_s)


def _lengthening(story: _Story) -> _Story:
    """What a pinned story's longer renditions add to its shortest."""
    least = story.options[0]
    options = [
        _Option(o.seconds - least.seconds, o.worth - least.worth, o.rendition) for o in story.options[1:]
    ]
    return _Story(story.id, _PINNED_SECTION, True, options)


def _stories(kept: Sequence[Candidate], free_s: int) -> list[_Story]:
    """The candidates with their worth encoded, without renditions that cannot fit or are never better."""
    base = len(kept) * len(kept) + 1
    fresh = {moment: rank for rank, moment in enumerate(sorted({c.freshness for c in kept}), 1)}
    low = {
        candidate_id: rank for rank, candidate_id in enumerate(sorted((c.id for c in kept), reverse=True), 1)
    }
    stories = []
    for candidate in kept:
        tie = fresh[candidate.freshness] * base + low[candidate.id]
        options: list[_Option] = []
        for rendition in sorted(candidate.renditions, key=lambda r: (r.seconds, -r.value, r.kind)):
            worth = rendition.value * base * base + tie
            if rendition.seconds <= free_s and (not options or worth > options[-1].worth):
                options.append(_Option(rendition.seconds, worth, rendition))
        if options:
            stories.append(_Story(candidate.id, candidate.section, candidate.pinned, options))
    return stories


def _binding(stories: Sequence[_Story], limits: Mapping[str, int], free_s: int) -> dict[str, int]:
    """The limits that could ever refuse a story; the others would only cost time."""
    found = {}
    for section, limit in limits.items():
        shortest = sorted(story.options[0].seconds for story in stories if story.section == section)
        if len(shortest) > limit and sum(shortest[: limit + 1]) <= free_s:
            found[section] = limit
    return found


def _without_dominated(stories: list[_Story], free_s: int, limits: Mapping[str, int]) -> list[_Story]:
    """The stories that could not always be exchanged for a rival of their section, as short and as worthy.

    A story goes when its better rivals cannot all be printed beside it: one of them is free to take its place.
    """
    kept: list[_Story] = []
    by_section: dict[str, list[_Story]] = {}
    for story in stories:
        rivals = by_section.setdefault(story.section, [])
        least = min((rival.options[0].seconds for rival in rivals), default=1)
        room = limits.get(story.section, (free_s - story.options[0].seconds) // least + 1)
        better = 0
        for rival in rivals:
            better += _dominates(rival, story)
            if better >= room:
                break
        if better < room:
            rivals.append(story)
            kept.append(story)
    return kept


def _dominates(rival: _Story, story: _Story) -> bool:
    """Whether for each of the story's options the rival has one as short and worth as much."""
    mine, theirs = story.options, rival.options
    if theirs[-1].worth < mine[-1].worth or theirs[0].seconds > mine[0].seconds:
        return False
    return all(any(r.seconds <= o.seconds and r.worth >= o.worth for r in theirs) for o in mine)


def _without_hopeless(stories: list[_Story], free_s: int, limits: Mapping[str, int]) -> list[_Story]:
    """The stories and options whose best imaginable total reaches a total already found.

    With a price per second the budget may be exceeded and each section gives its best-paying stories: no choice
    within the budget can be worth more. Source: Lagrangian relaxation, as in Kellerer, Pferschy, Pisinger 2004, 11.
    """
    low, high = 0, max((o.worth // o.seconds for s in stories for o in s.options), default=0) + 1
    tightest = _relaxed(stories, free_s, limits, 0)
    known = 0
    for _ in range(_PRICES):
        trial = _relaxed(stories, free_s, limits, (low + high) // 2)
        if trial.bound < tightest.bound:
            tightest = trial
        if trial.used_s > free_s:
            low = trial.price
        else:
            high = trial.price
            known = max(known, _filled(stories, trial, free_s, limits))
    return _within(stories, tightest, limits, known)


# Prices tried; each halves the interval.
_PRICES = 14


@dataclass(slots=True)
class _Relaxed:
    """The best choice when every second costs `price` and the budget may be exceeded."""

    price: int
    # No choice within the budget is worth more.
    bound: int
    used_s: int
    # By story id.
    taken: dict[int, _Option]
    # By capped section: what the last story it gives pays, 0 when it could give more.
    last_pay: dict[str, int]


def _relaxed(stories: Sequence[_Story], free_s: int, limits: Mapping[str, int], price: int) -> _Relaxed:
    taken: dict[int, _Option] = {}
    bound, used_s = price * free_s, 0
    capped: dict[str, list[tuple[int, int, _Option]]] = {section: [] for section in limits}
    for story in stories:
        pay, best = 0, None
        for option in story.options:
            if option.worth - price * option.seconds > pay:
                pay, best = option.worth - price * option.seconds, option
        if best is None:
            continue
        if story.section in limits:
            capped[story.section].append((pay, story.id, best))
        else:
            taken[story.id] = best
            bound += pay
            used_s += best.seconds
    last_pay: dict[str, int] = {}
    for section, rows in capped.items():
        rows.sort(key=lambda row: -row[0])
        limit = limits[section]
        last_pay[section] = rows[limit - 1][0] if len(rows) >= limit else 0
        for pay, story_id, best in rows[:limit]:
            taken[story_id] = best
            bound += pay
            used_s += best.seconds
    return _Relaxed(price, bound, used_s, taken, last_pay)


def _filled(stories: Sequence[_Story], relaxed: _Relaxed, free_s: int, limits: Mapping[str, int]) -> int:
    """The worth of a relaxed choice that fits, after its free seconds were given to what gains most."""
    taken = dict(relaxed.taken)
    used = Counter(story.section for story in stories if story.id in taken)
    left_s = free_s - relaxed.used_s
    while True:
        gain, found, had_s = 0, None, 0
        for story in stories:
            had = taken.get(story.id)
            if had is None and used[story.section] >= limits.get(story.section, len(stories)):
                continue
            worth, seconds = (had.worth, had.seconds) if had else (0, 0)
            for option in story.options:
                if option.seconds - seconds <= left_s and option.worth - worth > gain:
                    gain, found, had_s = option.worth - worth, (story, option), seconds
        if found is None:
            return sum(option.worth for option in taken.values())
        story, option = found
        used[story.section] += story.id not in taken
        left_s -= option.seconds - had_s
        taken[story.id] = option


def _within(
    stories: Sequence[_Story], relaxed: _Relaxed, limits: Mapping[str, int], known: int
) -> list[_Story]:
    """The options which, forced into the relaxed choice, leave its total at or above a known one."""
    kept = []
    for story in stories:
        price = relaxed.price
        if story.id in relaxed.taken:
            had = relaxed.taken[story.id]
            displaced = had.worth - price * had.seconds
        else:
            displaced = relaxed.last_pay.get(story.section, 0)
        options = [
            o for o in story.options if relaxed.bound - displaced + o.worth - price * o.seconds >= known
        ]
        if options:
            kept.append(_Story(story.id, story.section, story.pinned, options))
    return kept


@dataclass(slots=True)
class _Step:
    """One story's turn: the tables before and after it, one per number of stories its section has given."""

    story: _Story
    before: list[_Table]
    after: list[_Table]
    # The section has no limit: the same table is used however many it gave.
    flat: bool
    # The first story of its section: below it, the tables of the section before.
    first: bool


def _run(members: Sequence[_Story], table: _Table, limit: int | None, steps: list[_Step]) -> _Table:
    """The best worth by seconds after the members of one section had their turn."""
    flat = limit is None
    layers = [table] * (1 if limit is None else limit + 1)
    for number, story in enumerate(members):
        before = layers
        if flat:
            layers = [_taken(story, table=before[0], source=before[0])]
        else:
            layers = [before[0]] + [
                _taken(story, table=before[count], source=before[count - 1])
                for count in range(1, len(before))
            ]
        steps.append(_Step(story, before, layers, flat, number == 0))
    return layers[-1]


def _taken(story: _Story, *, table: _Table, source: _Table) -> _Table:
    """The better of leaving the story out and printing it at one of its lengths."""
    better = table[:]
    for option in story.options:
        worth, start = option.worth, option.seconds
        better[start:] = [
            now if now >= (then := had + worth) else then
            for now, had in zip(better[start:], source, strict=False)
        ]
    return better


def _read_back(steps: Sequence[_Step], free_s: int) -> dict[int, Rendition]:
    """The options that led to the last table's best worth."""
    chosen: dict[int, Rendition] = {}
    left_s = free_s
    layer: int | None = None
    for step in reversed(steps):
        at = len(step.after) - 1 if layer is None else layer
        worth = step.after[at][left_s]
        if worth != step.before[at][left_s]:
            source = step.before[at if step.flat else at - 1]
            for option in step.story.options:
                if option.seconds <= left_s and source[left_s - option.seconds] + option.worth == worth:
                    chosen[step.story.id] = option.rendition
                    left_s -= option.seconds
                    at -= 0 if step.flat else 1
                    break
        layer = None if step.first else at
    return chosen
