"""What feeds carry. Every function notes what it hands out."""

import mimetypes
from collections.abc import Sequence
from urllib.parse import urlsplit

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard
from rotative.bake import keys
from rotative.core import addresses
from rotative.feeds.cards import Author, Feed, Illustration, Item
from rotative.feeds.trees import address
from rotative.masthead.reads import outlet
from rotative.media.cards import PictureCard
from rotative.subjects import reads as subjects

ITEMS = 20


def prepare(list_names: Sequence[str]) -> None:
    """Within a batch: load what many feeds carry at once."""
    shown = articles.prepare_lists([(name, articles.HEAD) for name in list_names], cards=ITEMS)
    articles.subject_ids([article_id for article_id in shown if keys.kept(("item", article_id)) is None])
    about = {tuple(name.split(":")[1:]) for name in list_names if name.startswith("subject:")}
    for language in {language for _subject_id, language in about}:
        subjects.subjects([int(pk) for pk, code in about if code == language], language)


def feed(list_name: str) -> Feed | None:
    """The feed of `site:fr`, `section:3` or `subject:7:fr`; None when there is no such page."""
    with keys.at_hand():
        return _found(list_name)


def _found(list_name: str) -> Feed | None:
    kind, _colon, rest = list_name.partition(":")
    if kind == "site":
        return _feed(list_name, rest, addresses.front(rest))
    if kind == "section":
        section = articles.section(int(rest))
        if section is None:
            return None
        return _feed(list_name, section.language, section.path, section.name, section.description)
    subject_id, _colon, language = rest.partition(":")
    subject = subjects.subject(int(subject_id), language)
    if subject is None:
        return None
    return _feed(list_name, language, subject.path, subject.name, subject.description)


def _feed(list_name: str, language: str, path: str, name: str = "", description: str = "") -> Feed:
    paper = outlet(language)
    cards = articles.head(list_name, ITEMS).cards
    home = addresses.absolute(path)
    return Feed(
        title=f"{name} – {paper.name}" if name else paper.name,
        description=description or paper.description or paper.motto or paper.name,
        outlet=paper.name,
        language=language,
        home_url=home,
        folder_url=home,
        logo_url=address(paper.logo) if paper.logo else "",
        items=_items(cards, language),
    )


def _items(cards: Sequence[ArticleCard], language: str) -> tuple[Item, ...]:
    """Each is put together once for all the feeds that carry it."""
    found: dict[int, Item | None] = {card.id: keys.kept(("item", card.id)) for card in cards}
    new = [card for card in cards if found[card.id] is None]
    tagged = _subject_names([card.id for card in new], language)
    for card in new:
        with keys.recording() as shown:
            # An item shows what its card shows, and its subjects.
            articles.cards([card.id])
            articles.subject_ids([card.id])
            found[card.id] = _item(card, list(tagged[card.id].values()))
        keys.keep(("item", card.id), found[card.id], shown | {keys.subject(pk) for pk in tagged[card.id]})
    return tuple(item for item in found.values() if item is not None)


def _item(card: ArticleCard, tagged: list[str]) -> Item:
    return Item(
        url=address(card.path),
        title=card.headline,
        summary=card.standfirst or card.excerpt,
        authors=tuple(
            Author(name=byline.name, url=address(byline.path) if byline.path else "")
            for byline in card.bylines
        ),
        categories=tuple(dict.fromkeys([card.section.name, *filter(None, tagged)])),
        published_at=card.published_at,
        updated_at=max(card.published_at, card.updated_at or card.published_at),
        picture=_illustration(card.picture) if card.picture else None,
    )


def _illustration(picture: PictureCard) -> Illustration:
    # The widest file of the set is the one the card's size belongs to.
    widest = picture.srcset.rsplit(", ", 1)[-1].split(" ")[0]
    url = address(widest or picture.src)
    return Illustration(
        url=url,
        type=mimetypes.guess_type(urlsplit(url).path)[0] or "image/jpeg",
        width=picture.width if widest else 0,
        height=picture.height if widest else 0,
        alt=picture.alt,
        credit=picture.credit,
    )


def _subject_names(ids: Sequence[int], language: str) -> dict[int, dict[int, str]]:
    """Article → subject → its name, main first; "" where it has none in the language."""
    about = articles.subject_ids(ids)
    known = subjects.subjects(dict.fromkeys(pk for each in about.values() for pk in each), language)
    return {
        article_id: {pk: known[pk].name if pk in known else "" for pk in each}
        for article_id, each in about.items()
    }
