"""The number of the newest articles that have a name: one that many have by chance is suggested in vain."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic

from rotative.articles import page_sql
from rotative.articles.models import Article, ArticleSubject
from rotative.articles.suggesting.walk import words_of
from rotative.subjects.finding import Article as Words
from rotative.subjects.finding import Index, Known, find

# The newest articles of a language that are read, so many at once; no more are begun after this time.
NEWEST, SLICE, BUDGET_S = 300, 50, 0.25
# A share of fewer articles says nothing.
LEAST = 20
# A name is common from this share of the articles on.
SHARE = 0.2


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """The articles in which a name of a subject is found."""

    name: str
    language: str
    # Those read.
    articles: int
    found: int
    # Of those found.
    with_subject: int

    @property
    def is_common(self) -> bool:
        """True where many articles have the name, and most of these not the subject."""
        often = self.articles >= LEAST and self.found >= SHARE * self.articles
        return often and 2 * self.with_subject < self.found


def frequencies(
    subject_id: int, kind: str, names: Mapping[str, Collection[str]], *, budget_s: float = BUDGET_S
) -> Iterator[Frequency]:
    """Return how often names of a subject are found, each alone. names: language → names in it.

    budget_s: for all of them; at least one slice of each language is read.
    """
    ends = monotonic() + budget_s
    for language, written in names.items():
        indexes = {
            name: Index([Known(id=str(subject_id), kind=kind, names={language: [name]})]) for name in written
        }
        found: dict[str, set[int]] = {name: set() for name in written}
        read = 0
        for some in _slices(language):
            read += len(some)
            for pk, words in some.items():
                for name, index in indexes.items():
                    if find(index, words, new=False).subjects:
                        found[name].add(pk)
            if monotonic() > ends:
                break
        anywhere = {pk for pks in found.values() for pk in pks}
        links = ArticleSubject.objects.filter(subject_id=subject_id, article_id__in=anywhere)
        have = set(links.values_list("article_id", flat=True))
        for name, pks in found.items():
            yield Frequency(
                name=name, language=language, articles=read, found=len(pks), with_subject=len(pks & have)
            )


def _slices(language: str) -> Iterator[dict[int, Words]]:
    rows = Article.objects.published().in_language(language).newest_first()
    ids = list(rows.values_list("pk", flat=True)[:NEWEST])
    for start in range(0, len(ids), SLICE):
        stories = page_sql.stories(ids[start : start + SLICE])
        yield {pk: words_of(story) for pk, story in stories.items()}
