"""Articles as cards and as their own pages show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from rotative.articles import body, list_sql, lists, page_sql, publication
from rotative.articles.cards import ArticleCard, ArticleView, CorrectionView, Link, SubjectLink, TeaserCard
from rotative.articles.list_sql import Neighbours
from rotative.articles.models import Article
from rotative.articles.page_sql import CardRow, StoryRow, TeaserRow
from rotative.articles.reads import people
from rotative.bake import keys
from rotative.core import addresses, reading_time
from rotative.core.text import excerpt, plain
from rotative.media import reads as media
from rotative.subjects import reads as subjects

# Characters of an excerpt on a card.
EXCERPT = 180
# Rows of cards in memory at the same time; the pages of a batch may list thousands.
_AT_ONCE = 500


def cards(ids: Iterable[int]) -> dict[int, ArticleCard]:
    """The cards of live articles, by id; the others are left out."""
    wanted = dict.fromkeys(ids)
    shown: dict[int, ArticleCard] = {}
    withdrawn: set[int] = keys.shared().setdefault("withdrawn", set())
    unknown: list[int] = []
    for article_id in wanted:
        if card := keys.kept(("card", article_id)):
            shown[article_id] = card
        elif article_id in withdrawn:
            keys.record(keys.card(article_id))
        else:
            unknown.append(article_id)
    if not unknown:
        return shown
    with keys.at_hand():
        shown |= _load(unknown)
    withdrawn.update(article_id for article_id in unknown if article_id not in shown)
    return {article_id: shown[article_id] for article_id in wanted if article_id in shown}


def article(article_id: int) -> ArticleView | None:
    """A live article as its page shows it, or None."""
    shared = keys.shared()
    if ("story", article_id) in shared:
        row = shared.pop(("story", article_id))
    else:
        row = page_sql.stories([article_id]).get(article_id)
    with keys.at_hand():
        return _view(row, _drawn(row)) if row else None


def view_of(draft: Article) -> ArticleView:
    """An article as its page would show it, a draft being previewed."""
    with keys.at_hand():
        row = page_sql.of(draft)
        return _view(row, _card(row, _words(row)))


def minutes(article_id: int) -> int:
    """How long a live article takes to read: whole minutes, at least 1."""
    return keys.remembered(("minutes", article_id), lambda: _whole_minutes(article_id))


def subject_ids(ids: Collection[int]) -> dict[int, list[int]]:
    """Article → its subjects, main first."""
    for article_id in ids:
        # Subjects belong to the article, not to its card.
        keys.record(keys.article(article_id))
    shared = keys.shared()
    unknown = [article_id for article_id in ids if ("tags", article_id) not in shared]
    loaded = page_sql.subject_ids(unknown) if unknown else {}
    shared.update({("tags", article_id): loaded.get(article_id, []) for article_id in unknown})
    return {pk: loaded.get(pk) or shared.get(("tags", pk), []) for pk in ids}


def prepare(ids: Sequence[int], *, related: int) -> None:
    """Within a batch: load what the pages of many articles show. Each page is used once.

    related: under how many of its subjects an article shows its neighbours.
    """
    shared = keys.shared()
    found = page_sql.stories(ids)
    shared.update({("story", pk): row for pk, row in found.items()})
    twins = page_sql.translations({row.translation_key for row in found.values()})
    shared.update({("twins", key): them for key, them in twins.items()})
    mentioned = [body.mentions(row.body) for row in found.values()]
    _prepare_subjects(found.values(), {pk for one in mentioned for pk in one.subjects})
    names = {name for row in found.values() for name in _lists_of(row)[:related]}
    around = _around(names, list(found))
    shared.update({("around", pk): lists_of for pk, lists_of in around.items()})
    teasers(pk for near in around.values() for each in near.values() for pk in nearest(each))
    cards(pk for one in mentioned for pk in one.articles)
    lead = {row.picture_id for row in found.values() if row.picture_id}
    media.prepare(lead | {pk for one in mentioned for pk in one.pictures})
    for row in found.values():
        # Lists that show them, in the same batch or later, need not load them again.
        _drawn(row)


def teasers(ids: Iterable[int]) -> dict[int, TeaserCard]:
    """Live articles in the box of another one, by id; the others are left out."""
    wanted = dict.fromkeys(ids)
    shown: dict[int, TeaserCard] = {}
    unknown: list[int] = []
    for article_id in wanted:
        if teaser := keys.kept(("teaser", article_id)):
            shown[article_id] = teaser
        else:
            unknown.append(article_id)
    found = page_sql.teasers(unknown) if unknown else {}
    for article_id in unknown:
        key = keys.card(article_id)
        if row := found.get(article_id):
            shown[article_id] = _teaser(row)
            keys.keep(("teaser", article_id), shown[article_id], {key})
        else:
            keys.record(key)
    return shown


def neighbours(names: Collection[str], article_id: int) -> dict[str, Neighbours]:
    """List → the nearest articles, of the lists it stands in; in a batch they are loaded once."""
    shared, place = keys.shared(), ("around", article_id)
    found: dict[str, Neighbours] | None = shared.get(place)
    if found is None:
        found = shared[place] = _around(names, [article_id])[article_id]
    return found


def translations(translation_keys: Iterable[UUID]) -> dict[UUID, dict[int, tuple[str, str]]]:
    """Translation key → live article → its language and decoded path."""
    wanted = list(translation_keys)
    for key in wanted:
        keys.record(publication.translations_key_of(key))
    return page_sql.translations(wanted)


def nearest(near: Neighbours) -> tuple[int, ...]:
    """What is shown of them: the articles before, topped up with the next later ones."""
    return (*near.before, *near.after)[: lists.RELATED]


def _view(row: StoryRow, card: ArticleCard) -> ArticleView:
    if row.id:
        keys.record(keys.article(row.id))
    word_count = (
        publication.word_count(row.body, row.standfirst) if row.word_count is None else row.word_count
    )
    return ArticleView(
        card=card,
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


def _drawn(row: CardRow) -> ArticleCard:
    """The card of a live article that is loaded; the one that is kept, if there is one."""
    return keys.remembered(("card", row.id), lambda: _as_listed(row))


def _as_listed(row: CardRow) -> ArticleCard:
    keys.record(keys.card(row.id))
    # Its words, exactly where `rows.cards` brings its body: however it was loaded, the card is the same.
    return _card(row, "" if row.standfirst.strip(" ") else _words(row))


def _card(row: CardRow, text: str) -> ArticleCard:
    """text: its words, where the standfirst has none."""
    keys.record(keys.section(row.section_id))
    for byline in row.bylines:
        keys.record(keys.byline(byline.id))
    short = excerpt(plain(row.standfirst) or text, EXCERPT)
    return ArticleCard(
        id=row.id,
        language=row.language,
        form="brief" if row.form == Article.Form.BRIEF else "article",
        path=addresses.href(row.path),
        headline=row.headline,
        standfirst=row.standfirst,
        # The same string where nothing was cut: cards are kept by the thousand.
        excerpt=row.standfirst if short == row.standfirst else short,
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


def _teaser(row: TeaserRow) -> TeaserCard:
    text = plain(row.standfirst) or body.words(row.body)
    return TeaserCard(
        id=row.id,
        path=addresses.href(row.path),
        headline=row.headline,
        excerpt=excerpt(text, EXCERPT),
        published_at=row.published_at,
    )


def _around(names: Collection[str], ids: Collection[int]) -> dict[int, dict[str, Neighbours]]:
    found: dict[int, dict[str, Neighbours]] = {pk: {} for pk in ids}
    for (name, pk), near in list_sql.around(names, ids, lists.RELATED).items():
        found[pk][name] = near
    return found


def _load(ids: Collection[int]) -> dict[int, ArticleCard]:
    """Cards that are not kept yet; of those that are not live, only the key is noted."""
    loaded: dict[int, ArticleCard] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found = page_sql.cards(part)
        media.prepare(row.picture_id for row in found.values() if row.picture_id)
        for pk in part:
            if row := found.get(pk):
                loaded[pk] = _drawn(row)
            else:
                keys.record(keys.card(pk))
    return loaded


def _section_link(section_id: int) -> Link:
    shared, place = keys.shared(), ("section link", section_id)
    if place not in shared:
        card = people.every_section()[section_id]
        shared[place] = Link(name=card.name, path=addresses.href(card.path))
    found: Link = shared[place]
    return found


def _whole_minutes(article_id: int) -> int:
    keys.record(keys.card(article_id))
    row = page_sql.cards([article_id], whole=True).get(article_id)
    return _minutes(row, publication.word_count(row.body, row.standfirst)) if row else 1


def _minutes(row: CardRow, word_count: int) -> int:
    pictures = body.pictures(row.body) + (1 if row.picture_id else 0)
    return reading_time.minutes(reading_time.seconds(word_count, row.language, pictures=pictures))


def _words(row: CardRow) -> str:
    return body.reading_text(row.body, row.standfirst)


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
    keys.record(publication.translations_key_of(row.translation_key))
    shared, place = keys.shared(), ("twins", row.translation_key)
    twins = shared.get(place)
    if twins is None:
        twins = shared[place] = page_sql.translations([row.translation_key])[row.translation_key]
    return {code: addresses.href(path) for pk, (code, path) in twins.items() if pk != row.id}
