"""The choice of an edition: exact, within budget, explained."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotative.bench import compose as compose_bench
from rotative.editions.composing.compose import (
    REASONS,
    Candidate,
    Composition,
    Kind,
    Rendition,
    Verdict,
    compose,
)
from rotative.editions.errors import EmptyEdition, PinsTooLong
from tests.conftest import proofs

KINDS = (Kind.LONG, Kind.SHORT, Kind.HEADLINE)


def candidate(
    number: int,
    *lengths: tuple[int, int],
    section: str = "monde",
    freshness: float = 0.0,
    pinned: bool = False,
    group: str = "",
) -> Candidate:
    """Return a story that offers renditions of (seconds, value)."""
    renditions = tuple(
        Rendition(kind=kind, seconds=seconds, value=value)
        for kind, (seconds, value) in zip(KINDS, lengths, strict=False)
    )
    return Candidate(
        id=number, section=section, renditions=renditions, freshness=freshness, pinned=pinned, group=group
    )


# Value, freshness, lowness of ids: what compose promises to maximise, in this order.
Score = tuple[int, int, int]


def kept_of_each_group(stories: Sequence[Candidate]) -> list[Candidate]:
    """Leave out the stories that another of their group replaces."""
    kept = []
    for story in stories:
        rivals = [other for other in stories if story.group and other.group == story.group]
        first = max(rivals, key=lambda c: (c.pinned, c.value, c.freshness, -c.id), default=story)
        if story.pinned or first is story:
            kept.append(story)
    return kept


def score(chosen: Iterable[tuple[Candidate, int]], among: Sequence[Candidate]) -> Score:
    """Score a choice. chosen: stories with the value of the rendition printed; ranks count from the oldest and the highest id."""
    moments = sorted({story.freshness for story in among})
    numbers = sorted((story.id for story in among), reverse=True)
    rows = list(chosen)
    return (
        sum(value for _, value in rows),
        sum(moments.index(story.freshness) + 1 for story, _ in rows),
        sum(numbers.index(story.id) + 1 for story, _ in rows),
    )


def exhaustive(
    stories: Sequence[Candidate], free_s: int, caps: Mapping[str, int], cap: int | None
) -> Score | None:
    """Find the best score by trying everything, or None when the pinned stories do not fit."""
    best: Score | None = None
    for choice in product(*[(None, *story.renditions) for story in stories]):
        chosen = [(s, r) for s, r in zip(stories, choice, strict=True) if r is not None]
        if any(s.pinned and r is None for s, r in zip(stories, choice, strict=True)):
            continue
        if sum(r.seconds for _, r in chosen) > free_s:
            continue
        given_by = Counter(s.section for s, _ in chosen)
        pins = Counter(s.section for s, _ in chosen if s.pinned)
        limits = {section: caps.get(section, cap) for section in given_by}
        if any(
            limit is not None and given_by[section] > max(limit, pins[section])
            for section, limit in limits.items()
        ):
            continue
        found = score([(s, r.value) for s, r in chosen], stories)
        best = found if best is None else max(best, found)
    return best


def test_success_takes_the_worthiest_that_fit() -> None:
    stories = [candidate(1, (100, 50), (40, 30), (5, 4)), candidate(2, (100, 60)), candidate(3, (60, 45))]

    composition = compose(stories, budget_s=230)

    assert [(item.candidate.id, item.rendition.kind) for item in composition.items] == [
        (2, Kind.LONG),
        (1, Kind.SHORT),
        (3, Kind.LONG),
    ]
    assert composition.seconds == 230


def test_success_is_the_same_whatever_the_order() -> None:
    rng = random.Random(5)
    stories = [
        candidate(n, (rng.randint(10, 60), rng.randint(1, 9)), section=rng.choice("ab")) for n in range(30)
    ]
    first = compose(stories, budget_s=200, cap=3)

    for _ in range(5):
        rng.shuffle(stories)
        assert compose(stories, budget_s=200, cap=3) == first


def test_success_ties_go_to_the_fresher_then_the_lower_id() -> None:
    old, new = candidate(1, (50, 10), freshness=1), candidate(2, (50, 10), freshness=2)
    twin = candidate(3, (50, 10), freshness=2)

    composition = compose([old, twin, new], budget_s=80)

    assert [item.candidate.id for item in composition.items] == [2]


def test_success_prints_pinned_stories_whatever_their_value() -> None:
    pinned = candidate(1, (90, 1), (30, 1), pinned=True)
    rich = candidate(2, (60, 100))

    composition = compose([pinned, rich], budget_s=130)

    assert {item.candidate.id: item.rendition.seconds for item in composition.items} == {1: 30, 2: 60}
    assert composition.reasons[1].verdict is Verdict.PINNED


def test_success_lengthens_a_pinned_story_where_time_is_left() -> None:
    pinned = candidate(1, (90, 5), (30, 1), pinned=True)

    composition = compose([pinned], budget_s=130)

    assert composition.items[0].rendition.seconds == 90


def test_success_section_caps() -> None:
    stories = [candidate(n, (10, 50 - n)) for n in range(1, 6)] + [candidate(9, (10, 1), section="sport")]

    composition = compose(stories, budget_s=300, caps={"monde": 2})

    assert [item.candidate.id for item in composition.items] == [1, 2, 9]
    assert composition.reasons[3].verdict is Verdict.SECTION_FULL


def test_success_tells_a_story_once() -> None:
    stories = [candidate(1, (10, 5), group="pont"), candidate(2, (10, 9), group="pont")]

    composition = compose(stories, budget_s=300)

    assert [item.candidate.id for item in composition.items] == [2]
    assert composition.reasons[1].fields == {"other": 2}


def test_success_every_candidate_has_a_sentence() -> None:
    stories = [
        candidate(1, (100, 50)),
        candidate(2, (100, 60), group="x"),
        candidate(3, (100, 59), group="x"),
        candidate(4, (999, 99)),
        candidate(5, (1, 1), pinned=True),
        candidate(6),
    ]

    composition = compose(stories, budget_s=140)

    assert {i: reason.verdict for i, reason in composition.reasons.items()} == {
        1: Verdict.OUTWEIGHED,
        2: Verdict.CHOSEN,
        3: Verdict.SAME_STORY,
        4: Verdict.TOO_LONG,
        5: Verdict.PINNED,
        6: Verdict.TOO_LONG,
    }
    assert all(REASONS[reason.verdict] % reason.fields for reason in composition.reasons.values())


def test_fail_nothing_fits() -> None:
    with pytest.raises(EmptyEdition) as caught:
        compose([candidate(1, (301, 9))], budget_s=300)

    assert caught.value.code == "edition.empty"
    assert str(caught.value) == "No story fits 300 seconds. Shorten a brief or raise the budget."


def test_fail_nothing_given() -> None:
    with pytest.raises(EmptyEdition):
        compose([], budget_s=300)


def test_fail_pinned_stories_do_not_fit() -> None:
    with pytest.raises(PinsTooLong) as caught:
        compose([candidate(1, (200, 1), pinned=True), candidate(2, (100, 1), pinned=True)], budget_s=300)

    assert caught.value.fields == {"seconds": 300, "budget_s": 270}


@dataclass(frozen=True, kw_only=True)
class Case:
    stories: list[Candidate]
    free_s: int
    caps: dict[str, int]
    cap: int | None


def small_case(rng: random.Random) -> Case:
    """Draw few stories; values free, few (many ties) or in proportion to the length; pins, groups and caps in half of them."""
    worths, in_proportion = rng.choice([2, 5, 50, 1000]), rng.random() < 0.3
    pinning, grouping, moments = rng.choice([0, 0.25]), rng.choice([0, 0.5]), rng.choice([1, 3, 10])
    stories = []
    for number in rng.sample(range(1, 40), rng.randint(1, 6)):
        lengths = [rng.randint(1, 30) for _ in range(rng.randint(1, 3))]
        stories.append(
            candidate(
                number,
                *[(length, 2 * length if in_proportion else rng.randint(1, worths)) for length in lengths],
                section=rng.choice("abc"),
                freshness=rng.randint(1, moments),
                pinned=rng.random() < pinning,
                group=rng.choice("xy") if rng.random() < grouping else "",
            )
        )
    caps = {"a": rng.randint(0, 3)} if rng.random() < 0.5 else {}
    return Case(
        stories=stories,
        free_s=rng.choice([rng.randint(1, 12), rng.randint(5, 80)]),
        caps=caps,
        cap=rng.choice([None, 1, 2]),
    )


def features(case: Case, best: Score | None) -> set[str]:
    """Name the features that make a case worth trying."""
    kept = kept_of_each_group(case.stories)
    freed = exhaustive(kept, case.free_s, {}, None)
    return {
        name
        for name, there in {
            "pins": any(story.pinned for story in kept),
            "pins too long": best is None,
            "nothing fits": best is not None and best[0] == 0,
            "same story": len(kept) < len(case.stories),
            "cap decides": best != freed,
            "all fits": freed is not None
            and freed[0] == sum(story.value for story in kept)
            and sum(max(r.seconds for r in story.renditions) for story in kept) <= case.free_s,
        }.items()
        if there
    }


def test_success_is_the_exact_optimum_of_value_freshness_and_id() -> None:
    rng, seen = random.Random(4), Counter[str]()
    for _ in range(proofs(600, 6000)):
        case = small_case(rng)
        kept = kept_of_each_group(case.stories)
        best = exhaustive(kept, case.free_s, case.caps, case.cap)
        seen.update(features(case, best))

        if best is None:
            with pytest.raises(PinsTooLong):
                composed(case)
        elif best[0] == 0:
            with pytest.raises(EmptyEdition):
                composed(case)
        else:
            items = composed(case).items
            assert score([(item.candidate, item.rendition.value) for item in items], kept) == best

    # Each feature in its share of the cases, so that none of them goes untried.
    assert {name for name, count in seen.items() if count >= 15} == {
        "pins", "pins too long", "nothing fits", "same story", "cap decides", "all fits",
    }  # fmt: skip


def composed(case: Case) -> Composition:
    return compose(case.stories, budget_s=case.free_s, reserve_s=0, caps=case.caps, cap=case.cap)


def by_table(candidates: Sequence[Candidate], free_s: int, cap: int | None) -> int:
    """Find the best sum of values by a plain table over seconds and the number of stories of each section."""
    table = [0] * (free_s + 1)
    for section in {story.section for story in candidates}:
        members = [story for story in candidates if story.section == section]
        layers = [table[:] for _ in range(len(members) + 1 if cap is None else min(cap, len(members)) + 1)]
        for story in members:
            for count in range(len(layers) - 1, 0, -1):
                layers[count] = [
                    max(
                        layers[count][at],
                        *(
                            layers[count - 1][at - r.seconds] + r.value
                            for r in story.renditions
                            if r.seconds <= at
                        ),
                        layers[count - 1][at],
                    )
                    for at in range(free_s + 1)
                ]
        table = layers[-1]
    return table[free_s]


@pytest.mark.parametrize("kind", compose_bench.KINDS)
@pytest.mark.parametrize("cap", [None, 4])
def test_success_a_large_day_is_as_good_as_a_plain_table(kind: str, cap: int | None) -> None:
    day = compose_bench.day(random.Random(f"{kind}{cap}"), kind=kind, stories=40)

    found = compose(day, budget_s=150, cap=cap)

    assert sum(item.rendition.value for item in found.items) == by_table(day, 120, cap)


@pytest.mark.slow
@settings(max_examples=proofs(40, 1000), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 120), st.integers(1, 100), st.sampled_from("abcd"), st.integers(0, 5)),
        min_size=1,
        max_size=40,
    ),
    st.integers(31, 400),
    st.one_of(st.none(), st.integers(0, 4)),
)
def test_success_never_exceeds_budget_nor_caps(
    rows: list[tuple[int, int, str, int]], budget_s: int, cap: int | None
) -> None:
    stories = [
        candidate(
            number, (seconds, value), (max(1, seconds // 2), max(1, value // 3)), section=section, freshness=f
        )
        for number, (seconds, value, section, f) in enumerate(rows)
    ]
    try:
        found = compose(stories, budget_s=budget_s, cap=cap)
    except EmptyEdition:
        shortest = min(min(r.seconds for r in story.renditions) for story in stories)
        assert cap == 0 or shortest > budget_s - 30
        return

    assert found.seconds == 30 + sum(item.rendition.seconds for item in found.items) <= budget_s
    assert set(found.reasons) == {story.id for story in stories}
    if cap is not None:
        assert max(Counter(item.candidate.section for item in found.items).values()) <= cap


def full_day(rng: random.Random) -> list[Candidate]:
    return [
        candidate(
            number,
            (rng.randint(30, 75), rng.randint(40, 1000)),
            (rng.randint(12, 28), rng.randint(20, 600)),
            (rng.randint(3, 8), rng.randint(5, 150)),
            section=rng.choice(["politique", "monde", "culture", "sport", "economie", "societe"]),
            freshness=rng.random(),
        )
        for number in range(200)
    ]


@pytest.mark.parametrize("cap", [None, 2, 3, 5])
def test_success_a_full_day_fills_its_budget_within_its_caps(cap: int | None) -> None:
    stories = full_day(random.Random(3))

    composition = compose(stories, budget_s=300, cap=cap)

    sections = Counter(item.candidate.section for item in composition.items)
    assert 295 <= composition.seconds <= 300
    assert cap is None or max(sections.values()) <= cap
