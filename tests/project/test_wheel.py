"""The wheel built from this tree: it installs and makes a demo far from the checkout, without what only developers need."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import proofs
from tests.house.tree import ROOT
from tests.processes import databases

pytestmark = [pytest.mark.slow, pytest.mark.processes]

_OURS = ("ROTATIVE_", "DJANGO_", "DATABASE_URL", "PYTHONPATH", "PYTEST_")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (built,) = folder.glob("*.whl")
    return built


class Installed:
    """A fresh environment with the wheel; other packages come from the one that runs the tests."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        venv.create(folder / "venv", with_pip=True)
        self.bin = folder / "venv/bin"
        packages = Path(self._run(str(self.bin / "python"), "-c", _PACKAGES).stdout.strip())
        (packages / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
        self._run(
            *(str(self.bin / "pip"), "install", "--quiet", "--disable-pip-version-check"),
            *("--no-index", "--no-deps", str(wheel)),
        )

    def rotative(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(str(self.bin / "rotative"), *arguments, check=False)

    def python(self, code: str) -> str:
        return self._run(str(self.bin / "python"), "-c", code).stdout.strip()

    def _run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=check
        )


_PACKAGES = "import sysconfig; print(sysconfig.get_path('purelib'))"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("elsewhere"), wheel)


def test_success_only_the_product_is_packed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    left_out = ("rotative/bench/", "rotative/demo/art/", "tests/", "scripts/")
    assert [name for name in names if name.startswith(left_out)] == []
    assert [name for name in names if name.endswith((".po", ".pyc"))] == []
    assert {
        "rotative/demo/content/outlet.toml",
        "rotative/demo/pictures/logo.png",
        "rotative/demo/pictures/logo-night.png",
        "rotative/demo/pictures/400/salma-bensouda.avif",
        "rotative/layout/templates/base.html",
        "rotative/locale/fr/LC_MESSAGES/django.mo",
    } <= set(names)


def test_success_demo_without_the_checkout(installed: Installed) -> None:
    """Makes the whole demo as a proof; in CI a newsroom with the demo's articles and one page, its tables copied."""
    home = installed.folder / "home"
    proofs(databases.create_home, lambda _home: None)(home)
    commands = proofs(
        [
            ("manage", "newsroom", "--home", str(home)),
            ("manage", "demo_fill", "--home", str(home)),
            ("bake", "/mentions-legales/", "--home", str(home)),
        ],
        [("demo", "--build-only", "--home", str(home))],
    )

    done = [installed.rotative(*command) for command in commands]

    assert [one.returncode for one in done] == [0 for _one in done], done[-1].stderr
    assert "L’Estuaire" in (home / "public/mentions-legales/index.html").read_text(encoding="utf-8")
    assert Path(installed.python("import rotative; print(rotative.__path__[0])")).is_relative_to(
        installed.folder
    )


def test_fail_measuring_needs_the_checkout(installed: Installed) -> None:
    done = installed.rotative("bench", "press")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "rotative: Measuring needs the checkout, from which this Rotative was not installed:"
        " clone the repository and run `make bench`.\n",
    )
