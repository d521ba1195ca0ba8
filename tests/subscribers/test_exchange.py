"""Lists of subscribers in and out, and forgetting a person."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from rotative.subscribers import actions
from rotative.subscribers.models import Subscriber, Suppression

pytestmark = pytest.mark.django_db

LIST = """\
\ufeffEmail,Language,minutes,confirmed_at
amina@example.org,ar,10,2024-03-01
Amina@example.org,ar,10,
not an address,fr,,
badr@example.org,,,2024-03-02T10:00:00+01:00
"""


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("subscribers", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def test_success_import_reports_and_a_second_run_changes_nothing(people: str) -> None:
    first = json.loads(run("import", people, "--consent", "old site", "--json"))
    second = json.loads(run("import", people, "--consent", "old site", "--json"))

    assert first == {"added": 2, "already_there": 1, "unsubscribed": 0, "suppressed": 0, "bad_lines": [4]}
    assert second == {"added": 0, "already_there": 3, "unsubscribed": 0, "suppressed": 0, "bad_lines": [4]}
    amina, badr = Subscriber.objects.order_by("email_normalised")
    assert (amina.language, amina.minutes, amina.state) == ("ar", 10, "confirmed")
    assert (badr.language, badr.minutes, badr.consent_page) == ("fr", 5, "old site")


def test_success_dry_run_changes_nothing(people: str) -> None:
    assert run("import", people, "--consent", "x", "--dry-run").startswith("Would add 2;")
    assert Subscriber.objects.count() == 0


def test_success_import_respects_who_left_or_was_suppressed(people: str) -> None:
    run("import", people, "--consent", "x")
    amina, badr = Subscriber.objects.order_by("email_normalised")
    actions.unsubscribe(amina)
    actions.suppress(badr, reason=Suppression.Reason.COMPLAINT)

    report = json.loads(run("import", people, "--consent", "x", "--json"))

    assert (report["added"], report["unsubscribed"], report["suppressed"]) == (0, 1, 1)


def test_success_forgotten_people_stay_forgotten(people: str) -> None:
    run("import", people, "--consent", "x")

    assert run("forget", "AMINA@example.org") == "Forgotten.\n"

    assert json.loads(run("import", people, "--consent", "x", "--json"))["suppressed"] == 1
    assert not Subscriber.objects.filter(email_normalised="amina@example.org").exists()


def test_success_export_can_be_imported_again(people: str, tmp_path: Path) -> None:
    run("import", people, "--consent", "x")
    target = tmp_path / "out.csv"

    assert run("export", str(target)) == "2 subscribers written.\n"

    Subscriber.objects.all().delete()
    assert json.loads(run("import", str(target), "--consent", "x", "--json"))["added"] == 2


def test_fail_without_consent(people: str) -> None:
    with pytest.raises(CommandError, match="Say where these people agreed"):
        run("import", people)


def test_fail_without_an_email_column(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("nom\nx\n")

    with override("en"), pytest.raises(CommandError, match="no column named"):
        run("import", str(path), "--consent", "x")


def test_fail_forgetting_a_stranger() -> None:
    with override("en"), pytest.raises(CommandError, match="No subscriber has this address"):
        run("forget", "stranger@example.org")
