"""The files of `deploy/` for containers, tested without one: the entry point runs, and every name in them is known."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from rotative.core.conf import BY_NAME
from rotative.project import cli
from tests.processes.newsrooms import LONGEST_S

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
# Read by the entry point, by the images or by compose itself.
OTHERS = {"DATABASE_URL", "DATABASE_PASSWORD", "NEWSROOM_NAME", "PORT"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    composed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return dict(composed["services"])


@pytest.fixture
def enter(tmp_path: Path) -> Any:
    """Return a function that runs the entry point with `rotative` on the path, in a newsroom under `tmp_path`."""
    home = tmp_path / "newsroom"
    home.mkdir()
    environment = {
        "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}",
        "ROTATIVE_HOME": str(home),
        "NEWSROOM_NAME": "Le Quai",
        "ROTATIVE_SITE_URL": "https://www.example.org",
    }

    def run(*arguments: str) -> Path:
        command = ["sh", str(DEPLOY / "entrypoint.sh"), *arguments]
        subprocess.run(command, env=environment, cwd=home, check=True, timeout=LONGEST_S, capture_output=True)
        return home

    return run


def test_success_entry_point_makes_the_newsroom_and_then_upgrades_it(enter: Any) -> None:
    home = enter("prepare")
    first = tomllib.loads((home / "rotative.toml").read_text(encoding="utf-8"))
    (home / "nginx.conf").unlink()

    enter("prepare")

    assert tomllib.loads((home / "rotative.toml").read_text(encoding="utf-8")) == first
    assert first["site_url"] == "https://www.example.org"
    server = (home / "nginx.conf").read_text(encoding="utf-8")
    assert "server_name www.example.org;" in server
    # TLS ends before this nginx, which reads it in a header.
    assert "$scheme" not in server
    assert "X-Forwarded-Proto $forwarded_scheme;" in server
    # nginx's own account reads the pages and nothing secret.
    assert (home / "rotative.toml").stat().st_mode & 0o077 == 0
    assert (home / "nginx.conf").stat().st_mode & 0o004


def test_success_entry_point_hands_over_to_a_command(enter: Any) -> None:
    enter("prepare")

    home = enter("bake", "--all")

    assert (home / "public/index.html").exists()


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_success_nginx_takes_the_configuration(enter: Any, tmp_path: Path) -> None:
    home = enter("prepare")
    main = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for place, here in (("/tmp", tmp_path), ("/srv/newsroom", home)):
        main = main.replace(f"{place}/", f"{here}/")
    main = main.replace("/dev/stderr", str(tmp_path / "log")).replace("/dev/stdout", str(tmp_path / "log"))
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")

    checked = subprocess.run(
        ["nginx", "-t", "-q", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stderr) == (0, "")


def test_success_every_variable_is_known(services: dict[str, Any]) -> None:
    known = {f"ROTATIVE_{name.upper()}" for name in BY_NAME} | OTHERS
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    example = re.findall(r"^([A-Z_]+)=", (DEPLOY / "example.env").read_text(encoding="utf-8"), re.MULTILINE)

    asked = set(re.findall(r"\$\{([A-Z_]+)", text))

    assert asked <= known
    assert set(services["application"]["environment"]) <= known
    assert set(example) == asked


def test_success_every_command_is_known(services: dict[str, Any]) -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    default = re.search(r"^CMD \[(.*)\]$", dockerfile, re.MULTILINE)
    assert default is not None

    said = [services["application"]["command"], [word.strip('"') for word in default[1].split(", ")]]

    options = [cli._parser().parse_args(words) for words in said]
    assert [(one.bind, one.no_worker) for one in options] == [
        ("127.0.0.1:8000", True),
        ("0.0.0.0:8000", False),
    ]
    assert services["worker"]["command"] == ["worker"]
    assert services["prepare"]["command"] == ["prepare"]


def test_success_nothing_runs_as_root_or_writes_outside(services: dict[str, Any]) -> None:
    ours = {name: service for name, service in services.items() if name != "database"}

    assert [name for name, service in ours.items() if service["user"].startswith(("0", "root"))] == []
    assert [name for name, service in services.items() if not service["read_only"]] == []
    assert [name for name, service in ours.items() if service["cap_drop"] != ["ALL"]] == []


def test_success_readers_need_neither_application_nor_database(services: dict[str, Any]) -> None:
    nginx = services["nginx"]

    # A container whose network is another's loses it when that one starts again.
    assert services["application"]["network_mode"] == "service:nginx"
    assert "network_mode" not in nginx
    assert list(nginx["depends_on"]) == ["prepare"]
    assert nginx["volumes"][0] == "newsroom:/srv/newsroom:ro"
