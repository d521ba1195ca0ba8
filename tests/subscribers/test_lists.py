"""Import and export of subscribers, and forgetting a person."""

import csv
import errno
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import get_default_timezone
from django.utils.translation import override

from rotative.core import clock
from rotative.subscribers import actions
from rotative.subscribers.models import EVERY_DAY, MINUTES, Subscriber, Suppression
from tests.dossiers.test_dossiers import dossier
from tests.factories.articles import SectionFactory, SubjectFactory

pytestmark = pytest.mark.django_db

# Columns that an export and an import keep.
KEPT = (
    "email",
    "language",
    "minutes",
    "state",
    "confirmed_at",
    "consent_page",
    "sections",
    "subjects",
    "dossiers",
    "days",
    "paused_until",
)

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

    nobody = dict.fromkeys(("added", "already_there", "unsubscribed", "suppressed", "unconfirmed"), 0)
    nobody |= dict.fromkeys(("added_as_left", "added_as_suppressed", "stopped"), 0)
    nobody |= {"unknown_choices": [], "unread": []}
    assert first == nobody | {"rows": 4, "added": 2, "already_there": 1, "bad_lines": [4]}
    assert second == nobody | {"rows": 4, "already_there": 3, "bad_lines": [4]}
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

    before = list(Subscriber.objects.order_by("email").values(*KEPT))
    Subscriber.objects.all().delete()
    assert json.loads(run("import", str(target), "--consent", "moved house", "--json"))["added"] == 2
    # The evidence of consent is the same as before.
    assert list(Subscriber.objects.order_by("email").values(*KEPT)) == before
    assert {row["consent_page"] for row in before} == {"x"}


def test_success_choices_go_out_and_come_in_again(people: str, tmp_path: Path) -> None:
    sections = [SectionFactory(slug=slug) for slug in ("politique", "culture", "sport")]
    oued = SubjectFactory(names={"fr": "Oued Bou Regreg", "ar": "وادي أبي رقراق"})
    run("import", people, "--consent", "x")
    amina, badr = Subscriber.objects.order_by("email_normalised")
    badr.sections, badr.subjects = [sections[0].pk, sections[2].pk], [oued.pk]
    tramway, bac = dossier(), dossier(title="Le bac", slug="le-bac")
    badr.dossiers = [tramway.pk, bac.pk]
    bac.unpublish()
    badr.days, badr.paused_until = 0b0010101, date(2027, 1, 4)
    badr.save()
    amina.subjects = [oued.pk]
    amina.save()
    target = tmp_path / "out.csv"

    run("export", str(target))

    lines = {row["email"]: row for row in csv.DictReader(target.read_text(encoding="utf-8").splitlines())}
    assert lines["badr@example.org"]["sections"] == "politique sport"
    assert lines["badr@example.org"]["dossiers"] == "le-tramway le-bac"
    assert lines["badr@example.org"]["days"] == "1 3 5"
    assert lines["amina@example.org"]["sections"] == lines["amina@example.org"]["days"] == ""
    before = list(Subscriber.objects.order_by("email").values(*KEPT))
    Subscriber.objects.all().delete()
    report = json.loads(run("import", str(target), "--consent", "x", "--json"))
    assert (report["added"], report["unknown_choices"]) == (2, [])
    assert list(Subscriber.objects.order_by("email").values(*KEPT)) == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sections", "jardin"),
        ("subjects", "mars"),
        ("dossiers", "mars"),
        ("dossiers", "secret"),
        ("days", "lundi"),
        ("days", "8"),
        ("paused_until", "2026-02-31"),
        ("language", "xx"),
        ("minutes", "abc"),
        ("minutes", "9999"),
        ("minutes", "-5"),
        ("confirmed_at", "soon"),
    ],
)
def test_fail_a_choice_that_is_not_known_is_named_and_the_person_is_added(
    tmp_path: Path, column: str, value: str
) -> None:
    SectionFactory(slug="politique")
    # Nobody has seen this dossier.
    dossier(slug="secret", live=False)
    path = tmp_path / "people.csv"
    path.write_text(f"email,{column}\na@example.org,{value}\n")

    report = json.loads(run("import", str(path), "--consent", "x", "--json"))

    assert (report["added"], report["unknown_choices"]) == (1, [2])
    person = Subscriber.objects.get()
    assert (person.sections, person.subjects, person.dossiers) == ([], [], [])
    assert (person.days, person.paused_until) == (EVERY_DAY, None)
    assert (person.language, person.minutes) == ("fr", MINUTES)
    assert "in lines 2;" in run("import", str(path), "--consent", "x", "--dry-run")


@pytest.mark.parametrize("spelled", ["ar", "AR", "ar-MA", "ar_MA"])
def test_success_a_language_as_other_programs_spell_it(tmp_path: Path, spelled: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"email,language\na@example.org,{spelled}\n")

    report = json.loads(run("import", str(path), "--consent", "x", "--json"))

    assert (report["added"], report["unknown_choices"]) == (1, [])
    assert Subscriber.objects.get().language == "ar"


@pytest.mark.parametrize(
    "trouble", [BrokenPipeError(errno.EPIPE, "Broken pipe"), OSError(errno.ENOSPC, "Full")]
)
def test_fail_error_of_the_standard_output_is_raised_as_it_is(
    monkeypatch: pytest.MonkeyPatch, trouble: OSError
) -> None:
    # `rotative` itself explains it, or says nothing if the reader of its output has stopped reading.

    class Shut(io.StringIO):
        def write(self, _text: str) -> int:
            raise trouble

    monkeypatch.setattr("sys.stdout", Shut())

    with pytest.raises(type(trouble)) as raised:
        call_command("subscribers", "export")

    assert raised.value is trouble


def test_success_all_sections_are_no_choice(tmp_path: Path) -> None:
    for slug in ("politique", "culture"):
        SectionFactory(slug=slug)
    path = tmp_path / "people.csv"
    path.write_text("email,sections\na@example.org,culture politique culture\n")

    run("import", str(path), "--consent", "x")

    assert Subscriber.objects.get().sections == []


def test_success_a_list_brings_back_nobody_who_had_not_confirmed_or_left(people: str, tmp_path: Path) -> None:
    run("import", people, "--consent", "x")
    amina, badr = Subscriber.objects.order_by("email_normalised")
    actions.unsubscribe(amina)
    Subscriber.objects.filter(pk=badr.pk).update(state="pending")
    run("export", str(tmp_path / "out.csv"))
    left_at = Subscriber.objects.get(pk=amina.pk).left_at
    Subscriber.objects.all().delete()

    report = json.loads(run("import", str(tmp_path / "out.csv"), "--consent", "x", "--json"))

    assert (report["added"], report["unconfirmed"], report["added_as_left"]) == (0, 1, 1)
    people = Subscriber.objects.order_by("email_normalised").values_list("state", "left_at")
    assert list(people) == [("unsubscribed", left_at), ("pending", None)]


def test_success_evidence_of_consent(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "email,confirmed_at,consent_page\n"
        "a@example.org,2024-03-02T10:00:00+01:00,/lettre/\n"
        "b@example.org,2024-03-02,\n"
        "c@example.org,soon,\n"
    )

    run("import", str(path), "--consent", "Salon du livre, feuille 3")

    found = Subscriber.objects.order_by("email").values_list("consent_page", "consent_at", "confirmed_at")
    (a, b, c) = found
    assert a == ("/lettre/", *[datetime(2024, 3, 2, 9, tzinfo=UTC)] * 2)
    assert b == ("Salon du livre, feuille 3", *[datetime(2024, 3, 2, tzinfo=get_default_timezone())] * 2)
    assert c[0] == "Salon du livre, feuille 3" and c[1] == c[2] and clock.now() - c[1] < timedelta(minutes=1)


@pytest.mark.parametrize(("mark", "encoding"), [(";", "cp1252"), ("\t", "cp1256"), (",", "utf-8-sig")])
def test_success_as_spreadsheets_save_them(tmp_path: Path, mark: str, encoding: str) -> None:
    name = "ليلى" if encoding == "cp1256" else "Zoé"
    path = tmp_path / "people.csv"
    rows = [["Nom", "Adresse", "Minutes"], [name, "leila@example.org", "10"]]
    path.write_text("\r\n".join(mark.join(row) for row in rows), encoding=encoding)

    run("import", str(path), "--consent", "x", "--language", "ar")

    assert Subscriber.objects.values_list("email", "language", "minutes").get() == (
        "leila@example.org",
        "ar",
        10,
    )


def test_success_an_export_is_no_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email\n+a=1@example.org\n")
    run("import", str(path), "--consent", "=HYPERLINK(1)")

    run("export", str(tmp_path / "out.csv"))

    row = (tmp_path / "out.csv").read_text().splitlines()[1]
    assert row.startswith('"\'+a=1@example.org",') and row.endswith(',"\'=HYPERLINK(1)"')


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
