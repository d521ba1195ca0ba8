"""The index in SQLite: FTS5."""

from collections.abc import Iterable, Sequence

from django.db import DatabaseError, OperationalError, connection

from rotative.core.sql import rows
from rotative.search.documents import Document
from rotative.search.engines.ranking import BODY, CANDIDATES, FRESH_BONUS, HEADLINE, NAMES, STANDFIRST, YEAR_S
from rotative.search.queries import Clause, Query
from rotative.search.tokenizer import stems

# Between the words of a text and the stems of its Arabic words, so that no phrase runs across. No query holds it.
_PARTITION = "\ue000"
# By the columns of the index.
_WEIGHTS = f"{HEADLINE}, {STANDFIRST}, {BODY}, {NAMES}"

# The names of FTS5's own tables end so.
_PARTS = ("data", "idx", "content", "docsize")

_MATCHES = """
    FROM search_index JOIN search_document ON search_document.article_id = search_index.rowid
    WHERE search_index MATCH %s
"""


def write(documents: Sequence[Document]) -> None:
    """Put documents in, replacing those of the same articles."""
    _delete("search_index", "rowid", [document.article_id for document in documents])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_index (rowid, headline, standfirst, body, names) VALUES (%s, %s, %s, %s, %s)",
            [(document.article_id, *map(_text, document.columns)) for document in documents],
        )


def erase(article_ids: Sequence[int]) -> None:
    """Take documents out."""
    _delete("search_index", "rowid", article_ids)


def clear() -> None:
    """Empty the index of articles and subjects."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
        cursor.execute("DELETE FROM search_subject")


def is_damaged() -> bool:
    """Return whether the tables in which FTS5 keeps the index are damaged. Reads them whole, while others write."""
    try:
        checked = [rows(f"PRAGMA quick_check('search_index_{part}')", []) for part in _PARTS]
    except OperationalError:
        raise
    except DatabaseError:
        return True
    return any(found != [("ok",)] for found in checked)


def ranked(
    query: Query, *, language: str | None, public: bool, now: int, offset: int, limit: int
) -> list[int]:
    """Return the ids of matching articles, best first."""
    scope, values = _scope(language, public)
    # bm25 is negative: lower is better.
    found = f"""
        SELECT article_id FROM (
            SELECT article_id, dated, bm25(search_index, {_WEIGHTS}) AS score
            {_MATCHES} {scope} ORDER BY search_index.rowid DESC LIMIT {CANDIDATES}
        )
        ORDER BY score * (1.0 + {FRESH_BONUS} / (1.0 + max(0, %s - dated) / {YEAR_S})), article_id DESC
        LIMIT %s OFFSET %s
    """  # noqa: S608 - our own words
    return _ids(found, [_expression(query), *values, now, limit, offset])


def count(query: Query, *, language: str | None, public: bool) -> int:
    """Count the matching articles."""
    scope, values = _scope(language, public)
    return _ids(f"SELECT count(*) {_MATCHES} {scope}", [_expression(query), *values])[0]


def write_subject(subject_id: int, words: Iterable[str]) -> None:
    """Put a subject in under these words; without words, take it out."""
    _delete("search_subject", "rowid", [subject_id])
    if text := _text(tuple(words)):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_subject (rowid, words) VALUES (%s, %s)", [subject_id, text])


def subjects(query: Query, limit: int) -> list[int]:
    """Return the ids of the subjects whose names match, shortest names first."""
    found = "SELECT rowid FROM search_subject WHERE search_subject MATCH %s ORDER BY bm25(search_subject), rowid LIMIT %s"
    return _ids(found, [_expression(query), limit])


def _text(column: Sequence[str]) -> str:
    further = [stem for token in column for stem in stems(token)]
    return " ".join([*column, _PARTITION, *further] if further else column)


def _expression(query: Query) -> str:
    return " AND ".join(_clause(clause) for clause in query.clauses)


def _clause(clause: Clause) -> str:
    # Words hold letters and digits only: inside quotes nothing in them is an operator.
    star = " *" if clause.prefix else ""
    return "(" + " OR ".join(f'"{" ".join(words)}"{star}' for words in clause.alternatives) + ")"


def _scope(language: str | None, public: bool) -> tuple[str, list[str]]:
    conditions = "AND public" if public else ""
    return (conditions, []) if language is None else (f"{conditions} AND language = %s", [language])


def _delete(table: str, column: str, ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE {column} = %s", [(one,) for one in ids])  # noqa: S608 - our names


def _ids(statement: str, values: Sequence[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
