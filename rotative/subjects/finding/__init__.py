"""Subjects found in texts by their names, in every script. Pure: imports neither Django nor Wagtail."""

from rotative.subjects.finding.article_text import FIELDS, MOST_LETTERS, Article
from rotative.subjects.finding.finder import Findings, Span, Suggestion, find
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.suggestion_reasons import Reason, words
from rotative.subjects.finding.unknown.spelling import similar
from rotative.subjects.finding.vocabulary import Known

__all__ = [
    "FIELDS",
    "MOST_LETTERS",
    "Article",
    "Findings",
    "Index",
    "Known",
    "Reason",
    "Span",
    "Suggestion",
    "find",
    "similar",
    "words",
]
