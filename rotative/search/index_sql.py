"""Statements on the index's own table, and on the names an article is found under.

The table `search_document` has no model: each database keeps its words in a form of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import connection

from rotative.core.sql import rows, rows_of

# language, public, dated, digest
Entry = tuple[str, bool, int, str]

_NAMES = "SELECT subject_id, name, aliases FROM subjects_subjectname WHERE subject_id IN ({ids}) ORDER BY id"
_BYLINES = "SELECT id, name FROM articles_byline WHERE id IN ({ids})"
_ENTRIES = (
    "SELECT article_id, language, public, dated, digest FROM search_document WHERE article_id IN ({ids})"
)
_SAVE = """
    INSERT INTO search_document (article_id, language, public, dated, digest) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (article_id) DO UPDATE SET
        language = excluded.language, public = excluded.public, dated = excluded.dated, digest = excluded.digest
"""
_ORPHANS = """
    SELECT article_id FROM search_document d
    WHERE NOT EXISTS (SELECT 1 FROM articles_article a WHERE a.id = d.article_id)
"""


def subject_names(subject_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the names and aliases of subjects in every language, by subject id."""
    found: dict[int, list[str]] = defaultdict(list)
    for subject_id, name, aliases in rows_of(_NAMES, subject_ids):
        found[subject_id] += [name, *aliases.splitlines()]
    return found


def byline_names(byline_ids: Collection[int]) -> dict[int, str]:
    """Return the names of bylines, by byline id."""
    return dict(rows_of(_BYLINES, byline_ids))


def entries(article_ids: Collection[int]) -> dict[int, Entry]:
    """Return the entries of the articles that are in the index, by article id."""
    return {row[0]: (row[1], bool(row[2]), row[3], row[4]) for row in rows_of(_ENTRIES, article_ids)}


def save_entries(changed: Iterable[tuple[int, Entry]]) -> None:
    """Write the entries of articles, new or changed."""
    with connection.cursor() as cursor:
        cursor.executemany(_SAVE, [(article_id, *entry) for article_id, entry in changed])


def delete_entries(article_ids: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM search_document WHERE article_id = %s", [(one,) for one in article_ids]
        )


def delete_all_entries() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document")


def orphans() -> list[int]:
    """Return the ids in the index that no article has."""
    return [article_id for (article_id,) in rows(_ORPHANS, [])]
