"""The steps by which a letter that is too heavy gets lighter: stories from the end become headlines, then go."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rotative.articles.cards import ArticleCard
from rotative.editions.composing.compose import Kind
from rotative.editions.composing.renditions import seconds
from rotative.editions.draft.selections import Choice


def lighter(
    choices: Sequence[Choice], cards: Mapping[int, ArticleCard], language: str
) -> list[tuple[Choice, ...]]:
    """Return ever lighter versions of a letter, the longest first; the last one has the first headline alone.

    cards: by article id, one for each choice.
    """
    steps: list[tuple[Choice, ...]] = []
    current = list(choices)
    for place in reversed(range(len(current))):
        if current[place].text:
            current[place] = _headline(current[place], cards[current[place].article_id], language)
            steps.append(tuple(current))
    while len(current) > 1:
        current.pop()
        steps.append(tuple(current))
    return steps


def _headline(choice: Choice, card: ArticleCard, language: str) -> Choice:
    return replace(
        choice,
        kind=Kind.HEADLINE,
        text="",
        seconds=seconds(f"{card.section.name} {card.label}", choice.headline, "", language=language),
    )
