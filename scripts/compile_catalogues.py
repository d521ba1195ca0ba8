"""A step of hatch before it packs a wheel: the catalogues are kept as text and shipped compiled."""

from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]  # its configuration has no type of ours
    """Writes a file that Django reads next to every catalogue."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        package = Path(self.root, "rotative")
        for source in (*package.glob("locale/*/*/*.po"), *package.glob("desk/wording/*/*/*.po")):
            with source.open("rb") as lines:
                catalogue = pofile.read_po(lines, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as compiled:
                mofile.write_mo(compiled, catalogue)
