"""An article as the index keeps it: folded words, never the text itself."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import QuerySet

from rotative.articles import body
from rotative.articles import page_sql as article_rows
from rotative.articles.models import Article, ArticleByline, ArticleSubject
from rotative.core.sql import rows_of
from rotative.core.text import plain
from rotative.search.tokenizer import tokenize
from rotative.subjects.models import Subject

# Characters of a body; far past the longest report, and a bound for PostgreSQL's megabyte per document.
_LONGEST_BODY = 100_000
_NAMES = "SELECT subject_id, name, aliases FROM subjects_subjectname WHERE subject_id IN ({ids}) ORDER BY id"
_SIGNATURES = "SELECT id, name FROM articles_byline WHERE id IN ({ids})"
COLUMNS = ("headline", "standfirst", "body", "names")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One article in the index."""

    article_id: int
    language: str
    # Readers may find it.
    public: bool
    # Seconds since 1970: publication, or last edit of a draft.
    dated: int
    # Folded words of each of COLUMNS, in order.
    columns: tuple[tuple[str, ...], ...]

    @cached_property
    def digest(self) -> str:
        """Of all its words: the same digest means there is nothing to write."""
        joined = "\n".join(" ".join(column) for column in self.columns)
        return hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()


def documents(articles: Sequence[Article]) -> Iterator[Document]:
    """The articles as documents; what they need is loaded for all of them at once."""
    live = [article.pk for article in articles if article.live]
    subjects, bylines = article_rows.subject_ids(live), article_rows.byline_ids(live)
    for article in articles:
        if not article.live:
            # As the desk has them, saved or not.
            subjects[article.pk] = [link.subject_id for link in article.article_subjects.all()]
            bylines[article.pk] = [link.byline_id for link in article.article_bylines.all()]
    names = _names(set(chain.from_iterable(subjects.values())))
    signatures = _signatures(set(chain.from_iterable(bylines.values())))
    for article in articles:
        about = [name for subject_id in subjects.get(article.pk, ()) for name in names.get(subject_id, ())]
        yield _document(
            article, [*about, *(signatures[byline_id] for byline_id in bylines.get(article.pk, ()))]
        )


def _document(article: Article, names: Iterable[str]) -> Document:
    dated = article.published_at or article.edited_at
    texts = (
        article.headline,
        plain(article.standfirst),
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
    """Every name and alias of a subject, in all scripts, as folded words."""
    return tuple(token for name in _names({subject_id}).get(subject_id, ()) for token in tokenize(name))


def _names(subject_ids: set[int]) -> dict[int, list[str]]:
    """Subject id → its names and aliases in every language."""
    found: dict[int, list[str]] = {}
    for subject_id, name, aliases in rows_of(_NAMES, subject_ids):
        found.setdefault(subject_id, []).extend([name, *aliases.splitlines()])
    return found


def _signatures(byline_ids: set[int]) -> dict[int, str]:
    """Byline id → name."""
    return dict(rows_of(_SIGNATURES, byline_ids))


def rows() -> QuerySet[Article]:
    """Articles with what a document needs of their own table."""
    return Article.objects.select_related("locale")


def newest(article: Article) -> Article:
    """The words the desk knows: of an unpublished article those of its last revision."""
    if article.live or article.latest_revision_id is None:
        return article
    drafted: Article = article.get_latest_revision_as_object()
    return drafted


def about(subject_id: int) -> list[int]:
    """Ids of the articles about a subject."""
    return list(ArticleSubject.objects.filter(subject_id=subject_id).values_list("article_id", flat=True))


def signed(byline_id: int) -> list[int]:
    """Ids of the articles that bear a signature."""
    return list(ArticleByline.objects.filter(byline_id=byline_id).values_list("article_id", flat=True))


def subject_ids() -> list[int]:
    """Ids of all subjects."""
    return list(Subject.objects.order_by("pk").values_list("pk", flat=True))
