"""Sections, articles, signatures, corrections and the lists they stand in."""

from rotative.articles.models.article import Article, ArticleSubject
from rotative.articles.models.byline import ArticleByline, Byline
from rotative.articles.models.correction import Correction
from rotative.articles.models.lists import ListEntry
from rotative.articles.models.section import Section, SectionDesk

__all__ = [
    "Article",
    "ArticleByline",
    "ArticleSubject",
    "Byline",
    "Correction",
    "ListEntry",
    "Section",
    "SectionDesk",
]
