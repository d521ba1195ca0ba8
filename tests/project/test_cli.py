"""`rotative` as a person calls it: an error is one sentence, and nothing is left half done."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from rotative.project import home

_OURS = ("ROTATIVE_", "DJANGO_", "DATABASE_URL", "PYTEST_")


def rotative(*arguments: str, **environment: str) -> tuple[int, str]:
    """Return the exit code and the text on standard error."""
    done = run(*arguments, **environment)
    return done.returncode, done.stderr


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `rotative` with nothing of this newsroom in its environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return subprocess.run(
        [sys.executable, "-m", "rotative", *arguments],
        env={**kept, **environment},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=120,
        check=False,
    )


def test_success_version() -> None:
    done = run("--version")

    assert (done.returncode, done.stdout) == (0, f"rotative {version('rotative')}\n")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Create a home with an empty database."""
    return home.create(tmp_path / "newsroom")


def put(place: Path, line: str) -> None:
    with (place / home.SETTINGS_FILE).open("a", encoding="utf-8") as lines:
        lines.write(f"{line}\n")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            'time_zone = "Mars/Phobos"',
            "The setting time_zone must be a name of the time zone database, such as Africa/Casablanca, not 'Mars/Phobos'.",
        ),
        (
            'log_level = "LOUD"',
            "The setting log_level must be one of DEBUG, INFO, WARNING, ERROR, not 'LOUD'.",
        ),
        (
            'database_url = "mysql://u:hunter2@x"',
            "The setting database_url must be postgres://user:password@host/name, or empty, not 'mysql://…@x'.",
        ),
        ("smtp_connections = 0", "The setting smtp_connections must be a whole number from 1, not 0."),
    ],
)
def test_fail_a_setting_no_program_can_work_with(place: Path, line: str, sentence: str) -> None:
    put(place, line)

    said = {rotative(*command, "--home", str(place)) for command in (("check",), ("conf", "nginx"))}

    assert said == {(1, f"rotative: {sentence} Correct it in rotative.toml.\n")}


def test_fail_the_environment_is_to_be_corrected(place: Path) -> None:
    said = rotative("bake", "--all", "--home", str(place), DATABASE_URL="mysql://x")

    assert said == (
        1,
        "rotative: The setting database_url must be postgres://user:password@host/name, or empty, not 'mysql://x'."
        " Correct it in the environment, DATABASE_URL.\n",
    )


@pytest.mark.parametrize("command", [("bake", "--all"), ("subscribers", "export"), ("manage", "migrate")])
def test_fail_database_missing_and_not_made(place: Path, command: tuple[str, ...]) -> None:
    (place / home.DATABASE_FILE).unlink()

    code, said = rotative(*command, "--home", str(place), ROTATIVE_LANGUAGE="en")

    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"rotative: The database {place / home.DATABASE_FILE} is missing. ")
    assert not (place / home.DATABASE_FILE).exists()


def test_fail_database_without_tables_is_told_in_the_outlets_language(place: Path) -> None:
    code, said = rotative("bake", "--all", "--home", str(place))

    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith("rotative: Il manque à la base de données ")


def test_fail_traceback_for_who_wants_it(place: Path) -> None:
    code, said = rotative("bake", "--all", "--traceback", "--home", str(place))

    assert code == 1
    assert said.startswith("Traceback ")


def test_fail_standard_output_full(place: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rotative", "conf", "nginx", "--home", str(place)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )

    assert (done.returncode, done.stderr) == (
        1,
        "rotative: The disk is full: No space left on device. Make some, then run the same command again.\n",
    )


@pytest.mark.parametrize("url", ["nope", "https://example.org/journal", 'https://x".example'])
def test_fail_init_refuses_an_address_before_anything_is_made(tmp_path: Path, url: str) -> None:
    code, said = rotative("init", str(tmp_path / "new"), "--site-url", url)

    assert code == 2
    assert f"argument --site-url: {url!r} is not http:// or https:// and a host" in said
    assert list(tmp_path.iterdir()) == []


def test_fail_init_takes_away_what_it_made(tmp_path: Path) -> None:
    code, said = rotative("init", str(tmp_path / "one/two"), ROTATIVE_SMTP_PORT="0")

    assert (code, said.count("\n")) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_fail_init_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media/photo.jpg").touch()

    code, _said = rotative("init", str(tmp_path), DATABASE_URL="postgres://u:p@127.0.0.1:1/none")

    assert code == 1
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "media", tmp_path / "media/photo.jpg"]


def test_fail_init_of_a_newsroom_touches_nothing(place: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}

    code, said = rotative("init", str(place))

    assert (code, said) == (1, f"rotative: {place} already contains a newsroom. Choose another folder.\n")
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_fail_init_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert rotative("init", str(tmp_path / "file/b")) == (
        1,
        f"rotative: No newsroom can be made in {tmp_path}/file/b: Not a directory. Choose another folder.\n",
    )
    assert rotative("init", "/proc/x") == (
        1,
        "rotative: No newsroom can be made in /proc/x: No such file or directory. Choose another folder.\n",
    )


@pytest.mark.parametrize(
    ("command", "number"),
    [
        (("bake", "--all", "--jobs"), "0"),
        (("serve", "--workers"), "-1"),
        (("serve", "--workers"), "some"),
        (("edition", "compose", "--minutes"), "-1"),
    ],
)
def test_fail_number_of_nothing(place: Path, command: tuple[str, ...], number: str) -> None:
    code, said = rotative(*command, number, "--home", str(place))

    assert code == 2
    assert said.endswith(f"error: argument {command[-1]}: {number!r} is not a whole number from 1\n")


def test_success_conf_nginx_names_the_host_of_the_environment(place: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}

    printed = [
        subprocess.run(
            [sys.executable, "-m", "rotative", "conf", "nginx", "--home", str(place)],
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for more in (
            {},
            {"ROTATIVE_SITE_URL": "https://environment.example", "ROTATIVE_UPLOAD_MAX_BYTES": "7"},
        )
    ]

    assert ["server_name 127.0.0.1;" in one for one in printed] == [True, False]
    assert ["server_name environment.example;" in one for one in printed] == [False, True]
    assert ["client_max_body_size 7;" in one for one in printed] == [False, True]
