"""Further reading under an article, as cards."""

from collections.abc import Iterable, Mapping, Sequence

from rotative.articles import body, page_sql
from rotative.articles.cards import ArticleView, SubjectLink, TeaserCard
from rotative.articles.page_sql import StoryRow
from rotative.articles.reads import article_pages
from rotative.articles.related import further_reading as chosen
from rotative.articles.related.further_reading import Reading, Story
from rotative.bake import keys
from rotative.bake.batch import loaders
from rotative.bake.batch.loaders import Loader


def _load(ids: Sequence[int]) -> Mapping[int, Reading]:
    """Return what was chosen for live articles; choose where nothing was, and keep it when pages are printed."""
    found = chosen.kept(ids)
    missing = [pk for pk in ids if pk not in found]
    if missing:
        stories = page_sql.stories(missing)
        subjects = page_sql.subject_ids(list(stories))
        made = chosen.choose([_story(row, subjects[pk]) for pk, row in stories.items()])
        if loaders.is_printing():
            chosen.keep(made)
        found |= made
    return found


# By article.
_readings: Loader[int, Reading] = Loader(_load)


def prepare_further_reading(ids: Iterable[int]) -> None:
    """Load for a batch the further reading of live articles."""
    found = _readings.prepare(ids)
    article_pages.teasers(pk for reading in found.values() for pk in reading.ids)


def further_reading(article_id: int) -> tuple[TeaserCard, ...]:
    """Return the articles to read after a live one, best first."""
    keys.record(chosen.name(article_id))
    reading = _readings.one(article_id)
    return _teasers(reading) if reading else ()


def reading_on(article: ArticleView, *, draft: bool) -> tuple[SubjectLink | None, tuple[TeaserCard, ...]]:
    """Return the further reading under an article: its subject and the articles. draft: it is only previewed."""
    if not draft:
        keys.record(chosen.name(article.card.id))
    reading = _for_draft(article) if draft else _readings.one(article.card.id)
    if reading is None or not article.subjects:
        return None, ()
    # Its subject may have been merged into another one since.
    subject = next((one for one in article.subjects if one.id == reading.subject_id), article.subjects[0])
    return subject, _teasers(reading)


def _for_draft(article: ArticleView) -> Reading:
    card = article.card
    story = Story(
        id=card.id,
        language=card.language,
        published_at=card.published_at,
        subjects=tuple(subject.id for subject in article.subjects),
        headline=card.headline,
        standfirst=card.standfirst,
        shown=frozenset(),
    )
    return chosen.choose_for_draft(story)


def _story(row: StoryRow, subjects: Sequence[int]) -> Story:
    return Story(
        id=row.id,
        language=row.language,
        published_at=row.published_at,
        subjects=tuple(subjects),
        headline=row.headline,
        standfirst=row.standfirst,
        shown=body.mentions(row.body).articles,
    )


def _teasers(reading: Reading) -> tuple[TeaserCard, ...]:
    found = article_pages.teasers(reading.ids)
    return tuple(found[pk] for pk in reading.ids if pk in found)
