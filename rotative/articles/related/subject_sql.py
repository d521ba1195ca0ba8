"""The parts of a subject's page besides its list, read for many subjects at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from rotative.core.sql import instant, rows_of

_PINNED = """
    SELECT subject_id, article_id FROM articles_pinnedarticle WHERE subject_id IN ({ids}) ORDER BY sort_order, id
"""
_CORRECTED = """
    SELECT c.article_id, c.dated_at, c.text FROM articles_correction c JOIN articles_article a ON a.id = c.article_id
    WHERE a.live AND c.article_id IN ({ids}) ORDER BY c.dated_at DESC, c.id DESC
"""


def pinned(subject_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the articles that are pinned to each subject, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for subject_id, article_id in rows_of(_PINNED, subject_ids):
        found[subject_id].append(article_id)
    return found


def corrections(article_ids: Sequence[int]) -> list[tuple[int, datetime, str]]:
    """Return the corrections of live articles, newest first: article, date, text."""
    return [(pk, instant(at), text) for pk, at, text in rows_of(_CORRECTED, article_ids)]
