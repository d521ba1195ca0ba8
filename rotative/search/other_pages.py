"""Answers that are no articles: dossiers with the words in them, and the letters that printed the articles found."""

from collections.abc import Sequence

from rotative.articles.cards import Link
from rotative.core import addresses
from rotative.dossiers.models import Dossier
from rotative.editions import reads as editions
from rotative.search.queries import Clause, Query
from rotative.search.tokenizer import stems, tokenize

# Shown above the articles.
DOSSIERS = 5
LETTERS = 3


def dossiers(query: Query, language: str) -> tuple[Link, ...]:
    """Return the published dossiers of a language with all words of a query, those with them in the title first.

    A newsroom follows tens of matters: they are read, not indexed.
    """
    published = Dossier.objects.filter(live=True, locale__language_code=language)
    found = []
    for row in published.prefetch_related("events", "commitments").order_by("-pk"):
        parts = [row.summary, *(event.text for event in row.events.all())]
        parts += [promise.text for promise in row.commitments.all()]
        title = tokenize(row.title)
        if fulfils(query, [*title, *tokenize("\n".join(parts))]):
            found.append((not fulfils(query, title), row))
    found.sort(key=lambda pair: pair[0])
    return tuple(
        Link(name=row.title, path=addresses.href(addresses.dossier(language, row.slug)))
        for _elsewhere, row in found[:DOSSIERS]
    )


def letters(article_ids: Sequence[int], language: str) -> tuple[editions.LetterCard, ...]:
    """Return the letters that printed one of these articles, newest first."""
    return editions.letters_with(article_ids, language, limit=LETTERS)


def fulfils(query: Query, words: Sequence[str]) -> bool:
    """Return whether the words of a text fulfil every clause of a query, as in the index."""
    return bool(query.clauses) and all(_has(clause, words) for clause in query.clauses)


def _has(clause: Clause, words: Sequence[str]) -> bool:
    return any(_has_phrase(phrase, words, prefix=clause.prefix) for phrase in clause.alternatives)


def _has_phrase(phrase: Sequence[str], words: Sequence[str], *, prefix: bool) -> bool:
    """Return whether the words of a phrase are next to each other in a text, in this order."""
    return any(
        all(
            _is_word(asked, word, prefix=prefix and place == len(phrase) - 1)
            for place, (asked, word) in enumerate(zip(phrase, words[at:], strict=False))
        )
        for at in range(len(words) - len(phrase) + 1)
    )


def _is_word(asked: str, word: str, *, prefix: bool) -> bool:
    forms = (word, *stems(word))
    return any(form.startswith(asked) if prefix else form == asked for form in forms)
