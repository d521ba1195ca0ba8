"""The multiple-choice knapsack of an edition, solved exactly. Pure: imports neither Django nor Wagtail.

At most one option of each story is taken, no section gives more stories than its limit, and all seconds fit. Most options
are refused without a table: options that a rival of their section can always replace, and options whose best possible total
is below a total already found. Source: Kellerer, Pferschy, Pisinger, Knapsack Problems (2004), chapters 5 and 11.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# The first search allows the loss of so many options; each further one twice as much.
_FIRST = 12
_WIDER = 2
# Parts of a worth in which a price per second is written: a coarse one would blur the last ties.
_FINE = 1 << 10
# Prices to try at most; the interval closes long before.
_PRICES = 40


class Option(NamedTuple):
    """One length of one story."""

    story: int
    section: str
    # Whole seconds, at least 1.
    seconds: int
    # The sum of it is maximised; at least 1.
    worth: int


def best(options: Sequence[Option], *, free_s: int, limits: Mapping[str, int]) -> list[Option]:
    """Choose the options with the highest sum of worths, in no particular order.

    limits: at most so many stories of a section; one without a limit is not named.
    """
    fitting = [
        option._replace(worth=option.worth * _FINE)
        for option in options
        if option.seconds <= free_s and limits.get(option.section, 1) > 0
    ]
    open_limits = {section: limit for section, limit in limits.items() if limit > 0}
    rest = _without_rivalled(fitting, free_s, open_limits)
    if not rest:
        return []
    relaxed = _tightest(rest, free_s, open_limits)
    chosen = (
        relaxed.taken.values()
        if relaxed.price == 0 and relaxed.used_s <= free_s
        else _searched(rest, relaxed, free_s, open_limits)
    )
    return [option._replace(worth=option.worth // _FINE) for option in chosen]


def _without_rivalled(options: Sequence[Option], free_s: int, limits: Mapping[str, int]) -> list[Option]:
    """Leave out the options that another of their section, as short and worth as much, can always replace.

    An option goes when more stories have a better one than can be printed together with it: one of them is free to take
    its place.
    """
    kept: list[Option] = []
    shortest = min((option.seconds for option in options), default=1)
    for section, members in _by_section(options).items():
        limit = limits.get(section, len(options))
        # By story and in order, the most any of the options seen so far is worth.
        tops: dict[int, int] = {}
        ranked: list[int] = []
        for option in sorted(members, key=lambda o: (o.seconds, -o.worth)):
            better = len(ranked) - bisect_left(ranked, option.worth)
            own = tops.get(option.story, 0)
            if own >= option.worth:
                continue
            if better < min(limit, (free_s - option.seconds) // shortest + 1):
                kept.append(option)
            if own:
                del ranked[bisect_left(ranked, own)]
            tops[option.story] = option.worth
            insort(ranked, option.worth)
    return kept


def _by_section(options: Iterable[Option]) -> dict[str, list[Option]]:
    found: dict[str, list[Option]] = {}
    for option in options:
        found.setdefault(option.section, []).append(option)
    return found


@dataclass(slots=True)
class _Relaxed:
    """The best choice when every second costs `price` and the budget may be exceeded."""

    price: int
    # No choice within the budget is worth more.
    bound: int
    used_s: int
    worth: int
    # By story.
    taken: dict[int, Option]
    # By limited section: the pay of its last story, 0 while it could give more.
    last_pay: dict[str, int]


def _relaxed(options: Sequence[Option], free_s: int, limits: Mapping[str, int], price: int) -> _Relaxed:
    paying: dict[int, tuple[int, Option]] = {}
    for option in options:
        pay = option.worth - price * option.seconds
        had = paying.get(option.story)
        if pay > (had[0] if had else 0):
            paying[option.story] = (pay, option)
    last_pay = dict.fromkeys(limits, 0)
    sections: dict[str, list[tuple[int, Option]]] = {section: [] for section in limits}
    taken = [row for row in paying.values() if row[1].section not in limits]
    for row in paying.values():
        if row[1].section in limits:
            sections[row[1].section].append(row)
    for section, rows in sections.items():
        rows.sort(reverse=True)
        limit = limits[section]
        taken += rows[:limit]
        last_pay[section] = rows[limit - 1][0] if len(rows) >= limit else 0
    return _Relaxed(
        price=price,
        bound=price * free_s + sum(pay for pay, _ in taken),
        used_s=sum(option.seconds for _, option in taken),
        worth=sum(option.worth for _, option in taken),
        taken={option.story: option for _, option in taken},
        last_pay=last_pay,
    )


def _tightest(options: Sequence[Option], free_s: int, limits: Mapping[str, int]) -> _Relaxed:
    """Find the relaxed choice with the lowest bound: the lines of one too long and one that fits cross there."""
    long = _relaxed(options, free_s, limits, 0)
    if long.used_s <= free_s:
        return long
    dearest = max(option.worth // option.seconds for option in options) + 1
    fitting = _relaxed(options, free_s, limits, dearest)
    tightest = min(long, fitting, key=lambda relaxed: relaxed.bound)
    for _ in range(_PRICES):
        price = (long.worth - fitting.worth) // (long.used_s - fitting.used_s)
        if not long.price < price < fitting.price:
            break
        trial = _relaxed(options, free_s, limits, price)
        tightest = min(tightest, trial, key=lambda relaxed: relaxed.bound)
        if trial.used_s > free_s:
            if trial.used_s == long.used_s:
                break
            long = trial
        else:
            if trial.used_s == fitting.used_s:
                break
            fitting = trial
    return tightest


# The options taken so far: the last one, and those before it.
_Chain = tuple[Option, "_Chain"] | None
# By seconds used: the least loss, and the options that led there.
_States = dict[int, tuple[int, _Chain]]


class _Turn(NamedTuple):
    """A story and its possible losses against the relaxed choice."""

    # The pay of its best option, at least 0.
    pay: int
    # (seconds, loss, option)
    lengths: list[tuple[int, int, Option]]


def _searched(
    options: Sequence[Option], relaxed: _Relaxed, free_s: int, limits: Mapping[str, int]
) -> list[Option]:
    """Find the optimum: the choice that loses least against the relaxed one, searched with growing losses."""
    rows = sorted((_loss(option, relaxed), option) for option in options)
    allowed = rows[min(_FIRST, len(rows)) - 1][0]
    while True:
        count = bisect_left(rows, (allowed + 1,))
        total, chosen = _least([option for _, option in rows[:count]], relaxed, free_s, limits, allowed)
        if total <= allowed:
            return chosen
        # More must come in, or the same would be searched again; a choice already found needs no more than its loss.
        next_loss = rows[count][0] if count < len(rows) else total
        allowed = min(max(allowed * _WIDER, next_loss), total)


def _loss(option: Option, relaxed: _Relaxed) -> int:
    """Return the loss of the bound when this option is forced into the relaxed choice."""
    had = relaxed.taken.get(option.story)
    if had is None:
        displaced = relaxed.last_pay.get(option.section, 0)
    else:
        displaced = had.worth - relaxed.price * had.seconds
    return displaced - (option.worth - relaxed.price * option.seconds)


def _least(
    options: Sequence[Option], relaxed: _Relaxed, free_s: int, limits: Mapping[str, int], allowed: int
) -> tuple[int, list[Option]]:
    """Find the choice within the budget that loses least; return it with its loss, unused seconds included.

    No choice loses less if that loss is within the allowed one.
    """
    states: _States = {0: (0, None)}
    for section, members in _by_section(options).items():
        turns = _turns(members, relaxed.price)
        limit = limits.get(section, len(turns))
        states = _section(states, turns, limit, free_s, allowed)
    totals = [(loss + relaxed.price * (free_s - used_s), used_s) for used_s, (loss, _) in states.items()]
    total, used_s = min(totals, default=(relaxed.bound, -1))
    chain = states[used_s][1] if totals else None
    chosen = []
    while chain is not None:
        option, chain = chain
        chosen.append(option)
    return total, chosen


def _turns(members: Iterable[Option], price: int) -> list[_Turn]:
    """Return the stories of a section, the best-paying first."""
    stories: dict[int, list[Option]] = {}
    for option in members:
        stories.setdefault(option.story, []).append(option)
    turns = []
    for lengths in stories.values():
        pay = max(0, *(o.worth - price * o.seconds for o in lengths))
        turns.append(_Turn(pay, [(o.seconds, pay - o.worth + price * o.seconds, o) for o in lengths]))
    return sorted(turns, key=lambda turn: -turn.pay)


def _section(states: _States, turns: Sequence[_Turn], limit: int, free_s: int, allowed: int) -> _States:
    """Return the states after all stories of one section, the best-paying first."""
    if limit >= len(turns):
        for turn in turns:
            after = _left_out(states, turn.pay, allowed)
            _take(states, turn, after, free_s, allowed)
            states = after
        return states
    # By the number of stories the section may still give.
    layers: list[_States] = [{} for _ in range(limit)] + [states]
    for number, turn in enumerate(turns):
        after_all = [layers[0]]
        for left in range(1, limit + 1):
            # A story that is left out makes room for the next one.
            heir = turns[number + left].pay if number + left < len(turns) else 0
            after_all.append(_left_out(layers[left], turn.pay - heir, allowed))
            _take(layers[left], turn, after_all[left - 1], free_s, allowed)
        layers = after_all
    merged: _States = {}
    for layer in layers:
        for used_s, state in layer.items():
            if used_s not in merged or state[0] < merged[used_s][0]:
                merged[used_s] = state
    return merged


def _left_out(states: _States, lost: int, allowed: int) -> _States:
    """Return the states that remain without the story."""
    if lost == 0:
        return dict(states)
    most = allowed - lost
    return {used_s: (loss + lost, chain) for used_s, (loss, chain) in states.items() if loss <= most}


def _take(states: _States, turn: _Turn, after: _States, free_s: int, allowed: int) -> None:
    """Add the states with the story at one of its lengths."""
    for seconds, lost, option in turn.lengths:
        most_s, most = free_s - seconds, allowed - lost
        for used_s, (loss, chain) in states.items():
            if loss <= most and used_s <= most_s:
                had = after.get(used_s + seconds)
                if had is None or loss + lost < had[0]:
                    after[used_s + seconds] = (loss + lost, (option, chain))
