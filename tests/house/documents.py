"""Rules of documents: what they name is there, and what is there is named."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

import wagtail
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.core.management import load_command_class
from django.core.management.base import BaseCommand
from django.db import models

from rotative.core.conf import Setting, Value
from rotative.project import cli
from tests.house.tree import ROOT, ours

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_FILE = re.compile(r"`([\w./-]+\.(?:py|css|js|lock|sh))`")
_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
_CODE = re.compile(r"`[^`]*`")
_VALUE = re.compile(r"\s*:\s*%\(\w+\)s$")
# One star, or three where the words are bold as well.
_ITALIC = re.compile(r"(?<![*\w])\*(?:\*\*)?([^*\s][^*]*)\*(?:\*\*)?(?![*\w])")
_NO_MODULE = re.compile(r"example|\.(?:py|org|toml|html|txt)$")


def undocumented_settings(table: Iterable[Setting], page: str) -> list[str]:
    """Name the settings without a row that gives their name and default."""
    return [
        one.name
        for one in table
        if not re.search(rf"^\| `{one.name}` \|[^|]*\| {re.escape(shown(one.default))} \|", page, re.M)
    ]


def shown(default: Value) -> str:
    """Spell a default as the page does."""
    if isinstance(default, bool):
        return "`true`" if default else "`false`"
    return f'`"{default}"`' if isinstance(default, str) else f"`{default}`"


def undocumented_bounds(table: Iterable[Setting], page: str) -> list[str]:
    """Name the numbers whose row does not give their bounds."""
    return [
        one.name
        for one in table
        if isinstance(one.default, int) and one.allowed
        if not re.search(rf"^\| `{one.name}` \| {one.allowed.words.removeprefix('a ')} \|", page, re.M)
    ]


def undocumented_commands(section_of: dict[str, set[str]], page: str) -> list[str]:
    """Name the commands without a heading or row, and the options that their section does not name."""
    sections = {part.split("\n", 1)[0].strip(): part for part in page.split("\n## ")}
    found = []
    for command, options in section_of.items():
        section = sections.get(command) or next(
            (line for line in page.splitlines() if line.startswith(f"| `{command}` |")), None
        )
        found += (
            [command]
            if section is None
            else [f"{command} {name}" for name in sorted(options) if name not in section]
        )
    return found


def commands() -> dict[str, set[str]]:
    """Return every command with its long options, those of our console and our management commands."""
    found = {name: _options(parser) for name, parser in _subparsers(cli._parser()).items()}
    for path in ours(".py", under="rotative"):
        if path.parent.name == "commands" and path.stem != "__init__":
            app = ".".join(path.relative_to(ROOT).parts[:2])
            own = load_command_class(app, path.stem).create_parser("rotative", path.stem)
            found[path.stem] = _options(own) - _options(BaseCommand().create_parser("rotative", ""))
    found["check"] = found["checkup"]
    found["checkup"] = set()
    return found


def _options(parser: argparse.ArgumentParser) -> set[str]:
    named = {
        name
        for action in parser._actions
        for name in action.option_strings
        if name.startswith("--") and name != "--help"
    }
    return named.union(*map(_options, _subparsers(parser).values()))


def _subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0]) if found else {}


def missing_states(states: type[models.TextChoices], page: str) -> list[str]:
    """Name the states without a row of their own in the glossary."""
    return [state for state in states.values if f"| {state.replace('_', ' ')} |" not in page]


def dead_links(text: str, place: Path) -> list[str]:
    """Name the relative links whose file, or whose heading in that file, is not there."""
    found = []
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _sharp, anchor = target.partition("#")
        file = (place.parent / name).resolve() if name else place
        if not file.exists() or (
            anchor and anchor not in _anchors(text if file == place else file.read_text(encoding="utf-8"))
        ):
            found.append(target)
    return found


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def gone_names(text: str, paths: Iterable[str]) -> list[str]:
    """Name the files and modules of a page that are not in the repository.

    paths: those of the repository. A file may be named from the package or from any folder; a module by its
    dotted name without `rotative.`, with or without one of its names after it.
    """
    known = set(paths)
    modules = {_module(path): path for path in known if path.startswith("rotative/") and path.endswith(".py")}
    tops = {module.partition(".")[0] for module in modules}
    found = [
        name
        for name in _FILE.findall(text)
        if not any(path == name or path.endswith(f"/{name}") for path in known)
    ]
    dotted = re.findall(
        rf"(?<![\w./@-])(?:rotative\.)?((?:{'|'.join(sorted(tops))})(?:\.[A-Za-z_]\w*)+)(?![\w/@-])", text
    )
    return found + [name for name in dotted if not _NO_MODULE.search(name) and not _is_there(name, modules)]


def _module(path: str) -> str:
    return path.removeprefix("rotative/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_there(name: str, modules: dict[str, str]) -> bool:
    if name in modules:
        return True
    module, _dot, last = name.rpartition(".")
    if module not in modules and "." in module:
        # A name of a class or of a choice: articles.models.Article.path
        module, _dot, last = module.rpartition(".")
    return module in modules and bool(
        re.search(rf"\b{last}\b", (ROOT / modules[module]).read_text(encoding="utf-8"))
    )


def misnamed(page: str, words: Iterable[str]) -> list[str]:
    """Name the words in italics that the desk does not say.

    words: those of the desk in the language of the page. Capitals, kinds of spaces and apostrophes do not matter, nor a
    value after a colon; a road through menus, A → B, is looked up step by step.
    """
    known = {_plain(_VALUE.sub("", one)) for one in words}
    steps = [step for road in _ITALIC.findall(_CODE.sub("", page)) for step in road.split("→")]
    return [" ".join(step.split()) for step in steps if _plain(step) not in known]


def desk_words(language: str) -> set[str]:
    """Return what the desk says in French or, as the French translate it, in English: "fr" or "en"."""
    french: dict[str, str] = {}
    # Ours come last: they replace words of Wagtail.
    for path in sorted(Path(wagtail.__file__).parent.rglob("locale/fr/LC_MESSAGES/django.mo")):
        with path.open("rb") as file:
            french |= _translated(read_mo(file))
    for name in ("rotative/locale", "rotative/desk/wording"):
        with (ROOT / name / "fr/LC_MESSAGES/django.po").open("rb") as file:
            french |= _translated(read_po(file))
    return set(french) if language == "en" else set(french.values())


def _translated(catalogue: Catalog) -> dict[str, str]:
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id
    }


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").casefold().split())


def gone_pictures(page: str, place: Path) -> list[str]:
    """Name the pictures of a page whose file is not there."""
    return [name for name in pictures(page) if not (place.parent / name).exists()]


def pictures(page: str) -> list[str]:
    """Return the pictures of a page, in its order."""
    return _PICTURE.findall(page)


def outline(page: str) -> list[int]:
    """Return the levels of the headings of a page, in its order."""
    return [len(level) for level in re.findall(r"^(#+) ", page, re.M)]
