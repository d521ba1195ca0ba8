"""Days of two Arabic agencies: each day gives an edition, and the news that both have is printed once."""

import json
from collections import defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rotative.core.text import first_sentences
from rotative.editions.composing import duplicates
from rotative.editions.composing.compose import Candidate, Composition, compose
from rotative.editions.composing.duplicates import ComparedArticle
from rotative.editions.composing.renditions import Text, offered

FOLDER = Path(__file__).parent
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "news" / "dev-ar.jsonl"
# Articles, and pairs that a person has read, by day and place in it: "same" are one story, "other" two of one affair.
# A day that was invented for this test, and thirty that were printed, where they are at hand.
SOURCES = [
    (FOLDER / "own_day.jsonl", FOLDER / "own_pairs.txt"),
    *([(CORPUS, FOLDER / "real_pairs.txt")] if CORPUS.is_file() else []),
]
BUDGET_S = 300


@cache
def days(source: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in source.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        found[article["published"][:10]].append(article)
    return found


def compared(article: dict[str, Any], number: int) -> ComparedArticle:
    opening = article["abstract"] or first_sentences(article["body"], 2)
    return ComparedArticle(id=number, headline=article["title"], standfirst=opening, body=article["body"])


def composed(articles: list[dict[str, Any]]) -> Composition:
    groups = duplicates.groups([compared(article, number) for number, article in enumerate(articles)])
    moments = [datetime.fromisoformat(article["published"]).timestamp() for article in articles]
    return compose(
        [
            Candidate(
                id=number,
                section=article["section"],
                renditions=offered(
                    Text(
                        language="ar",
                        kicker=article["section"],
                        headline=article["title"],
                        standfirst=article["abstract"] or "",
                        short="",
                        body=article["body"],
                    ),
                    rank=3,
                    age_h=(max(moments) - moments[number]) / 3600,
                ),
                freshness=moments[number],
                pinned=False,
                group=groups[number],
            )
            for number, article in enumerate(articles)
        ],
        budget_s=BUDGET_S,
        cap=4,
    )


@pytest.mark.parametrize(("source", "_pairs"), SOURCES)
def test_success_each_day_gives_an_edition_without_a_story_twice(source: Path, _pairs: Path) -> None:
    assert days(source)
    for articles in days(source).values():
        among = duplicates.commonness([compared(article, number) for number, article in enumerate(articles)])

        found = composed(articles)

        assert BUDGET_S * 0.85 < found.seconds <= BUDGET_S
        printed = [compared(articles[item.candidate.id], item.candidate.id) for item in found.items]
        assert not [
            (one.headline, other.headline)
            for place, one in enumerate(printed)
            for other in printed[:place]
            if duplicates.same_story(one, other, among)
        ]


@pytest.mark.parametrize(("source", "pairs"), SOURCES)
def test_success_most_pairs_of_one_story_are_found_and_few_others(source: Path, pairs: Path) -> None:
    among = {
        day: duplicates.commonness([compared(article, number) for number, article in enumerate(articles)])
        for day, articles in days(source).items()
    }
    found: dict[str, list[bool]] = defaultdict(list)
    for line in pairs.read_text().splitlines():
        kind, day, *places = line.split()
        one, other = (compared(days(source)[day][int(place)], int(place)) for place in places)
        found[kind].append(duplicates.same_story(one, other, among[day]))

    assert sum(found["same"]) / len(found["same"]) >= 0.8
    assert sum(found["other"]) / len(found["other"]) <= 0.4
