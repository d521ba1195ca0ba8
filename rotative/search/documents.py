"""Articles as the index keeps them: folded words, never the text itself."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from rotative.articles import body, page_sql
from rotative.articles.models import Article, ArticleByline, ArticleSubject
from rotative.core.text import flat
from rotative.search import index_sql
from rotative.search.index_sql import Entry
from rotative.search.tokenizer import tokenize
from rotative.subjects.models import Subject

# Characters of a body. Longer than any report, and PostgreSQL takes at most a megabyte for one document.
_LONGEST_BODY = 100_000
# What every save of an article changes.
STAMP = ("edited_at", "latest_revision_id", "live")
COLUMNS = ("headline", "standfirst", "body", "names")


@dataclass(frozen=True, kw_only=True)
class Document:
    """An article in the index."""

    article_id: int
    language: str
    # Readers may find it.
    public: bool
    # Seconds since 1970: publication, or last edit of a draft.
    dated: int
    # Folded words of each of COLUMNS, in their order.
    columns: tuple[tuple[str, ...], ...]

    @cached_property
    def digest(self) -> str:
        """The hash of all its words: with an equal one there is nothing to write."""
        joined = "\n".join(" ".join(column) for column in self.columns)
        return hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()

    @property
    def entry(self) -> Entry:
        """The row of the index's own table."""
        return self.language, self.public, self.dated, self.digest


def documents(articles: Sequence[Article]) -> Iterator[Document]:
    """Make the documents of articles; names are loaded for all of them at once."""
    live = [article.pk for article in articles if article.live]
    subjects, bylines = page_sql.subject_ids(live), page_sql.byline_ids(live)
    for article in articles:
        if not article.live:
            # A draft's subjects and bylines may be in its revision only.
            subjects[article.pk] = [link.subject_id for link in article.article_subjects.all()]
            bylines[article.pk] = [link.byline_id for link in article.article_bylines.all()]
    subject_names = index_sql.subject_names(set(chain.from_iterable(subjects.values())))
    byline_names = index_sql.byline_names(set(chain.from_iterable(bylines.values())))
    for article in articles:
        about = chain.from_iterable(subject_names.get(pk, ()) for pk in subjects.get(article.pk, ()))
        signed = (byline_names[pk] for pk in bylines.get(article.pk, ()))
        yield _document(article, chain(about, signed))


def _document(article: Article, names: Iterable[str]) -> Document:
    dated = article.published_at or article.edited_at
    texts = (
        article.headline,
        flat(article.standfirst),
        body.words(body.blocks(article.body))[:_LONGEST_BODY] if article.body else "",
        "\n".join(names),
    )
    return Document(
        article_id=article.pk,
        language=article.language,
        public=article.live,
        dated=int(dated.timestamp()),
        columns=tuple(tuple(tokenize(text)) for text in texts),
    )


def subject_words(subject_id: int) -> tuple[str, ...]:
    """Return the folded words of all names and aliases of a subject, in every script."""
    names = index_sql.subject_names([subject_id]).get(subject_id, ())
    return tuple(token for name in names for token in tokenize(name))


def rows() -> QuerySet[Article]:
    """Return the articles with the columns a document needs."""
    return Article.objects.select_related("locale")


def stamps(article_ids: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """Return the present values of STAMP of articles, by id; those that are gone are left out."""
    rows = Article.objects.filter(pk__in=list(article_ids)).order_by()
    return {pk: tuple(values) for pk, *values in rows.values_list("pk", *STAMP)}


def newest(article: Article) -> Article:
    """Return the article as the desk shows it: an unpublished one from its last revision."""
    if article.live or article.latest_revision_id is None:
        return article
    draft: Article = article.get_latest_revision_as_object()
    return draft


def ids_about(subject_id: int) -> list[int]:
    """Return the ids of the articles about a subject."""
    return list(ArticleSubject.objects.filter(subject_id=subject_id).values_list("article_id", flat=True))


def ids_signed(byline_id: int) -> list[int]:
    """Return the ids of the articles that have a byline."""
    return list(ArticleByline.objects.filter(byline_id=byline_id).values_list("article_id", flat=True))


def subject_ids() -> list[int]:
    """Return the ids of all subjects."""
    return list(Subject.objects.order_by("pk").values_list("pk", flat=True))
