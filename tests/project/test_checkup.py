"""`rotative check`: names an error and its remedy."""

import json
import os
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from rotative.bake.models import PublicPath, StalePath
from rotative.core import clock, conf
from rotative.masthead.models import Masthead
from rotative.project import checks, home
from rotative.project.checkup import database, face, hours, machine
from rotative.project.checkup.face import is_public

Set = Callable[..., None]


@pytest.fixture
def put(settings: Any) -> Set:
    """Return a function that gives settings other values."""

    def change(**values: conf.Value) -> None:
        settings.ROTATIVE = {**settings.ROTATIVE, **values}

    return change


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return home.create(tmp_path / "newsroom")


def codes(found: Any) -> list[str]:
    return [one.code for one in found]


def test_success_new_home(place: Path) -> None:
    assert codes(machine.folders(place)) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_fail_folder_not_writable(place: Path) -> None:
    (place / "public").chmod(0o500)

    assert codes(machine.folders(place)) == ["home.not_writable"]


def test_fail_folder_missing(place: Path) -> None:
    (place / "media").rmdir()

    found = list(machine.folders(place))

    assert codes(found) == ["home.not_writable"]
    assert found[0].message == f"This account cannot write to {place / 'media'}."


def test_fail_secrets_readable(place: Path) -> None:
    (place / home.SETTINGS_FILE).chmod(0o644)
    (place / home.DATABASE_FILE).chmod(0o644)

    assert codes(machine.folders(place)) == ["home.readable_secrets", "home.readable_secrets"]


@pytest.mark.parametrize(
    ("free", "found"),
    [(2_000_000_000, []), (999_999_999, ["disk.low"]), (99_999_999, ["disk.full"])],
)
def test_success_disk_levels(
    monkeypatch: pytest.MonkeyPatch, place: Path, free: int, found: list[str]
) -> None:
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)

    assert codes(machine.disk(place)) == found


def test_fail_secret_key_short(put: Set) -> None:
    put(secret_key="rotative")

    assert codes(face.secret_key()) == ["settings.secret_key"]


@pytest.mark.parametrize(
    ("site_url", "seconds", "expected"),
    [
        ("https://estuaire.ma", 0, ["settings.hsts"]),
        ("https://estuaire.ma", 31_536_000, []),
        ("http://127.0.0.1:8000", 0, []),
    ],
)
def test_success_https_only(put: Set, site_url: str, seconds: int, expected: list[str]) -> None:
    put(site_url=site_url, hsts_seconds=seconds)

    assert codes(face.https_only()) == expected


def test_success_public_face(put: Set) -> None:
    put(
        site_url="https://www.lequai.fr",
        allowed_hosts=".lequai.fr",
        mail_from="edition@lequai.fr",
        bounce_domain="retour.lequai.fr",
    )

    assert codes(face.public_face()) == []


def test_success_private_machine_may_do_anything(put: Set) -> None:
    put(site_url="http://127.0.0.1:8000", debug=True, mailbox=True, allowed_hosts="*")

    assert codes(face.public_face()) == []


def test_fail_public_machine_set_up_like_a_demo(put: Set) -> None:
    put(
        site_url="http://www.lequai.fr",
        debug=True,
        mailbox=True,
        allowed_hosts="*",
        mail_from="edition@localhost",
    )

    assert codes(face.public_face()) == [
        "settings.site_url",
        "settings.debug",
        "settings.mailbox",
        "settings.any_host",
        "settings.mail_from",
        "settings.bounce_domain",
    ]


def test_fail_own_host_not_allowed(put: Set) -> None:
    put(site_url="https://www.lequai.fr", allowed_hosts="autre.fr, .ailleurs.fr")

    found = [one for one in face.public_face() if one.code == "settings.own_host"]

    assert found[0].remedy == "Add www.lequai.fr to allowed_hosts in rotative.toml."


@pytest.mark.parametrize("host", ["www.lequai.fr", "1.1.1.1", "estuaire.example"])
def test_success_public_hosts(host: str) -> None:
    assert is_public(host)


@pytest.mark.parametrize(
    "host", ["", "localhost", "127.0.0.1", "[::1]", "192.168.1.4", "desk.local", "serveur"]
)
def test_success_private_hosts(host: str) -> None:
    assert not is_public(host)


@pytest.mark.django_db
def test_fail_catalogue_missing_then_old(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    assert codes(machine.catalogues(tmp_path)) == ["catalogue.missing"]

    (folder / "django.mo").touch()
    assert codes(machine.catalogues(tmp_path)) == []

    (folder / "django.po").touch()
    os.utime(folder / "django.mo", (1, 1))
    assert codes(machine.catalogues(tmp_path)) == ["catalogue.missing"]


def test_success_static_files_collected(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    assert codes(machine.static_files()) == ["static.not_collected"]

    call_command("collectstatic", verbosity=0, interactive=False)
    assert codes(machine.static_files()) == []

    (tmp_path / "desk" / "desk.css").write_text("/* of an older version */")
    assert "desk/desk.css" in next(iter(machine.static_files())).message


@pytest.mark.django_db
def test_success_database_migrated() -> None:
    assert codes(database.database()) == []


@pytest.mark.django_db
def test_fail_database_behind() -> None:
    MigrationRecorder.Migration.objects.filter(app="search").delete()

    found = list(database.database())

    assert codes(found) == ["database.not_migrated"]
    assert found[0].message == "Migrations not applied to the database: 1."


@pytest.mark.django_db
def test_fail_page_failing_and_page_waiting() -> None:
    broken = PublicPath.objects.create(path="/politique/casse/", recipe="article", arg="1")
    waiting = PublicPath.objects.create(path="/politique/attend/", recipe="article", arg="2")
    StalePath.objects.create(path=broken, error="ValueError: no picture", attempts=3)
    StalePath.objects.create(path=waiting, since=clock.now() - timedelta(hours=1))

    (failing,) = database.failing_pages()
    (late,) = database.waiting_pages()

    assert failing.message == "Pages that could not be printed: 1. /politique/casse/: ValueError: no picture"
    assert late.message == "Pages that wait to be printed: 1. The last one was printed: never."


@pytest.mark.django_db
def test_success_page_just_published() -> None:
    StalePath.objects.create(
        path=PublicPath.objects.create(path="/politique/neuf/", recipe="article", arg="1")
    )

    assert codes(database.waiting_pages()) == []


def test_success_relay_answers(put: Set) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        put(smtp_host="127.0.0.1", smtp_port=listening.getsockname()[1])

        assert codes(machine.relay()) == []


def test_fail_relay_silent(put: Set) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    put(smtp_host="127.0.0.1", smtp_port=port)

    (found,) = machine.relay()

    assert found.message == f"The mail relay at 127.0.0.1:{port} does not answer: Connection refused."


def test_success_worker_listens(place: Path) -> None:
    assert codes(machine.worker(place)) == ["worker.absent"]
    os.mkfifo(place / "bell")
    assert codes(machine.worker(place)) == ["worker.absent"]
    listening = os.open(place / "bell", os.O_RDWR | os.O_NONBLOCK)

    found = codes(machine.worker(place))
    os.close(listening)

    assert found == []


def test_fail_settings_make_no_sense_together(put: Set) -> None:
    put(broker_url="amqp://u:p@rabbit.example/v", database_url="")

    (found,) = [one for one in checks.settings_make_sense(None) if one.id == "rotative.E015"]

    assert found.msg == "The setting broker_url cannot be 'amqp://…@rabbit.example/v'."


def test_success_defaults_make_sense(settings: Any) -> None:
    settings.ROTATIVE = {}

    assert checks.settings_make_sense(None) == []


@pytest.mark.django_db
def test_fail_command_exits_1_and_prints_json(put: Set, capsys: pytest.CaptureFixture[str]) -> None:
    put(debug=True)

    with pytest.raises(SystemExit) as ended:
        call_command("checkup", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert {
        "code": "settings.debug",
        "level": "error",
        "message": "debug is on: error pages would show settings and data to strangers.",
        "remedy": "Remove debug from rotative.toml.",
    } in printed["findings"]


@pytest.mark.django_db
def test_success_command_says_that_nothing_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rotative.project.management.commands.checkup.examine", lambda deploy: ())

    call_command("checkup")

    assert capsys.readouterr().out == "Nothing is wrong.\n"


@pytest.mark.django_db
def test_fail_setting_names_another_clock(put: Set) -> None:
    put(time_zone="Africa/Casablanca")
    Masthead.objects.create(time_zone="America/Lima")

    (found,) = hours.clock()

    assert (found.code, found.level) == ("settings.time_zone", "warning")
    assert 'time_zone = "America/Lima"' in found.remedy


@pytest.mark.django_db
def test_success_one_clock(put: Set) -> None:
    put(time_zone="America/Lima")
    assert list(hours.clock()) == []
    Masthead.objects.create(time_zone="America/Lima")

    assert list(hours.clock()) == []
