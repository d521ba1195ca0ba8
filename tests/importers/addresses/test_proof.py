"""The proof: every old address of an export, of its texts and of a log is asked."""

from __future__ import annotations

import csv
import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from rotative.bake import verify
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import FolderPress
from rotative.importers.proof import site
from rotative.importers.proof.url_lists import UnreadableList, addresses
from rotative.server.baked_site import BakedSite
from tests.importers.addresses.sites import CASES, furnish, imported, printed
from tests.importers.wordpress.wxr import SITE, export, item, written
from tests.processes.servers import ROOT

pytestmark = pytest.mark.django_db

CORPORA = ROOT.parent / "shared" / "corpora" / "wxr"


@pytest.fixture(autouse=True)
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    monkeypatch.setattr(site, "_openers", [lambda: BakedSite(tmp_path / "home")])


def proved(folder: Path, *arguments: str) -> tuple[int, dict[str, str], str]:
    """Run the command; return its exit code, the verdict of each address, and what it said."""
    said, table = StringIO(), folder / "proof.csv"
    code = 0
    try:
        call_command("proof", *arguments, "--csv", str(table), stdout=said)
    except SystemExit as exc:
        code = int(str(exc.code))
    with table.open(encoding="utf-8", newline="") as file:
        return code, {row["address"]: row["verdict"] for row in csv.DictReader(file)}, said.getvalue()


def test_success_every_address_of_an_export(tmp_path: Path) -> None:
    imported(CASES / "02-old-addresses.xml")
    printed(tmp_path)

    code, verdicts, said = proved(tmp_path, str(CASES / "02-old-addresses.xml"))

    assert (code, set(verdicts.values())) == (0, {"answers"})
    assert {
        "/2019/05/budget/",
        "/?p=21",
        "/wp-content/uploads/2019/05/budget-2019.pdf",
        "/category/ville/feed/",
    } <= set(verdicts)
    assert said.splitlines()[-1].startswith("Every one of")


def test_fail_a_dead_address(tmp_path: Path) -> None:
    imported(CASES / "02-old-addresses.xml")
    PublicPath.objects.filter(path="/category/ville/").delete()
    printed(tmp_path)
    verify.tidy(FolderPress(tmp_path / "home/public"))

    code, verdicts, said = proved(tmp_path, str(CASES / "02-old-addresses.xml"))

    dead = [address for address, verdict in verdicts.items() if verdict == "dead"]
    assert (code, dead) == (1, ["/category/ville/", "/category/ville/feed/", "/?cat=1"])
    assert "/category/ville/ — 404" in said


def test_success_what_nobody_could_read(tmp_path: Path) -> None:
    links = (
        f'<a href="{SITE}/2020/01/01/article-2/">brouillon</a> <a href="{SITE}/nulle-part/">nulle part</a>'
    )
    file = written(tmp_path, export(item(1, content=f"<p>{links} du texte.</p>"), item(2, status="draft")))
    imported(file)
    printed(tmp_path)

    code, verdicts, _said = proved(tmp_path, str(file))

    assert code == 0
    assert (verdicts["/2020/01/01/article-2/"], verdicts["/nulle-part/"]) == ("unread", "outside")


def test_success_addresses_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "access.log.gz"
    log.write_bytes(
        gzip.compress(
            b'203.0.113.9 - - [03/May/2019:08:00:00 +0000] "GET /2019/05/budget/?utm_source=x HTTP/1.1" 200 5120 "-" "A"\n'
            b'203.0.113.9 - - [03/May/2019:08:00:01 +0000] "GET /?p=22 HTTP/1.1" 301 0 "-" "A"\n'
            b'203.0.113.9 - - [03/May/2019:08:00:02 +0000] "GET /wp-login.php HTTP/1.1" 200 9 "-" "A"\n'
            b'203.0.113.9 - - [03/May/2019:08:00:03 +0000] "GET /none/ HTTP/1.1" 404 9 "-" "A"\n'
            b'203.0.113.9 - - [03/May/2019:08:00:04 +0000] "POST /wp-comments-post.php HTTP/1.1" 302 9 "-" "A"\n'
            + b"x" * 100_000
            + b"\n/2019/05/perdu/\nhttps://autre.example/2019/\n"
        )
    )
    imported(CASES / "02-old-addresses.xml")
    printed(tmp_path)

    code, verdicts, _said = proved(tmp_path, "--urls", str(log), str(CASES / "02-old-addresses.xml"))

    assert (code, verdicts["/2019/05/perdu/"]) == (1, "dead")
    assert list(addresses(log, None))[:2] == ["/2019/05/budget/", "/?p=22"]
    assert "/wp-login.php" not in verdicts and "/none/" not in verdicts


def test_fail_a_log_that_is_damaged(tmp_path: Path) -> None:
    log = tmp_path / "access.log.gz"
    log.write_bytes(gzip.compress(b"/un/\n" * 50_000)[:-20])

    with pytest.raises(UnreadableList):
        list(addresses(log, None))


def test_success_without_an_export(tmp_path: Path) -> None:
    imported(CASES / "02-old-addresses.xml")
    printed(tmp_path)

    code, verdicts, _said = proved(tmp_path)

    assert (code, set(verdicts.values())) == (0, {"answers"})
    assert {"/?p=21", "/?cat=1", "/category/ville/", "/2019/05/budget/"} <= set(verdicts)


def test_success_proof_of_an_import(tmp_path: Path) -> None:
    furnish()
    verify.sync()
    said = StringIO()

    call_command(
        "import",
        "wordpress",
        str(CASES / "02-old-addresses.xml"),
        "--proof",
        str(tmp_path / "p.csv"),
        stdout=said,
    )

    assert said.getvalue().splitlines()[-1].startswith("Every one of")
    assert len((tmp_path / "p.csv").read_text().splitlines()) > 20


def test_success_as_json(tmp_path: Path) -> None:
    imported(CASES / "02-old-addresses.xml")
    printed(tmp_path)
    said = StringIO()

    call_command("proof", "--json", stdout=said)

    found = json.loads(said.getvalue())
    assert found["asked"] == found["answers"] > 10


@pytest.mark.parametrize("name", ["theme-unit-test-data", "dev-fr", "dev-ar-300"])
def test_success_real_exports(tmp_path: Path, name: str) -> None:
    file = CORPORA / f"{name}.xml"
    if not file.exists():
        pytest.skip(f"{file.name}, an export of a real site, is not on this machine")
    imported(file)
    printed(tmp_path)

    code, verdicts, said = proved(tmp_path, str(file))

    assert code == 0, said
    assert set(verdicts.values()) <= {"answers", "outside"}
