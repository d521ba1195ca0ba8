"""`rotative COMMAND --help` answers at once, without a home and without Django, in the words of the command itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import load_command_class

from rotative.bench import command as bench
from rotative.project import cli, command_help

# Everything but `manage`, whose help is Django's own.
ASKED = [
    *([name] for name in ("init", "demo", "serve", "conf", "bench", *cli.MANAGED)),
    *(["bench", kind] for kind in bench.KINDS),
    ["edition", "compose"],
    ["import", "wordpress"],
    ["returns", "read"],
    ["subscribers", "import"],
]
# Runs each of them in this process, and prints the code and whether Django was imported.
RUN = """
import json, sys
from rotative.project.cli import main
found = []
for words in json.loads(sys.argv[1]):
    try:
        code = main([*words, "--help"])
    except SystemExit as exc:
        code = exc.code
    found.append([words, code, "django" in sys.modules])
print(json.dumps(found), file=sys.stderr)
"""


def test_success_help_needs_neither_a_home_nor_django(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(ASKED)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stderr) == [[words, 0, False] for words in ASKED]
    assert done.stdout.count("usage: rotative ") == len(ASKED)


@pytest.mark.parametrize("name", cli.MANAGED)
def test_success_the_words_are_those_of_the_command(name: str) -> None:
    app, managed, _meaning = cli.MANAGED[name]

    django = load_command_class(f"rotative.{app}", managed).create_parser("rotative", managed)

    assert command_help.parser(app, managed).format_help() == django.format_help()


def test_fail_help_about_what_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["edition", "colour", "--help"]) == 2
    assert "invalid choice: 'colour'" in capsys.readouterr().err
