"""All regular expressions of the package that meet texts of strangers, with the way each is used."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import rotative

_ROOT = Path(rotative.__file__).parent
# Modules that read nothing but our own texts, and what they read.
OURS = {
    "rotative.bench": "output of a measuring program",
    "rotative.demo": "the texts of the demo",
    "rotative.layout.assets": "our style sheets",
    "rotative.project": "the operator's settings",
}
_ANCHORED = {"match", "fullmatch"}

Expression = re.Pattern[str] | re.Pattern[bytes]


@dataclass(frozen=True, kw_only=True)
class Used:
    """One regular expression and its use."""

    name: str
    pattern: Expression
    # The methods that it is used by, as far as these begin at the beginning of a text; none when it is searched.
    anchored: frozenset[str]

    def run(self, text: str) -> None:
        """Use the expression on a text."""
        given: str | bytes = text.encode() if isinstance(self.pattern.pattern, bytes) else text
        if self.anchored:
            for method in self.anchored:
                getattr(self.pattern, method)(given)
            return
        for _found in self.pattern.finditer(given):  # type: ignore[arg-type]
            pass


def used() -> list[Used]:
    """Return every expression of the package, those of OURS excepted."""
    sources = {_module(file): file.read_text(encoding="utf-8") for file in _ROOT.rglob("*.py")}
    everywhere = "\n".join(sources.values())
    named = [name for name in sorted(sources) if not name.startswith(tuple(OURS))]
    return list(
        chain.from_iterable(_of(name, sources[name], everywhere) for name in named if "re" in sources[name])
    )


def _module(file: Path) -> str:
    parts = file.relative_to(_ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _of(module: str, source: str, everywhere: str) -> Iterator[Used]:
    tree = ast.parse(source)
    if any(isinstance(node, ast.Import) and node.names[0].name == "re" for node in ast.walk(tree)) or (
        "from re import" in source
    ):
        for name, value in vars(importlib.import_module(module)).items():
            for pattern in _patterns(value):
                ways = set(re.findall(rf"\b{name}\.(\w+)\(", source if name[0] == "_" else everywhere))
                yield Used(name=f"{module}.{name}", pattern=pattern, anchored=_anchored(ways))
        yield from _written_in_place(module, tree)


def _anchored(ways: set[str]) -> frozenset[str]:
    return frozenset(ways) if ways <= _ANCHORED else frozenset()


def _patterns(value: object) -> Iterator[Expression]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _patterns(inner)
    elif isinstance(value, dict):
        yield from _patterns([*value, *value.values()])


def _written_in_place(module: str, tree: ast.Module) -> Iterator[Used]:
    """Yield the expressions that a function gives to `re.sub`, `re.split` and so on."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        first, way = node.args[0], node.func.attr
        if (
            getattr(node.func.value, "id", "") == "re"
            and way not in ("compile", "escape")
            and isinstance(first, ast.Constant)
        ):
            yield Used(
                name=f"{module}:{node.lineno}", pattern=re.compile(first.value), anchored=_anchored({way})
            )
