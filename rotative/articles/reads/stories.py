"""Articles as cards and as their own pages show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rotative.articles import body, entries, lists, rows, settle
from rotative.articles.cards import ArticleCard, ArticleView, CorrectionView, Link, SubjectLink
from rotative.articles.entries import Neighbours
from rotative.articles.models import Article
from rotative.articles.reads import people
from rotative.articles.rows import CardRow, StoryRow
from rotative.bake import keys
from rotative.core import addresses, reading
from rotative.core.text import excerpt, plain
from rotative.media import reads as media
from rotative.subjects import reads as subjects

# Characters of an excerpt on a card.
EXCERPT = 180


@dataclass(frozen=True, kw_only=True, slots=True)
class _Loaded:
    """A card, and the keys of what it prints besides the article's own words."""

    card: ArticleCard
    keys: frozenset[str]


def cards(ids: Iterable[int]) -> dict[int, ArticleCard]:
    """The cards of live articles, by id; the others are left out."""
    wanted = list(dict.fromkeys(ids))
    shared = keys.shared()
    unknown = [article_id for article_id in wanted if ("card", article_id) not in shared]
    with keys.at_hand():
        loaded = _load(unknown) if unknown else {}
    shared.update({("card", article_id): found for article_id, found in loaded.items()})
    shown: dict[int, ArticleCard] = {}
    for article_id in wanted:
        keys.record(keys.card(article_id))
        one = loaded[article_id] if article_id in loaded else shared["card", article_id]
        if one is not None:
            for key in one.keys:
                keys.record(key)
            shown[article_id] = one.card
    return shown


def article(article_id: int) -> ArticleView | None:
    """A live article as its page shows it, or None."""
    shared = keys.shared()
    if ("story", article_id) in shared:
        row = shared.pop(("story", article_id))
    else:
        row = rows.stories([article_id]).get(article_id)
    with keys.at_hand():
        return _view(row) if row else None


def view_of(draft: Article) -> ArticleView:
    """An article as its page would show it, a draft being previewed."""
    with keys.at_hand():
        return _view(rows.of(draft))


def minutes(article_id: int) -> int:
    """How long a live article takes to read: whole minutes, at least 1."""
    keys.record(keys.card(article_id))
    shared, place = keys.shared(), ("minutes", article_id)
    found: int | None = shared.get(place)
    if found is None:
        row = rows.stories([article_id]).get(article_id)
        found = shared[place] = _minutes(row, reading.words(_words(row))) if row else 1
    return found


def subject_ids(ids: Collection[int]) -> dict[int, list[int]]:
    """Article → its subjects, main first."""
    for article_id in ids:
        # Subjects belong to the article, not to its card.
        keys.record(keys.article(article_id))
    shared = keys.shared()
    unknown = [article_id for article_id in ids if ("tags", article_id) not in shared]
    loaded = rows.subject_ids(unknown) if unknown else {}
    shared.update({("tags", article_id): loaded.get(article_id, []) for article_id in unknown})
    return {pk: loaded.get(pk) or shared.get(("tags", pk), []) for pk in ids}


def prepare(ids: Sequence[int], *, related: int) -> None:
    """Within a batch: load what the pages of many articles show. Each page is used once.

    related: under how many of its subjects an article shows its neighbours.
    """
    shared = keys.shared()
    found = rows.stories(ids)
    shared.update({("story", pk): row for pk, row in found.items()})
    twins = rows.translations({row.translation_key for row in found.values()})
    shared.update({("twins", key): them for key, them in twins.items()})
    mentioned = [body.mentions(row.body) for row in found.values()]
    _prepare_subjects(found.values(), {pk for one in mentioned for pk in one.subjects})
    names = {name for row in found.values() for name in _lists_of(row)[:related]}
    around = neighbours(names, list(found))
    shown = {pk for near in around.values() for pk in (*near.before, *near.after)}
    cards(shown | {pk for one in mentioned for pk in one.articles})
    lead = {row.picture_id for row in found.values() if row.picture_id}
    media.prepare(lead | {pk for one in mentioned for pk in one.pictures})


def neighbours(names: Collection[str], ids: Collection[int]) -> dict[tuple[str, int], Neighbours]:
    """List and article → the nearest articles; in a batch each is loaded once."""
    shared = keys.shared()
    unknown = [pk for pk in ids if any(("around", name, pk) not in shared for name in names)]
    if unknown:
        found = entries.around(names, unknown, lists.RELATED)
        shared.update({("around", name, pk): found.get((name, pk)) for name in names for pk in unknown})
        if len(ids) == len(unknown):
            return found
    pairs = {(name, pk): shared.get(("around", name, pk)) for name in names for pk in ids}
    return {pair: near for pair, near in pairs.items() if near is not None}


def _view(row: StoryRow) -> ArticleView:
    if row.id:
        keys.record(keys.article(row.id))
    text = _words(row)
    word_count = reading.words(text)
    return ArticleView(
        card=_card(row, text),
        body=body.views(row.body, language=row.language, card=lambda pk: cards([pk]).get(pk)),
        subjects=tuple(_subject_links(row)),
        corrections=tuple(CorrectionView(dated_at=at, text=note) for at, note in row.corrections),
        updated_note=row.updated_note if row.updated_at else "",
        translations=_translations(row),
        comments_open=row.comments_open,
        word_count=word_count,
        minutes=_minutes(row, word_count),
        aged=row.aged,
    )


def _card(row: CardRow, text: str) -> ArticleCard:
    """text: its words, where the standfirst has none."""
    keys.record(keys.section(row.section_id))
    for byline in row.bylines:
        keys.record(keys.byline(byline.id))
    return ArticleCard(
        id=row.id,
        language=row.language,
        form="brief" if row.form == Article.Form.BRIEF else "article",
        path=addresses.href(row.path),
        headline=row.headline,
        standfirst=row.standfirst,
        excerpt=excerpt(plain(row.standfirst) or text, EXCERPT),
        section=_section_link(row.section_id),
        bylines=tuple(
            Link(name=byline.name, path=addresses.href(addresses.author(row.language, byline.slug)))
            for byline in row.bylines
        ),
        published_at=row.published_at,
        updated_at=row.updated_at,
        picture=media.picture(
            row.picture_id, alt=row.picture_alt, caption=row.picture_caption, credit=row.picture_credit
        ),
    )


def _load(ids: Collection[int]) -> dict[int, _Loaded | None]:
    found = rows.cards(ids)
    media.prepare(row.picture_id for row in found.values() if row.picture_id)
    loaded: dict[int, _Loaded | None] = dict.fromkeys(ids)
    for pk, row in found.items():
        with keys.recording() as shown:
            card = _card(row, _words(row) if row.body else "")
        loaded[pk] = _Loaded(card=card, keys=frozenset(shown))
    return loaded


def _section_link(section_id: int) -> Link:
    shared, place = keys.shared(), ("section link", section_id)
    if place not in shared:
        card = people.every_section()[section_id]
        shared[place] = Link(name=card.name, path=addresses.href(card.path))
    found: Link = shared[place]
    return found


def _minutes(row: CardRow, word_count: int) -> int:
    pictures = body.pictures(row.body) + (1 if row.picture_id else 0)
    return reading.minutes(reading.seconds(word_count, row.language, pictures=pictures))


def _words(row: CardRow) -> str:
    return body.words(row.body) or plain(row.standfirst)


def _lists_of(row: StoryRow) -> list[str]:
    """The lists of its subjects, main first."""
    return [f"subject:{subject_id}:{row.language}" for subject_id in row.subjects]


def _prepare_subjects(found: Iterable[StoryRow], mentioned: set[int]) -> None:
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in found:
        wanted[row.language].update(row.subjects)
    together = set(mentioned).union(*wanted.values())
    for language in list(wanted)[:1]:
        subjects.subjects(together, language)


def _subject_links(row: StoryRow) -> Iterable[SubjectLink]:
    found = subjects.subjects(row.subjects, row.language)
    for subject_id in row.subjects:
        if card := found.get(subject_id):
            yield SubjectLink(id=card.id, kind=card.kind, name=card.name, path=addresses.href(card.path))


def _translations(row: StoryRow) -> dict[str, str]:
    keys.record(settle.translations_key_of(row.translation_key))
    shared, place = keys.shared(), ("twins", row.translation_key)
    twins = shared.get(place)
    if twins is None:
        twins = shared[place] = rows.translations([row.translation_key])[row.translation_key]
    return {code: addresses.href(path) for pk, (code, path) in twins.items() if pk != row.id}
