"""Thirty days of two Arabic agencies: each gives an edition, and what both tell is printed once."""

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

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "news" / "dev-ar.jsonl"
# Pairs that a person has read, by day and place in it: "same" tell one story, "other" two of one affair.
PAIRS = Path(__file__).with_name("real_pairs.txt")
BUDGET_S = 300

pytestmark = pytest.mark.skipif(not CORPUS.is_file(), reason="no collection of news beside the project")


@cache
def days() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in CORPUS.read_text().splitlines():
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
                        section=article["section"],
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


def test_success_each_day_gives_an_edition_without_a_story_printed_twice() -> None:
    assert len(days()) == 30
    for articles in days().values():
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


def test_success_most_pairs_that_tell_the_same_are_found_and_few_others() -> None:
    among = {
        day: duplicates.commonness([compared(article, number) for number, article in enumerate(articles)])
        for day, articles in days().items()
    }
    found: dict[str, list[bool]] = defaultdict(list)
    for line in PAIRS.read_text().splitlines():
        kind, day, *places = line.split()
        one, other = (compared(days()[day][int(place)], int(place)) for place in places)
        found[kind].append(duplicates.same_story(one, other, among[day]))

    assert sum(found["same"]) / len(found["same"]) >= 0.8
    assert sum(found["other"]) / len(found["other"]) <= 0.4
