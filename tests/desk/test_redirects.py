"""The page of redirects."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rotative.bake.models import PublicPath, StalePath
from rotative.core.old_addresses import missed
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.factories.articles import SectionFactory, published

URL = "/desk/redirects/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def path() -> str:
    """Publish an article and return its path."""
    section = SectionFactory(name="Ville", slug="ville")
    return str(published(section=section, headline="Le port", slug="port").path)


def lead(desk: Client, old: str, new: str, why: str = "") -> str:
    """Send the form; return what the desk says."""
    answer = desk.post(URL, {"act": "lead", "from": old, "to": new, "why": why}, follow=True)
    return str(answer.content.decode())


def test_success_an_address_leads_to_a_page(desk: Client, path: str) -> None:
    said = lead(desk, "/2019/05/port/", path, "déménagement")

    row = PublicPath.objects.get(path="/2019/05/port/")
    assert (row.state, row.target, row.why) == ("moved", path, "déménagement")
    assert StalePath.objects.filter(path=row).exists()
    assert "déménagement" in said


@pytest.mark.parametrize(
    "written",
    ["/2019/%D9%85/", "https://estuaire.example/2019/%D9%85/", " /2019/م/ ", "/2019/م/#haut"],
)
def test_success_as_people_copy_it(desk: Client, path: str, written: str) -> None:
    lead(desk, written, f"https://estuaire.example{path}")

    assert PublicPath.objects.get(state="moved").path == "/2019/م/"
    assert PublicPath.objects.get(state="moved").target == path


def test_success_to_another_site(desk: Client) -> None:
    lead(desk, "/ailleurs/", "https://ailleurs.example/x?a=1#b")

    assert PublicPath.objects.get(path="/ailleurs/").target == "https://ailleurs.example/x?a=1#b"


def test_success_chains_are_made_one_step(desk: Client, path: str) -> None:
    lead(desk, "/deux/", path)
    lead(desk, "/un/", "/deux/")

    assert PublicPath.objects.get(path="/un/").target == path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("/un/", "/un/", "leads back to /un/"),
        ("/un/", "/deux/", "leads back to /un/"),
        ("/un/", "/nulle-part/", "No page is at /nulle-part/"),
        ("/un/", "javascript:alert(1)", "Nothing can lead to"),
        ("/un/", "//evil.example/", "Nothing can lead to"),
        ("/un/", "https://user@evil.example/", "Nothing can lead to"),
        ("/desk/x/", "/ville/", "is no address of this site"),
        ("https://autre.example/un/", "/ville/", "is no address of this site"),
        ("un", "/ville/", "is no address of this site"),
        ("", "/ville/", "is no address of this site"),
    ],
)
def test_fail_with_a_clear_sentence(desk: Client, old: str, new: str, said: str) -> None:
    PublicPath.objects.create(path="/deux/", recipe="", state="moved", target="/un/")

    assert said in lead(desk, old, new)
    assert not PublicPath.objects.filter(path="/un/").exists()


def test_fail_away_from_a_page(desk: Client, path: str) -> None:
    assert "A page is at" in lead(desk, path, "https://ailleurs.example/")


def test_success_taken_back(desk: Client, path: str) -> None:
    lead(desk, "/un/", path)

    desk.post(URL, {"act": "remove", "from": "/un/"})

    assert PublicPath.objects.get(path="/un/").state == "gone"


def test_fail_without_the_right_to_publish(writer: User) -> None:
    assert signed_in(writer).get(URL).status_code in (302, 403)
    assert signed_in(writer).post(URL, {"act": "lead", "from": "/a/", "to": "/b/"}).status_code in (302, 403)


def test_success_a_file_out_and_in(desk: Client, path: str) -> None:
    lead(desk, "/un/", path, "=1+1")
    body = b"".join(desk.post(URL, {"act": "export"}).streaming_content)  # type: ignore[attr-defined]  # it streams
    assert body.decode("utf-8-sig").splitlines() == ["from,to,why", f"/un/,{path},'=1+1"]
    PublicPath.objects.filter(path="/un/").delete()

    looked = desk.post(URL, {"act": "look", "file": io.BytesIO(body)})
    assert not PublicPath.objects.filter(path="/un/").exists()
    assert "1 address leads to its page." in looked.content.decode()
    desk.post(URL, {"act": "import", "file": io.BytesIO(body)})

    assert PublicPath.objects.get(path="/un/").why == "=1+1"


def test_success_bad_lines_leave_the_others(desk: Client, path: str) -> None:
    file = io.BytesIO(f"from;to\n/un/;{path}\n/deux/;/nulle-part/\n/trois/;/un/\n".encode())

    said = desk.post(URL, {"act": "import", "file": file}).content.decode()

    assert set(PublicPath.objects.filter(state="moved").values_list("path", flat=True)) == {"/un/", "/trois/"}
    assert "Line 3: No page is at /nulle-part/" in said


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"x" * (5 * 1024 * 1024 + 1)])
def test_fail_a_file_that_is_none(desk: Client, body: bytes) -> None:
    assert (
        "The file cannot be used."
        in desk.post(URL, {"act": "import", "file": io.BytesIO(body)}).content.decode()
    )


def test_success_what_was_asked_for_in_vain(desk: Client, path: str, home: Path) -> None:
    counter = missed.MissedAddresses(home / missed.FILE)
    for asked in (
        "/2019/05/port/",
        "/2019/05/port/",
        "/perdu/",
        "/.env",
        "/wp-login.php",
        "/x@y.example/",
        "/a" * 400,
    ):
        counter.note(asked)
    counter.write()

    page = desk.get(URL).content.decode()

    assert page.index("/2019/05/port/</bdi>") < page.index("/perdu/</bdi>")
    assert f'name="to" value="{path}"' in page
    kept = (home / missed.FILE).read_text()
    assert [word for word in (".env", "wp-login", "y.example", "/a/a") if word in kept] == []
    lead(desk, "/2019/05/port/", path)
    assert [one.path for one in missed.most_missed(home / missed.FILE, 9)] == ["/perdu/"]


def test_success_the_counter_is_bounded(home: Path) -> None:
    counter = missed.MissedAddresses(home / missed.FILE)
    for number in range(5000):
        counter.note(f"/{number}/")
    counter.write()

    assert len(missed.most_missed(home / missed.FILE, 10_000)) <= missed.PER_DAY


def test_success_a_reader_is_counted(client: Client, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rotative.project import views

    monkeypatch.setattr(views, "_missed", missed.MissedAddresses(home / missed.FILE))

    client.get("/introuvable/?email=a@b.example")

    assert [one.path for one in missed.most_missed(home / missed.FILE, 9)] == ["/introuvable/"]


def test_success_a_long_list_costs_the_same(desk: Client, path: str) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(URL)
        return len(queries)

    lead(desk, "/un/", path)
    few = counted()
    PublicPath.objects.bulk_create(
        PublicPath(path=f"/ancien/{number}/", recipe="", arg="import", state="moved", target=path)
        for number in range(200)
    )

    assert counted() <= few + 1
