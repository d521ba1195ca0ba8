"""The texts of the interface: found in the source, merged into the catalogues. `make messages` runs this file."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from django.utils.translation.template import templatize

from rotative.core.languages import CODES

SOURCE = Path(__file__).resolve().parents[1]
MAPPING = SOURCE.parent / "babel.cfg"
LOCALES = SOURCE / "locale"

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}

# Babel also writes the hour, its own version and places for names; the history of the file knows better.
KEPT_HEADERS = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
HEADER = "# Texts of Rotative's interface. `make messages` brings new ones from the source."


def django_template(
    fileobj: BinaryIO, keywords: Any, comment_tags: Any, options: dict[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Extract the texts of a Django template for Babel, after Django has turned the template into Python."""
    python = templatize(fileobj.read().decode())
    # Python's tokenizer would read HTML's indentation as blocks.
    flat = "\n".join(line.lstrip() for line in python.split("\n"))
    yield from extract_python(io.BytesIO(flat.encode()), keywords, comment_tags, options)


def template() -> Catalog:
    """Collect every text that the source marks for translation, with the files it is in."""
    with MAPPING.open(encoding="utf-8") as lines:
        methods, options = parse_mapping_cfg(lines, str(MAPPING))
    extracted = extract_from_dir(
        SOURCE, methods, options, keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
    )
    found = Catalog()
    # A folder lists its files in another order in each copy of the source.
    for file, line, text, comments, context in sorted(extracted, key=lambda one: one[:2]):
        found.add(text, locations=[(f"rotative/{file}", line)], auto_comments=comments, context=context)
    return found


def catalogue_file(language: str) -> Path:
    """Return the file of the translations into a language."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Read the translations into a language; empty if there are none yet."""
    file = catalogue_file(language)
    if not file.exists():
        return Catalog(locale=language, fuzzy=False)
    with file.open("rb") as lines:
        return pofile.read_po(lines, locale=language)


def write(catalogue: Catalog, file: Path) -> None:
    """Write the catalogue without dates, line numbers and texts that are gone."""
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    buffer = io.BytesIO()
    pofile.write_po(
        buffer, catalogue, width=110, sort_by_file=True, ignore_obsolete=True, include_lineno=False
    )
    head, rest = buffer.getvalue().decode().split("\n\n", 1)
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".po.new")
    beside.write_text("\n".join([*filter(_kept, head.split("\n")), "", rest]), encoding="utf-8")
    os.replace(beside, file)


def _kept(line: str) -> bool:
    name, colon, _value = line.removeprefix('"').partition(": ")
    return not (colon and "-" in name and line.startswith('"')) or name in KEPT_HEADERS


def main() -> None:
    """Bring the catalogues of all languages up to date with the source, without guessing a translation."""
    found = template()
    for language in sorted(CODES):
        catalogue = read(language)
        catalogue.update(found, no_fuzzy_matching=True)
        write(catalogue, catalogue_file(language))


if __name__ == "__main__":
    main()
