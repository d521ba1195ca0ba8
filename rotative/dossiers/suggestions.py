"""Dossiers that an article may be a development of, from its subjects and its words."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from rotative.core.text.folding import fold
from rotative.dossiers.models import Dossier

# Points of an actor that is a subject of the article, and of a word of the title or the summary that it shares.
_ACTOR, _TITLE, _SUMMARY = 6, 3, 1
# Fewer are chance.
_ENOUGH = 4
_MOST = 4
# Letters of a word that says something, and of a text that is read.
_SHORTEST, _LONGEST = 4, 20_000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A dossier, with the reason why it is suggested."""

    id: int
    title: str
    # Names of the actors that are subjects of the article.
    actors: tuple[str, ...]
    # Words that they share.
    words: tuple[str, ...]


def suggested(text: str, subject_ids: Collection[int], language: str) -> list[Suggestion]:
    """Return the dossiers of a language that an article belongs to, the likeliest first; a few.

    text: of the article, so far; subject_ids: of its subjects. A newsroom follows tens of matters: they are read.
    """
    said = _words(text[:_LONGEST])
    found = []
    rows = Dossier.objects.filter(locale__language_code=language).order_by("-pk")
    for row in rows.prefetch_related("actors__subject__names"):
        actors = [one.subject for one in row.actors.all() if one.subject_id in subject_ids]
        title, summary = said & _words(row.title), said & _words(row.summary)
        points = _ACTOR * len(actors) + _TITLE * len(title) + _SUMMARY * len(summary - title)
        if points >= _ENOUGH:
            reason = Suggestion(
                id=row.pk,
                title=row.title,
                actors=tuple(str(actor) for actor in actors),
                words=tuple(sorted(title | summary)[:5]),
            )
            found.append((points, reason))
    found.sort(key=lambda pair: -pair[0])
    return [reason for _points, reason in found[:_MOST]]


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST)
