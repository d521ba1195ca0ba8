"""Articles as cards and as their own pages show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import cast
from uuid import UUID

from django.utils.translation import override

from rotative.articles import body, page_sql, publication
from rotative.articles.cards import (
    ArticleCard,
    ArticleView,
    BlockView,
    CorrectionView,
    Genre,
    Link,
    MachineView,
    SubjectLink,
    TeaserCard,
)
from rotative.articles.embeds import posters
from rotative.articles.models import Article
from rotative.articles.page_sql import ArticleRow, CardRow, TeaserRow
from rotative.articles.reads import sections
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import Loader, Single, ensure_batch
from rotative.core import addresses, reading_time
from rotative.core.text import deck, flat
from rotative.media import reads as media
from rotative.media.cards import FaceCard
from rotative.subjects import reads as subjects

# Characters of an excerpt on a card, some more or less: it ends with a sentence.
EXCERPT = 180
# Rows of cards in memory at the same time; the pages of a batch may list thousands.
_AT_ONCE = 500


def _load_section_links(ids: Sequence[int]) -> Mapping[int, Link]:
    cards = sections.every_section()
    return {pk: Link(name=cards[pk].name, path=addresses.href(cards[pk].path)) for pk in ids}


# By article, unless said otherwise.
_cards: Cached[int, ArticleCard] = Cached()
_teasers: Cached[int, TeaserCard] = Cached()
_minutes: Cached[int, int] = Cached()
_rows: Loader[int, ArticleRow] = Loader(lambda ids: page_sql.articles(ids))
_whole: Loader[int, CardRow] = Loader(lambda ids: page_sql.cards(ids, whole=True))
_subject_ids: Loader[int, list[int]] = Loader(lambda ids: page_sql.subject_ids(ids))
# By translation key.
_twins: Loader[UUID, dict[int, tuple[str, str]]] = Loader(lambda ids: page_sql.translations(ids))
# By section.
_section_links: Loader[int, Link] = Loader(_load_section_links)
# Cards of articles whose own pages are printed, with the keys that they showed. Only for the batch: in a bake of an
# archive they would push out of the cache what the next pages show.
_own_cards: Single[dict[int, tuple[ArticleCard, frozenset[str]]]] = Single(dict)
# Articles that have no card, because they are not live.
_not_live: Single[set[int]] = Single(set)


def cards(ids: Iterable[int]) -> dict[int, ArticleCard]:
    """Return the cards of live articles by id, in the order asked for; the others are left out."""
    wanted = dict.fromkeys(ids)
    shown: dict[int, ArticleCard] = {}
    not_live = _not_live.get()
    unknown: list[int] = []
    for article_id in wanted:
        if card := _cards.get(article_id) or _own_card(article_id):
            shown[article_id] = card
        elif article_id in not_live:
            keys.record(keys.card(article_id))
        else:
            unknown.append(article_id)
    if not unknown:
        return shown
    with ensure_batch():
        shown |= _load(unknown)
    not_live.update(article_id for article_id in unknown if article_id not in shown)
    return {article_id: shown[article_id] for article_id in wanted if article_id in shown}


def article(article_id: int) -> ArticleView | None:
    """Return a live article as its page shows it, or None."""
    row = _rows.take(article_id)
    with ensure_batch():
        return _view(row, _keep_own_card(row)) if row else None


def view_of(draft: Article) -> ArticleView:
    """Return a draft as its page would show it."""
    with ensure_batch():
        row = page_sql.of(draft)
        return _view(row, _card(row, _words(row)))


def minutes(article_id: int) -> int:
    """Return how long a live article takes to read: whole minutes, at least 1."""
    return _minutes.get_or_make(article_id, lambda: _whole_minutes(article_id))


def bodies(ids: Iterable[int]) -> dict[int, tuple[BlockView, ...]]:
    """Return the bodies of live articles by id, for pages that show them whole."""
    wanted = list(ids)
    for article_id in wanted:
        # The digest of a card contains the body.
        keys.record(keys.card(article_id))
    return {
        row.id: body.views(
            row.body, language=row.language, card=lambda pk: cards([pk]).get(pk), footnotes=False
        )
        for row in _whole.many(wanted).values()
    }


def prepare_bodies(ids: Iterable[int]) -> None:
    """Load for a batch the bodies of many articles, and what they show."""
    mentioned = [body.mentions(row.body) for row in _whole.prepare(ids).values()]
    subjects.prepare({pk for one in mentioned for pk in one.subjects})
    cards(pk for one in mentioned for pk in one.articles)
    media.prepare({pk for one in mentioned for pk in one.pictures})
    media.prepare_documents({pk for one in mentioned for pk in one.documents})


def subject_ids(ids: Collection[int]) -> dict[int, list[int]]:
    """Return the subjects of each article, main first."""
    for article_id in ids:
        # Subjects belong to the article, not to its card.
        keys.record(keys.article(article_id))
    found = _subject_ids.many(ids)
    return {article_id: found.get(article_id, []) for article_id in ids}


def prepare(ids: Sequence[int]) -> None:
    """Load for a batch what the pages of many articles show, but for further reading. Each page is used once."""
    found = _rows.prepare(ids)
    _twins.prepare(row.translation_key for row in found.values())
    mentioned = [body.mentions(row.body) for row in found.values()]
    about = {pk for row in found.values() for pk in row.subjects}
    subjects.prepare(about.union(*(one.subjects for one in mentioned)))
    cards(pk for one in mentioned for pk in one.articles)
    shared = {row.machines.share_picture_id for row in found.values() if row.machines.share_picture_id}
    _prepare_pictures(found.values(), shared.union(pk for one in mentioned for pk in one.pictures))
    media.prepare_documents({pk for one in mentioned for pk in one.documents})
    posters.prepare(url for row in found.values() for url in body.embeds(row.body))
    for row in found.values():
        # Lists that show them, in the same batch, need not load them again.
        _keep_own_card(row)


def teasers(ids: Iterable[int]) -> dict[int, TeaserCard]:
    """Return live articles, as the box of another one shows them, by id; the others are left out."""
    wanted = dict.fromkeys(ids)
    shown: dict[int, TeaserCard] = {}
    unknown: list[int] = []
    for article_id in wanted:
        if teaser := _teasers.get(article_id):
            shown[article_id] = teaser
        else:
            unknown.append(article_id)
    found = page_sql.teasers(unknown) if unknown else {}
    for article_id in unknown:
        key = keys.card(article_id)
        if row := found.get(article_id):
            shown[article_id] = _teaser(row)
            _teasers.put(article_id, shown[article_id], {key})
        else:
            keys.record(key)
    return shown


def translations(translation_keys: Iterable[UUID]) -> dict[UUID, dict[int, tuple[str, str]]]:
    """Return for each translation key the live articles: id → language and decoded path."""
    wanted = list(translation_keys)
    for key in wanted:
        keys.record(keys.translations(key))
    return page_sql.translations(wanted)


@lru_cache
def genre_label(genre: str, language: str) -> str:
    """Return the name of a genre in a language; "" for news, which has no label."""
    if genre == Article.Genre.NEWS:
        return ""
    with override(language):
        return str(Article.Genre(genre).label)


def _view(row: ArticleRow, card: ArticleCard) -> ArticleView:
    if row.id:
        keys.record(keys.article(row.id))
    word_count = (
        publication.word_count(row.body, row.standfirst) if row.word_count is None else row.word_count
    )
    return ArticleView(
        card=card,
        machines=_machines(row, card),
        body=body.views(
            row.body,
            language=row.language,
            card=lambda pk: cards([pk]).get(pk),
            path=card.path if row.id else "",
        ),
        subjects=tuple(_subject_links(row)),
        corrections=tuple(CorrectionView(dated_at=at, text=note) for at, note in row.corrections),
        updated_note=row.updated_note if row.updated_at else "",
        translations=_translations(row),
        comments_open=row.comments_open,
        word_count=word_count,
        minutes=_reading_minutes(row, word_count),
        aged=row.aged,
    )


def _machines(row: ArticleRow, card: ArticleCard) -> MachineView:
    """Return what machines read; a field left empty is taken from what readers see."""
    told, summary = row.machines, card.standfirst or card.excerpt
    description = told.search_description or summary
    return MachineView(
        search_title=told.search_title or card.headline,
        search_description=description,
        share_title=told.share_title or card.headline,
        share_description=told.share_description or description,
        share_picture=media.picture(told.share_picture_id) or card.picture,
        indexed=not told.hidden_from_search,
        original_url=told.original_url,
    )


def _card_of(row: CardRow) -> ArticleCard:
    """Return the card of a live article that is loaded; the cached one, if there is one."""
    return _cards.get_or_make(row.id, lambda: _as_listed(row))


def _keep_own_card(row: ArticleRow) -> ArticleCard:
    """Return the card of a live article that is loaded for its own page."""
    card = _cards.get(row.id) or _own_card(row.id)
    if card is None:
        with keys.recording() as shown:
            card = _as_listed(row)
        _own_cards.get()[row.id] = card, frozenset(shown)
        keys.record_all(shown)
    return card


def _own_card(article_id: int) -> ArticleCard | None:
    found = _own_cards.get().get(article_id)
    if found is None:
        return None
    keys.record_all(found[1])
    return found[0]


def _as_listed(row: CardRow) -> ArticleCard:
    keys.record(keys.card(row.id))
    # The words exactly when `page_sql.cards` loads the body: however it was loaded, the card is the same.
    return _card(row, "" if row.standfirst.strip(" ") else _words(row))


def _card(row: CardRow, text: str) -> ArticleCard:
    """Make a card. text: the words of the article, used when there is no standfirst."""
    keys.record(keys.section(row.section_id))
    for byline in row.bylines:
        keys.record(keys.byline(byline.id))
    short = deck(flat(row.standfirst) or text, EXCERPT)
    section = _section_links.one(row.section_id)
    assert section is not None  # noqa: S101 a foreign key
    return ArticleCard(
        id=row.id,
        language=row.language,
        form="brief" if row.form == Article.Form.BRIEF else "article",
        genre=cast(Genre, row.genre),
        label=genre_label(row.genre, row.language),
        path=addresses.href(row.path),
        headline=row.headline,
        standfirst=row.standfirst,
        # The same string when nothing was cut: thousands of cards are cached.
        excerpt=row.standfirst if short == row.standfirst else short,
        section=section,
        bylines=tuple(
            Link(name=byline.name, path=addresses.href(addresses.author(row.language, byline.slug)))
            for byline in row.bylines
        ),
        face=_face(row),
        published_at=row.published_at,
        updated_at=row.updated_at,
        picture=media.picture(
            row.picture_id, alt=row.picture_alt, caption=row.picture_caption, credit=row.picture_credit
        ),
    )


def _face(row: CardRow) -> FaceCard | None:
    """Return the portrait of an opinion's first author who has one."""
    faces = (media.face(picture_id) for picture_id in _portraits(row))
    return next((face for face in faces if face), None)


def _portraits(row: CardRow) -> list[int]:
    """Return the pictures of the authors whose faces an article shows: only of an opinion."""
    if row.genre != Article.Genre.OPINION:
        return []
    return [byline.picture_id for byline in row.bylines if byline.picture_id]


def _teaser(row: TeaserRow) -> TeaserCard:
    text = flat(row.standfirst) or body.words(row.body)
    return TeaserCard(
        id=row.id,
        label=genre_label(row.genre, row.language),
        path=addresses.href(row.path),
        headline=row.headline,
        excerpt=deck(text, EXCERPT),
        published_at=row.published_at,
    )


def _load(ids: Collection[int]) -> dict[int, ArticleCard]:
    """Load cards that are not cached; for articles that are not live, only record the key."""
    loaded: dict[int, ArticleCard] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found = page_sql.cards(part)
        _prepare_pictures(found.values())
        for pk in part:
            if row := found.get(pk):
                loaded[pk] = _card_of(row)
            else:
                keys.record(keys.card(pk))
    return loaded


def _prepare_pictures(rows: Collection[CardRow], more: Iterable[int] = ()) -> None:
    """Load for a batch the pictures and the faces of these articles, and more pictures."""
    media.prepare({row.picture_id for row in rows if row.picture_id}.union(more))
    media.prepare_faces(pk for row in rows for pk in _portraits(row))


def _whole_minutes(article_id: int) -> int:
    keys.record(keys.card(article_id))
    row = page_sql.cards([article_id], whole=True).get(article_id)
    return _reading_minutes(row, publication.word_count(row.body, row.standfirst)) if row else 1


def _reading_minutes(row: CardRow, word_count: int) -> int:
    pictures = body.pictures(row.body) + (1 if row.picture_id else 0)
    return reading_time.minutes(reading_time.seconds(word_count, row.language, pictures=pictures))


def _words(row: CardRow) -> str:
    return body.reading_text(row.body, row.standfirst)


def _subject_links(row: ArticleRow) -> Iterable[SubjectLink]:
    found = subjects.subjects(row.subjects, row.language)
    day = row.published_at.date()
    for subject_id, is_main in row.subjects.items():
        if card := found.get(subject_id):
            yield SubjectLink(
                id=card.id,
                kind=card.kind,
                name=card.name,
                path=addresses.href(card.path),
                role=card.role_on(day),
                is_main=is_main,
                same_as=card.same_as,
            )


def _translations(row: ArticleRow) -> dict[str, str]:
    keys.record(keys.translations(row.translation_key))
    twins = _twins.one(row.translation_key) or {}
    return {code: addresses.href(path) for pk, (code, path) in twins.items() if pk != row.id}
