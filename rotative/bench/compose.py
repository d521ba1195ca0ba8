"""`rotative bench compose`: how long the exact choice of an edition takes, over many hard days."""

import argparse
import random
import statistics
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from rotative.bench.percentile import percentile
from rotative.core.arguments import whole_number
from rotative.editions.composing.compose import Candidate, Kind, Rendition, compose

LIMIT_MS = 20

# The value of a rendition next to its seconds; the nearer to a proportion, the harder to choose.
KINDS = {
    "desk": "ranks and ages as the desk gives them",
    "free": "any value",
    "proportional": "value in proportion to length",
    "noisy": "nearly in proportion",
    "offset": "in proportion, and the same for each story",
    "equal": "all stories worth the same",
}
_CAPS = (None, 1, 2, 3, 4, 5, 8)
_SECTIONS = ("politique", "monde", "culture", "sport", "economie", "societe")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stories", type=whole_number(1), default=200, metavar="N", help="stories in a day (200)"
    )
    parser.add_argument(
        "--days", type=whole_number(1), default=6, metavar="N", help="days of each kind and cap (6)"
    )
    parser.add_argument(
        "--budget", type=whole_number(1), default=300, metavar="SECONDS", help="the reading budget (300)"
    )


def run(options: argparse.Namespace, home: Path | None) -> dict[str, Any]:
    """Measure; return milliseconds by kind of day and for all of them."""
    times = {
        kind: [
            _timed(kind, cap, number, options.stories, options.budget)
            for cap in _CAPS
            for number in range(options.days)
        ]
        for kind in KINDS
    }
    everything = [one for rows in times.values() for one in rows]
    return {
        "stories": options.stories,
        "renditions": 3,
        "budget_s": options.budget,
        "limit_ms": LIMIT_MS,
        "kinds": {kind: _summary(rows) for kind, rows in times.items()},
        "all": _summary(everything),
        "over_limit": sum(1 for wall_ms, _ in everything if wall_ms > LIMIT_MS),
    }


def text(results: dict[str, Any]) -> str:
    lines = [
        f"{results['stories']} stories of three lengths, {results['budget_s']} seconds; limit {results['limit_ms']} ms",
        f"{'':14}{'days':>6}{'median':>9}{'p95':>9}{'max':>9}   ms (max of the processor's time)",
    ]
    for name, row in [*results["kinds"].items(), ("all", results["all"])]:
        lines.append(
            f"{name:14}{row['days']:>6}{row['median_ms']:>9.1f}{row['p95_ms']:>9.1f}{row['max_ms']:>9.1f}"
            f"   ({row['max_cpu_ms']:.1f})"
        )
    lines.append(f"{results['over_limit']} of {results['all']['days']} days above the limit")
    return "\n".join(lines)


def day(rng: random.Random, *, kind: str, stories: int) -> list[Candidate]:
    """Make stories of three lengths in six sections; in a third of the days all are equally fresh."""
    same_age = rng.random() < 1 / 3
    return [
        Candidate(
            id=number,
            section=rng.choice(_SECTIONS),
            renditions=tuple(_renditions(rng, kind)),
            freshness=0.0 if same_age else rng.random(),
        )
        for number in range(1, stories + 1)
    ]


def _renditions(rng: random.Random, kind: str) -> Iterable[Rendition]:
    lengths = (rng.randint(30, 75), rng.randint(12, 28), rng.randint(3, 8))
    worth = rng.choice((1000, 640, 400, 250, 150)) * (1 - 0.3 * rng.random())
    shares = (1.0, 0.45, 0.08)
    for length, share, name in zip(lengths, shares, Kind, strict=True):
        value = {
            "desk": worth * share,
            "free": rng.randint(1, 1000),
            "proportional": length,
            "noisy": 10 * length + rng.randint(-20, 20),
            "offset": 10 * length + 50,
            "equal": 400 * share,
        }[kind]
        yield Rendition(kind=name, seconds=length, value=max(1, round(value)))


def _timed(kind: str, cap: int | None, number: int, stories: int, budget_s: int) -> tuple[float, float]:
    """Compose one day; return milliseconds by the clock and of the processor."""
    candidates = day(random.Random(f"{kind} {cap} {number}"), kind=kind, stories=stories)  # noqa: S311 no secret
    wall, cpu = perf_counter(), process_time()
    compose(candidates, budget_s=budget_s, cap=cap)
    return (perf_counter() - wall) * 1000, (process_time() - cpu) * 1000


def _summary(rows: list[tuple[float, float]]) -> dict[str, float]:
    wall_ms = [wall for wall, _ in rows]
    return {
        "days": len(rows),
        "median_ms": statistics.median(wall_ms),
        "p95_ms": percentile(wall_ms, 95),
        "max_ms": max(wall_ms),
        "max_cpu_ms": max(cpu for _, cpu in rows),
    }
