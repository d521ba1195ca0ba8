"""`rotative COMMAND --help` of a management command, in the words of Django and without loading it.

What a command takes is in `management/NAME_arguments.py` of its app, which the command itself reads too. What Django adds to
every command is repeated here; a test compares the two.
"""

import importlib
from argparse import Action, ArgumentParser, HelpFormatter
from collections.abc import Iterable, Sequence
from typing import Any

# Django's own, shown after those of the command.
_VERBOSITY = "Verbosity level; 0=minimal output, 1=normal output, 2=verbose output, 3=very verbose output"
_SETTINGS = (
    'The Python path to a settings module, e.g. "myproject.settings.main". If this isn\'t provided, the '
    "DJANGO_SETTINGS_MODULE environment variable will be used."
)
# An example that is no folder of any machine.
_FOLDER = "/".join(("", "home", "djangoprojects", "myproject"))
_COMMON: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("--version",), {"action": "version", "help": "Show program's version number and exit."}),
    (("-v", "--verbosity"), {"default": 1, "type": int, "choices": [0, 1, 2, 3], "help": _VERBOSITY}),
    (("--settings",), {"help": _SETTINGS}),
    (
        ("--pythonpath",),
        {"help": f'A directory to add to the Python path, e.g. "{_FOLDER}".'},
    ),
    (
        ("--traceback",),
        {"action": "store_true", "help": "Display a full stack trace on CommandError exceptions."},
    ),
    (("--no-color",), {"action": "store_true", "help": "Don't colorize the command output."}),
    (("--force-color",), {"action": "store_true", "help": "Force colorization of the command output."}),
)
_SKIP_CHECKS = ("--skip-checks",), {"action": "store_true", "help": "Skip system checks."}
_LAST = {name for names, _more in (*_COMMON, _SKIP_CHECKS) for name in names if name.startswith("--")}


def answer(app: str, command: str, arguments: Sequence[str]) -> int:
    """Print the help that is asked for; return 0, or 2 after an argument that there is not."""
    try:
        parser(app, command).parse_args(arguments)
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else 1
    return 0


def parser(app: str, command: str) -> ArgumentParser:
    """Return the parser of a command, as Django would make it."""
    own = importlib.import_module(f"rotative.{app}.management.{command}_arguments")  # one of MANAGED
    made = ArgumentParser(prog=f"rotative {command}", description=own.HELP or None, formatter_class=_OwnFirst)
    checked = getattr(own, "CHECKED", True)
    for names, more in (*_COMMON, *([_SKIP_CHECKS] if checked else [])):
        made.add_argument(*names, **more)
    own.add_arguments(made)
    return made


class _OwnFirst(HelpFormatter):
    """Shows what a command takes before what every command takes."""

    def add_usage(self, usage: Any, actions: Iterable[Action], groups: Any, prefix: Any = None) -> None:
        super().add_usage(usage, _sorted(actions), groups, prefix)

    def add_arguments(self, actions: Iterable[Action]) -> None:
        super().add_arguments(_sorted(actions))


def _sorted(actions: Iterable[Action]) -> list[Action]:
    return sorted(actions, key=lambda action: not _LAST.isdisjoint(action.option_strings))
