"""The index in PostgreSQL: a tsvector of folded words, which need no dictionary."""

from collections.abc import Iterable, Sequence

from django.db import connection

from rotative.search.documents import Document
from rotative.search.engines.ranking import BODY, CANDIDATES, FRESH_BONUS, HEADLINE, NAMES, STANDFIRST, YEAR_S
from rotative.search.queries import Clause, Query
from rotative.search.tokenizer import stems

# headline, standfirst, body, names
_LABELS = "ACDB"
# For the labels D, C, B, A; none may be larger than 1.
_WEIGHTS = f"{{{', '.join(str(weight / 10) for weight in (BODY, STANDFIRST, NAMES, HEADLINE))}}}"
# The highest position PostgreSQL knows.
_LAST_POSITION = 16_383


def write(documents: Sequence[Document]) -> None:
    """Put documents in, replacing those of the same articles."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_document SET vector = %s::tsvector WHERE article_id = %s",
            [(_vector(document.columns), document.article_id) for document in documents],
        )


def erase(article_ids: Sequence[int]) -> None:
    """Do nothing: the vector is deleted with its row."""


def clear() -> None:
    """Empty the index of subjects; the vectors of articles are deleted with their rows."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_subject")


def is_damaged() -> bool:
    """Return False: rows are written again whatever their index holds, and REINDEX repairs that."""
    return False


def ranked(
    query: Query, *, language: str | None, public: bool, now: int, offset: int, limit: int
) -> list[int]:
    """Return the ids of matching articles, best first."""
    scope, values = _scope(language, public)
    expression = _expression(query)
    found = f"""
        SELECT article_id FROM (
            SELECT article_id, dated, vector FROM search_document
            WHERE vector @@ %s::tsquery {scope} ORDER BY article_id DESC LIMIT {CANDIDATES}
        ) AS newest
        ORDER BY ts_rank('{_WEIGHTS}', vector, %s::tsquery, 1)
            * (1.0 + {FRESH_BONUS} / (1.0 + greatest(0, %s - dated) / {YEAR_S})) DESC, article_id DESC
        LIMIT %s OFFSET %s
    """  # noqa: S608 - our own words
    return _ids(found, [expression, *values, expression, now, limit, offset])


def count(query: Query, *, language: str | None, public: bool) -> int:
    """Count the matching articles."""
    scope, values = _scope(language, public)
    found = f"SELECT count(*) FROM search_document WHERE vector @@ %s::tsquery {scope}"  # noqa: S608 - our own words
    return _ids(found, [_expression(query), *values])[0]


def write_subject(subject_id: int, words: Iterable[str]) -> None:
    """Put a subject in under these words; without words, take it out."""
    column = tuple(words)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_subject WHERE subject_id = %s", [subject_id])
        if column:
            cursor.execute(
                "INSERT INTO search_subject (subject_id, vector) VALUES (%s, %s::tsvector)",
                [subject_id, _vector([column])],
            )


def subjects(query: Query, limit: int) -> list[int]:
    """Return the ids of the subjects whose names match, shortest names first."""
    found = """
        SELECT subject_id FROM search_subject WHERE vector @@ %s::tsquery
        ORDER BY length(vector), subject_id LIMIT %s
    """
    return _ids(found, [_expression(query), limit])


def _vector(columns: Sequence[Sequence[str]]) -> str:
    """Return the literal of a tsvector: each word with its positions and labels; the stems of an Arabic word have its position."""
    places: dict[str, list[str]] = {}
    position = 0
    for label, column in zip(_LABELS, columns, strict=False):
        for token in column:
            position = min(position + 1, _LAST_POSITION)
            for form in (token, *stems(token)):
                places.setdefault(form, []).append(f"{position}{label}")
        # A gap, so that no phrase runs from one column into the next.
        position = min(position + 1, _LAST_POSITION)
    # Words hold letters and digits only: nothing in them ends the quotes.
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _expression(query: Query) -> str:
    return " & ".join(_clause(clause) for clause in query.clauses)


def _clause(clause: Clause) -> str:
    star = ":*" if clause.prefix else ""
    return (
        "("
        + " | ".join(
            "(" + " <-> ".join(f"'{word}'" for word in words) + star + ")" for words in clause.alternatives
        )
        + ")"
    )


def _scope(language: str | None, public: bool) -> tuple[str, list[str]]:
    conditions = "AND public" if public else ""
    return (conditions, []) if language is None else (f"{conditions} AND language = %s", [language])


def _ids(statement: str, values: Sequence[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
