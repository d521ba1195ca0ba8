"""Bylines as plain cards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rotative.articles import list_sql, section_and_byline_sql
from rotative.articles.list_name import ListName
from rotative.articles.section_and_byline_sql import BylineRow
from rotative.bake import keys
from rotative.bake.batch.loaders import Loader
from rotative.core import addresses
from rotative.media import reads as media
from rotative.media.cards import PictureCard


@dataclass(frozen=True, kw_only=True, slots=True)
class BylineCard:
    id: int
    name: str
    bio: str
    picture: PictureCard | None
    # Decoded.
    path: str
    language: str
    translations: dict[str, str]


def _load_bylines(ids: Sequence[int]) -> Mapping[int, BylineRow]:
    """Load bylines, and for all of them together what their cards will ask for."""
    loaded = section_and_byline_sql.bylines(ids)
    media.prepare(row.picture_id for row in loaded.values() if row.picture_id)
    filled(_author(twin.id) for row in loaded.values() for twin in row.twins)
    return loaded


def _load_filled(names: Sequence[ListName]) -> Mapping[ListName, bool]:
    found = list_sql.filled([str(name) for name in names])
    return {name: str(name) in found for name in names}


_bylines: Loader[int, BylineRow] = Loader(_load_bylines)
# Whether a list has an article.
_filled: Loader[ListName, bool] = Loader(_load_filled)


def byline(byline_id: int) -> BylineCard | None:
    """Return one byline, or None."""
    keys.record(keys.byline(byline_id))
    row = _bylines.one(byline_id)
    if row is None:
        return None
    keys.record(keys.translations(row.translation_key))
    twins = {_author(twin.id): twin for twin in row.twins}
    for name in twins:
        keys.record(keys.existing(str(name)))
    shown = filled(twins)
    return BylineCard(
        id=row.id,
        name=row.name,
        bio=row.bio,
        picture=media.picture(row.picture_id),
        path=addresses.author(row.language, row.slug),
        language=row.language,
        translations={
            twin.language: addresses.author(twin.language, twin.slug)
            for name, twin in twins.items()
            if name in shown
        },
    )


def prepare_bylines(ids: Iterable[int]) -> None:
    """Load bylines for a batch."""
    _bylines.prepare(ids)


def filled(names: Iterable[ListName]) -> set[ListName]:
    """Return those of the lists that have an article. Records no key."""
    return {name for name, has_article in _filled.many(names).items() if has_article}


def _author(byline_id: int) -> ListName:
    return ListName(kind="author", id=byline_id)
