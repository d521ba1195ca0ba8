"""Sections as plain cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rotative.articles import section_and_byline_sql
from rotative.bake import keys
from rotative.bake.batch.loaders import Loader, Single
from rotative.core import addresses
from rotative.masthead.reads import conventions


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionCard:
    id: int
    name: str
    slug: str
    description: str
    # Whether the menu at the top of the page has it.
    in_menu: bool
    # Decoded.
    path: str
    language: str
    # Language code → decoded path of the same section; see `section_elsewhere`.
    translations: dict[str, str]
    translations_key: str


def _load_sections() -> dict[int, SectionCard]:
    rows = section_and_byline_sql.sections()
    paths: dict[object, dict[str, str]] = {}
    for row in rows:
        paths.setdefault(row.translation_key, {})[row.language] = addresses.section(row.language, row.slug)
    return {
        row.id: SectionCard(
            id=row.id,
            name=row.name,
            slug=row.slug,
            description=row.description,
            in_menu=row.in_menu,
            path=paths[row.translation_key][row.language],
            language=row.language,
            translations={
                code: path for code, path in paths[row.translation_key].items() if code != row.language
            },
            translations_key=keys.translations(row.translation_key),
        )
        for row in rows
    }


def _load_paths() -> dict[str, SectionCard]:
    return {addresses.href(card.path): card for card in every_section().values()}


_sections_by_path: Single[dict[str, SectionCard]] = Single(_load_paths)
_sections: Single[dict[int, SectionCard]] = Single(_load_sections)


def _load_menu(languages: Sequence[str]) -> Mapping[str, tuple[SectionCard, ...]]:
    return {
        language: tuple(card for card in every_section().values() if card.language == language)
        for language in languages
    }


_menus: Loader[str, tuple[SectionCard, ...]] = Loader(_load_menu)


def sections(language: str) -> tuple[SectionCard, ...]:
    """Return the sections of a language, in the order of the menu."""
    keys.record(keys.menu(language))
    return _menus.one(language) or ()


def section(section_id: int) -> SectionCard | None:
    """Return one section, or None."""
    keys.record(keys.section(section_id))
    return every_section().get(section_id)


def section_elsewhere(card: SectionCard) -> dict[str, str]:
    """Return the same section in the other languages of the outlet: language code → decoded path."""
    keys.record(card.translations_key)
    spoken = {one.code for one in conventions(card.language).languages}
    return {code: path for code, path in card.translations.items() if code in spoken}


def section_at(path: str) -> SectionCard | None:
    """Return the section at an encoded path, or None. Records no key: a page that shows the path has recorded it."""
    return _sections_by_path.get().get(path)


def every_section() -> dict[int, SectionCard]:
    """Return all sections of all languages in the order of the menu; a newspaper has tens. Records no key."""
    return _sections.get()
