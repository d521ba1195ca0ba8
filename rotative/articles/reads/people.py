"""Sections and signatures as plain cards."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from rotative.articles import list_sql, publication
from rotative.bake import keys
from rotative.core import addresses
from rotative.core.sql import rows, rows_of, uuid
from rotative.masthead.reads import outlet
from rotative.media import reads as media
from rotative.media.cards import PictureCard

_SECTIONS = """
    SELECT s.id, s.name, s.slug, s.description, l.language_code, s.translation_key
    FROM articles_section s JOIN wagtailcore_locale l ON l.id = s.locale_id ORDER BY s.position, s.id
"""
# With the same signatures in other languages.
_BYLINES = """
    SELECT b.id, l.language_code, b.slug, b.translation_key, b.name, b.bio, b.picture_id
    FROM articles_byline b JOIN wagtailcore_locale l ON l.id = b.locale_id
    WHERE b.translation_key IN (SELECT translation_key FROM articles_byline WHERE id IN ({ids}))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionCard:
    id: int
    name: str
    slug: str
    description: str
    # Decoded.
    path: str
    language: str
    # For `section_elsewhere`.
    translations: dict[str, str]
    translations_key: str


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Signed:
    """A signature before it is known which of its translations have a page."""

    id: int
    name: str
    slug: str
    bio: str
    picture_id: int | None
    language: str
    translations_key: str
    # Id, language and slug of the same signature elsewhere.
    twins: tuple[tuple[int, str, str], ...]


def sections(language: str) -> tuple[SectionCard, ...]:
    """The sections of a language, in the order of the menu."""
    keys.record(keys.menu(language))
    shared = keys.shared()
    place = ("sections", language)
    if place not in shared:
        shared[place] = tuple(card for card in every_section().values() if card.language == language)
    found: tuple[SectionCard, ...] = shared[place]
    return found


def section(section_id: int) -> SectionCard | None:
    """One section, or None."""
    keys.record(keys.section(section_id))
    return every_section().get(section_id)


def section_elsewhere(card: SectionCard) -> dict[str, str]:
    """The same section in the other languages of the outlet: language code → decoded path."""
    keys.record(card.translations_key)
    spoken = {one.code for one in outlet(card.language).languages}
    return {code: path for code, path in card.translations.items() if code in spoken}


def every_section() -> dict[int, SectionCard]:
    """All sections of all languages, in the order of the menu: a newspaper has tens. Notes nothing."""
    shared = keys.shared()
    if "every section" not in shared:
        shared["every section"] = _sections()
    found: dict[int, SectionCard] = shared["every section"]
    return found


def byline(byline_id: int) -> BylineCard | None:
    """One signature, or None."""
    keys.record(keys.byline(byline_id))
    row = prepare_bylines([byline_id]).get(byline_id)
    if row is None:
        return None
    keys.record(row.translations_key)
    for twin, _language, _slug in row.twins:
        keys.record(keys.existing(f"author:{twin}"))
    shown = filled([f"author:{twin}" for twin, _language, _slug in row.twins])
    return BylineCard(
        id=row.id,
        name=row.name,
        bio=row.bio,
        picture=media.picture(row.picture_id),
        path=addresses.author(row.language, row.slug),
        language=row.language,
        translations={
            language: addresses.author(language, slug)
            for twin, language, slug in row.twins
            if f"author:{twin}" in shown
        },
    )


def prepare_bylines(ids: Iterable[int]) -> dict[int, _Signed]:
    """Signatures by id; in a batch each is loaded once."""
    wanted = set(ids)
    shared = keys.shared()
    unknown = [pk for pk in wanted if ("byline", pk) not in shared]
    loaded = _bylines(unknown) if unknown else {}
    media.prepare(row.picture_id for row in loaded.values() if row.picture_id)
    filled([f"author:{twin}" for row in loaded.values() for twin, _language, _slug in row.twins])
    shared.update({("byline", pk): loaded.get(pk) for pk in unknown})
    found = {pk: loaded.get(pk) or shared.get(("byline", pk)) for pk in wanted}
    return {pk: row for pk, row in found.items() if row is not None}


def filled(names: Collection[str]) -> set[str]:
    """Those of the lists that have an article, asked once in a batch. Notes nothing."""
    shared = keys.shared()
    known: dict[str, bool] = shared.setdefault("filled", {})
    unknown = [name for name in names if name not in known]
    found = list_sql.filled(unknown)
    known.update({name: name in found for name in unknown})
    return {name for name in names if known[name]}


def _sections() -> dict[int, SectionCard]:
    found = rows(_SECTIONS, [])
    paths: dict[Any, dict[str, str]] = defaultdict(dict)
    for _pk, _name, slug, _description, language, key in found:
        paths[key][language] = addresses.section(language, slug)
    return {
        pk: SectionCard(
            id=pk,
            name=name,
            slug=slug,
            description=description,
            path=paths[key][language],
            language=language,
            translations={code: path for code, path in paths[key].items() if code != language},
            translations_key=publication.translations_key_of(uuid(key)),
        )
        for pk, name, slug, description, language, key in found
    }


def _bylines(ids: list[int]) -> dict[int, _Signed]:
    found = rows_of(_BYLINES, ids)
    twins: dict[Any, list[tuple[int, str, str]]] = defaultdict(list)
    for pk, language, slug, key, *_words in found:
        twins[key].append((pk, language, slug))
    wanted = set(ids)
    return {
        pk: _Signed(
            id=pk,
            name=name,
            slug=slug,
            bio=bio,
            picture_id=picture_id,
            language=language,
            translations_key=publication.translations_key_of(uuid(key)),
            twins=tuple(twin for twin in sorted(twins[key]) if twin[0] != pk),
        )
        for pk, language, slug, key, name, bio, picture_id in found
        if pk in wanted
    }
