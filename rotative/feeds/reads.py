"""Feeds and their items. Every function records the keys of what it returns."""

import mimetypes
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils.translation import gettext, override

from rotative.articles import lists
from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard
from rotative.articles.list_name import ListName
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import ensure_batch
from rotative.core import addresses
from rotative.core.text import in_order
from rotative.feeds.cards import Author, Feed, Illustration, Item
from rotative.masthead.reads import outlet
from rotative.media.cards import PictureCard
from rotative.subjects import reads as subjects

# Articles in a feed, unless the head of its list may have fewer: then one more than fills a window, or it would change its length.
ITEMS = 20

# By article.
_cached_items: Cached[int, Item] = Cached()


def prepare(args: Sequence[str]) -> None:
    """Load what many feeds show for a batch. args: written names of lists."""
    names = [ListName.parse(arg) for arg in args]
    shown = articles.prepare_lists(names, cards=ITEMS)
    articles.subject_ids([article_id for article_id in shown if _cached_items.get(article_id) is None])
    subjects.prepare({name.id for name in names if name.kind == "subject"})
    articles.prepare_bylines(name.id for name in names if name.kind == "author")


def feed(name: ListName) -> Feed | None:
    """Return the feed of a list of kind site, section, subject, author or brief; None when there is no such page."""
    with ensure_batch():
        return _found(name)


def _found(name: ListName) -> Feed | None:
    if name.kind == "site":
        return _feed(name, name.language, addresses.front(name.language))
    if name.kind == "section":
        section = articles.section(name.id)
        if section is None:
            return None
        return _feed(name, section.language, section.path, section.name, section.description)
    if name.kind == "author":
        byline = articles.byline(name.id)
        return _feed(name, byline.language, byline.path, byline.name, byline.bio) if byline else None
    if name.kind == "brief":
        with override(name.language):
            return _feed(name, name.language, addresses.word(name.language, "briefs"), gettext("In brief"))
    subject = subjects.subject(name.id, name.language)
    if subject is None:
        return None
    return _feed(name, name.language, subject.path, subject.name, subject.description)


def _feed(listed: ListName, language: str, path: str, name: str = "", description: str = "") -> Feed:
    paper = outlet(language)
    cards = articles.head(listed, min(ITEMS, lists.size(str(listed)) + 1)).cards
    home = addresses.absolute(path)
    return Feed(
        title=f"{name} – {paper.name}" if name else paper.name,
        description=description or paper.description or paper.motto or paper.name,
        outlet=paper.name,
        language=language,
        home_url=home,
        folder_url=home,
        logo_url=addresses.full(paper.logo) if paper.logo else "",
        items=_items(cards, language),
    )


def _items(cards: Sequence[ArticleCard], language: str) -> tuple[Item, ...]:
    """Return the items of these cards; each is made once for all the feeds that show it."""
    found: dict[int, Item | None] = {card.id: _cached_items.get(card.id) for card in cards}
    new = [card for card in cards if found[card.id] is None]
    tagged = _subject_names([card.id for card in new], language)
    for card in new:
        with keys.recording() as shown:
            # An item shows what its card shows, and its subjects.
            articles.cards([card.id])
            articles.subject_ids([card.id])
            item = _item(card, list(tagged[card.id].values()))
        found[card.id] = item
        _cached_items.put(card.id, item, shown | {keys.subject(pk) for pk in tagged[card.id]})
    return tuple(item for item in found.values() if item is not None)


def _item(card: ArticleCard, tagged: list[str]) -> Item:
    return Item(
        url=addresses.full(card.path),
        title=in_order(card.headline, card.language),
        summary=in_order(card.standfirst or card.excerpt, card.language),
        authors=tuple(
            Author(name=byline.name, url=addresses.full(byline.path) if byline.path else "")
            for byline in card.bylines
        ),
        categories=tuple(dict.fromkeys(filter(None, [card.section.name, card.label, *tagged]))),
        published_at=card.published_at,
        updated_at=max(card.published_at, card.updated_at or card.published_at),
        picture=_illustration(card.picture) if card.picture else None,
    )


def _illustration(picture: PictureCard) -> Illustration:
    # The card has the size of the widest file in the set.
    widest = picture.srcset.rsplit(", ", 1)[-1].split(" ")[0]
    url = addresses.full(widest or picture.src)
    return Illustration(
        url=url,
        type=mimetypes.guess_type(urlsplit(url).path)[0] or "image/jpeg",
        width=picture.width if widest else 0,
        height=picture.height if widest else 0,
        alt=picture.alt,
        credit=picture.credit,
    )


def _subject_names(ids: Sequence[int], language: str) -> dict[int, dict[int, str]]:
    """Return article → subject → its name, main first; "" when it has no name in the language."""
    about = articles.subject_ids(ids)
    known = subjects.subjects(dict.fromkeys(pk for each in about.values() for pk in each), language)
    return {
        article_id: {pk: known[pk].name if pk in known else "" for pk in each}
        for article_id, each in about.items()
    }
