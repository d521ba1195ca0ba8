"""The compiled catalogues of a run: made where missing or older than their source, as `make install` does."""

import os
from pathlib import Path

from babel.messages import mofile, pofile

LOCALES = Path(__file__).resolve().parents[1] / "rotative" / "locale"
# Wagtail's texts in the words of a newsroom.
WORDING = LOCALES.parent / "desk" / "wording"


def compile_stale(folder: Path = LOCALES) -> list[Path]:
    """Compile what is stale and return the files written; each is replaced in one step, for other runs may be reading."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as lines:
            catalogue = pofile.read_po(lines, locale=source.parts[-3])
        beside = compiled.with_suffix(f".{os.getpid()}.new")
        with beside.open("wb") as file:
            mofile.write_mo(file, catalogue)
        os.replace(beside, compiled)
        written.append(compiled)
    return written
