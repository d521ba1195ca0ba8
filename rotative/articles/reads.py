"""Articles as plain cards. Every function notes what it hands out, so that the page is printed again when it changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Prefetch

from rotative.articles import body, entries, lists, settle
from rotative.articles.cards import ArticleCard, ArticleView, CorrectionView, Link, SubjectLink
from rotative.articles.models import Article, ArticleByline, Byline, ListEntry, Section
from rotative.articles.models.article import ArticleQuerySet
from rotative.bake import keys
from rotative.core import addresses, reading
from rotative.core.text import excerpt, plain
from rotative.media import reads as media
from rotative.media.cards import PictureCard
from rotative.subjects import reads as subjects

# Characters of an excerpt on a card.
EXCERPT = 180
# More articles than any month of any newspaper has.
_WHOLE_MONTH = 100_000


@dataclass(frozen=True, kw_only=True)
class Window:
    """One page of a list."""

    # Newest first.
    cards: tuple[ArticleCard, ...]
    # Number of this window; 0 for the head.
    number: int
    # Number of the next older window with a page of its own, or None.
    older: int | None
    # Number of the next newer window, 0 for the head, None on the head itself.
    newer: int | None


@dataclass(frozen=True, kw_only=True)
class SectionCard:
    id: int
    name: str
    slug: str
    description: str
    # Decoded.
    path: str
    language: str
    # Language code → decoded path of the same section.
    translations: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class BylineCard:
    id: int
    name: str
    bio: str
    picture: PictureCard | None
    # Decoded.
    path: str
    language: str
    translations: dict[str, str]


def cards(ids: Iterable[int]) -> dict[int, ArticleCard]:
    """The cards of live articles, by id; the others are left out."""
    wanted = list(dict.fromkeys(ids))
    shared = keys.shared()
    unknown = [article_id for article_id in wanted if ("card", article_id) not in shared]
    loaded: dict[int, _Loaded | None] = dict.fromkeys(unknown)
    loaded.update({row.pk: _load(row) for row in _rows().filter(pk__in=unknown)} if unknown else {})
    shared.update({("card", article_id): found for article_id, found in loaded.items()})
    shown: dict[int, ArticleCard] = {}
    for article_id in wanted:
        keys.record(keys.card(article_id))
        one = loaded[article_id] if article_id in loaded else shared[("card", article_id)]
        if one is not None:
            shown[article_id] = one.show()
    return shown


def head(name: str, limit: int = 2 * lists.WINDOW) -> Window:
    """The newest articles of a list: its two newest windows, at most `limit`."""
    keys.record(keys.head(name))
    top = entries.top(name)
    shown = _in_order(entries.from_window(name, top - 1, limit))
    return Window(cards=shown, number=0, older=_older(name, top - 1), newer=None)


def window(name: str, number: int) -> Window | None:
    """An older page of a list; None when the list has no such page (any more)."""
    keys.record(keys.window(name, number))
    # The next page is `number + 1` once the head has moved past it: when window `number + 3` is reached.
    for near in (number + 1, number + 3):
        keys.record(keys.opening(name, near))
    top, ids = entries.top(name), entries.of_window(name, number)
    if not ids or number > top - 2:
        return None
    newer = number + 1 if number + 1 <= top - 2 and entries.has(name, number + 1) else 0
    return Window(cards=_in_order(ids), number=number, older=_older(name, number), newer=newer)


def month(name: str) -> tuple[ArticleCard, ...]:
    """Every article of a month's list, newest first."""
    keys.record(keys.head(name))
    for number in range(1, entries.top(name) + 1):
        keys.record(keys.window(name, number))
    return _in_order(entries.from_window(name, 1, _WHOLE_MONTH))


def months(language: str) -> tuple[str, ...]:
    """The months that have an article, as `2026-11`, newest first."""
    keys.record(keys.months(language))
    shared, place = keys.shared(), ("months", language)
    if place not in shared:
        shared[place] = tuple(_months(language))
    found: tuple[str, ...] = shared[place]
    return found


def neighbouring_months(language: str, written: str) -> tuple[str | None, str | None]:
    """The months before and after one that have an article."""
    listed = months(language)
    older = next((month for month in listed if month < written), None)
    newer = next((month for month in reversed(listed) if month > written), None)
    return older, newer


def exists(name: str) -> bool:
    """Whether a list has an article."""
    keys.record(keys.existing(name))
    return entries.top(name) > 0


def related(names: Sequence[str], card: ArticleCard) -> tuple[tuple[ArticleCard, ...], ...]:
    """For each list, the articles just before this one, topped up with the next later ones; none stands twice."""
    seen, chosen = {card.id}, []
    for name in names:
        keys.record(lists.related_key(name, card.id))
        ids = entries.before(name, card.published_at, card.id, lists.RELATED)
        if (missing := lists.RELATED - len(ids)) > 0:
            ids += entries.after(name, card.published_at, card.id, missing)
        chosen.append([article_id for article_id in ids if article_id not in seen])
        seen.update(ids)
    found = cards(article_id for ids in chosen for article_id in ids)
    return tuple(tuple(found[one] for one in ids if one in found) for ids in chosen)


def article(article_id: int) -> ArticleView | None:
    """A live article as its page shows it, or None."""
    shared = keys.shared()
    if ("row", article_id) not in shared:
        prepare([article_id], shared)
    row = shared.pop(("row", article_id), None)
    return view_of(row) if row else None


def prepare(ids: Sequence[int], shared: dict[Any, Any] | None = None) -> None:
    """Load many articles for the pages of one batch; each is used once."""
    kept = keys.shared() if shared is None else shared
    rows = list(_rows().prefetch_related("corrections", "article_subjects").filter(pk__in=ids))
    twins = Article.objects.filter(translation_key__in=[row.translation_key for row in rows], live=True)
    for row in rows:
        kept["row", row.pk] = row
        kept["twins", row.translation_key] = {}
    for pk, key, language, path in twins.values_list(
        "pk", "translation_key", "locale__language_code", "path"
    ):
        kept["twins", key][pk] = (language, path)


def view_of(row: Article) -> ArticleView:
    """An article as its page shows it, live or a draft being previewed."""
    if row.pk:
        keys.record(keys.article(row.pk))
    card = card_of(row)
    blocks = body.views(
        row.body, language=row.language, card=lambda article_id: cards([article_id]).get(article_id)
    )
    return ArticleView(
        card=card,
        body=blocks,
        subjects=tuple(_subject_links(row)),
        corrections=tuple(
            CorrectionView(dated_at=correction.dated_at, text=correction.text)
            for correction in row.corrections.all()
        ),
        updated_note=row.updated_note if row.updated_at else "",
        translations=_translations(row),
        comments_open=row.comments_open,
        word_count=reading.words(_words(row)),
        aged=row.aged,
    )


def card_of(row: Article) -> ArticleCard:
    """The card of an article that is loaded already."""
    keys.record(keys.section(row.section_id))
    signed = [link.byline for link in row.article_bylines.all()]
    for byline in signed:
        keys.record(keys.byline(byline.pk))
    text = _words(row)
    pictures = sum(1 for block in row.body if block.block_type == "picture") + (1 if row.picture_id else 0)
    standfirst = row.standfirst
    return ArticleCard(
        id=row.pk or 0,
        language=row.language,
        form="brief" if row.form == Article.Form.BRIEF else "article",
        path=addresses.href(row.path or ""),
        headline=row.headline,
        standfirst=standfirst,
        excerpt=excerpt(plain(standfirst) or text, EXCERPT),
        section=Link(
            name=row.section.name, path=addresses.href(addresses.section(row.language, row.section.slug))
        ),
        bylines=tuple(
            Link(name=byline.name, path=addresses.href(addresses.author(row.language, byline.slug)))
            for byline in signed
        ),
        published_at=row.published_at or row.edited_at,
        updated_at=row.updated_at,
        minutes=reading.minutes(reading.seconds(reading.words(text), row.language, pictures=pictures)),
        picture=media.picture_card(
            row.picture, alt=row.picture_alt, caption=row.picture_caption, credit=row.picture_credit
        ),
    )


def sections(language: str) -> tuple[SectionCard, ...]:
    """The sections of a language, in the order of the menu."""
    keys.record(keys.menu(language))
    shared = keys.shared()
    place = ("sections", language)
    if place not in shared:
        rows = Section.objects.filter(locale__language_code=language).select_related("locale")
        shared[place] = tuple(_section_card(row) for row in rows)
    found: tuple[SectionCard, ...] = shared[place]
    return found


def section(section_id: int) -> SectionCard | None:
    """One section, or None."""
    keys.record(keys.section(section_id))
    row = Section.objects.filter(pk=section_id).select_related("locale").first()
    return _section_card(row) if row else None


def byline(byline_id: int) -> BylineCard | None:
    """One signature, or None."""
    keys.record(keys.byline(byline_id))
    row = Byline.objects.filter(pk=byline_id).select_related("locale", "picture").first()
    if row is None:
        return None
    twins = (
        Byline.objects.filter(translation_key=row.translation_key).exclude(pk=row.pk).select_related("locale")
    )
    return BylineCard(
        id=row.pk,
        name=row.name,
        bio=row.bio,
        picture=media.picture_card(row.picture),
        path=addresses.author(row.locale.language_code, row.slug),
        language=row.locale.language_code,
        translations={
            twin.locale.language_code: addresses.author(twin.locale.language_code, twin.slug)
            for twin in twins
            if exists(f"author:{twin.pk}")
        },
    )


def _rows() -> ArticleQuerySet:
    signatures = Prefetch("article_bylines", queryset=ArticleByline.objects.select_related("byline"))
    return (
        Article.objects.filter(live=True)
        .select_related("locale", "section", "picture")
        .prefetch_related(signatures, "picture__renditions")
    )


@dataclass(frozen=True, kw_only=True)
class _Loaded:
    """A card, and the keys of what it prints besides the article's own words."""

    card: ArticleCard
    keys: frozenset[str]

    def show(self) -> ArticleCard:
        for key in self.keys:
            keys.record(key)
        return self.card


def _load(row: Article) -> _Loaded:
    with keys.recording() as shown:
        card = card_of(row)
    return _Loaded(card=card, keys=frozenset(shown))


def _in_order(ids: Sequence[int]) -> tuple[ArticleCard, ...]:
    found = cards(ids)
    return tuple(found[article_id] for article_id in ids if article_id in found)


def _months(language: str) -> Iterable[str]:
    site = ListEntry.objects.filter(list=f"site:{language}")
    reach = site.aggregate(first=Min("published_at"), last=Max("published_at"))
    if reach["first"] is None:
        return
    at = reach["last"].year * 12 + reach["last"].month - 1
    while at >= reach["first"].year * 12 + reach["first"].month - 1:
        written = f"{at // 12:04d}-{at % 12 + 1:02d}"
        if entries.top(f"month:{language}:{written}"):
            yield written
        at -= 1


def _older(name: str, number: int) -> int | None:
    older = entries.older(name, number)
    if older is not None:
        keys.record(keys.opening(name, older))
    return older


def _words(row: Article) -> str:
    return body.words(row.body) or plain(row.standfirst)


def _subject_links(row: Article) -> Iterable[SubjectLink]:
    ids = [link.subject_id for link in row.article_subjects.all()]
    found = subjects.subjects(ids, row.language)
    for subject_id in ids:
        if card := found.get(subject_id):
            yield SubjectLink(id=card.id, kind=card.kind, name=card.name, path=addresses.href(card.path))


def _translations(row: Article) -> dict[str, str]:
    keys.record(settle.translations_key(row))
    shared, place = keys.shared(), ("twins", row.translation_key)
    if place not in shared:
        twins = Article.objects.filter(translation_key=row.translation_key, live=True)
        shared[place] = {
            pk: (code, path) for pk, code, path in twins.values_list("pk", "locale__language_code", "path")
        }
    return {code: addresses.href(path) for pk, (code, path) in shared[place].items() if pk != row.pk and path}


def _section_card(row: Section) -> SectionCard:
    twins = (
        Section.objects.filter(translation_key=row.translation_key)
        .exclude(pk=row.pk)
        .select_related("locale")
    )
    return SectionCard(
        id=row.pk,
        name=row.name,
        slug=row.slug,
        description=row.description,
        path=addresses.section(row.locale.language_code, row.slug),
        language=row.locale.language_code,
        translations={
            twin.locale.language_code: addresses.section(twin.locale.language_code, twin.slug)
            for twin in twins
        },
    )
