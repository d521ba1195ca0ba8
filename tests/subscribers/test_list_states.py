"""Lists of other programs: who left, bounced or never confirmed gets no letter, whatever the program and its language."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from rotative.core import clock
from rotative.subscribers import actions
from rotative.subscribers.models import Subscriber, Suppression
from tests.subscribers.exports import CONFIRMED, EXPORTS, LEFT, PENDING, SUPPRESSED

pytestmark = pytest.mark.django_db

Make = Callable[..., Subscriber]


def load(tmp_path: Path, text: str | bytes, *options: str, name: str = "list.csv") -> dict[str, object]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    out = io.StringIO()
    with override("en"):
        call_command("subscribers", "import", str(path), "--consent", "x", "--json", *options, stdout=out)
    report: dict[str, object] = json.loads(out.getvalue())
    return report


def states() -> dict[str, str]:
    rows = Subscriber.objects.values_list("email", "state").order_by("email")
    return {email.partition("@")[0]: state for email, state in rows}


def added_up(report: dict[str, object]) -> int:
    """Add up the numbers of a report."""
    names = ("added", "already_there", "unsubscribed", "suppressed", "unconfirmed", "added_as_left")
    numbers = [report[name] for name in (*names, "added_as_suppressed", "stopped")]
    return sum(number for number in numbers if isinstance(number, int)) + len(
        str(report["bad_lines"]).split(",")
    ) * bool(report["bad_lines"])


@pytest.mark.parametrize("name", EXPORTS)
def test_success_each_person_comes_in_as_the_program_says(tmp_path: Path, name: str) -> None:
    text, expected = EXPORTS[name]

    report = load(tmp_path, text)

    assert states() == expected
    assert report["rows"] == added_up(report) == len(expected)
    hashed = Suppression.objects.count()
    assert hashed == sum(1 for state in expected.values() if state != CONFIRMED)
    gone = Subscriber.objects.exclude(state__in=(CONFIRMED, PENDING))
    assert all(gone.values_list("left_at", flat=True))
    # They never asked here: no letter asks them to confirm.
    assert not Subscriber.objects.awaiting_confirmation_mail().exists()


@pytest.mark.parametrize("name", EXPORTS)
def test_success_no_later_list_adds_who_left(tmp_path: Path, name: str) -> None:
    text, expected = EXPORTS[name]
    load(tmp_path, text)
    # Also when the rows themselves are gone: the hash stays.
    Subscriber.objects.exclude(state=CONFIRMED).delete()

    report = load(tmp_path, "email\n" + "".join(f"{person}@e.fr\n" for person in expected))

    assert states() == {person: state for person, state in expected.items() if state == CONFIRMED}
    assert (report["rows"], report["added"]) == (added_up(report), 0)


@pytest.mark.parametrize("name", EXPORTS)
def test_success_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path, name: str) -> None:
    dry = load(tmp_path, EXPORTS[name][0], "--dry-run")

    assert not Subscriber.objects.exists() and not Suppression.objects.exists()
    assert load(tmp_path, EXPORTS[name][0]) == dry


@pytest.mark.parametrize("name", EXPORTS)
def test_success_out_and_in_again(tmp_path: Path, name: str) -> None:
    load(tmp_path, EXPORTS[name][0])
    columns = ("email", "state", "confirmed_at", "left_at", "consent_page")
    people = list(Subscriber.objects.order_by("email").values_list(*columns))
    reasons = set(Suppression.objects.values_list("address_hash", "reason"))
    call_command("subscribers", "export", str(tmp_path / "out.csv"), stdout=io.StringIO())
    Subscriber.objects.all().delete()
    Suppression.objects.all().delete()

    load(tmp_path, (tmp_path / "out.csv").read_bytes())

    assert list(Subscriber.objects.order_by("email").values_list(*columns)) == people
    assert set(Suppression.objects.values_list("address_hash", "reason")) == reasons


def test_success_something_worse_is_remembered_instead(tmp_path: Path) -> None:
    load(tmp_path, "email,state\na@e.fr,pending\nb@e.fr,unsubscribed\nc@e.fr,complained\n")
    Subscriber.objects.all().delete()

    report = load(tmp_path, "email,state\na@e.fr,unsubscribed\nb@e.fr,bounced\nc@e.fr,bounced\n")

    assert states() == {"a": LEFT, "b": SUPPRESSED}
    assert sorted(Suppression.objects.values_list("reason", flat=True)) == ["bounce", "complaint", "left"]
    assert report["rows"] == added_up(report) == 3


def test_success_of_a_waiting_person_who_left_by_a_later_list_no_letter_asks(tmp_path: Path) -> None:
    load(tmp_path, "email,state\na@e.fr,pending\nb@e.fr,pending\nc@e.fr,pending\n")

    report = load(tmp_path, "email,state\na@e.fr,unsubscribed\nb@e.fr,bounced\nc@e.fr,confirmed\n")

    assert states() == {"a": LEFT, "b": SUPPRESSED, "c": PENDING}
    assert report["rows"] == added_up(report) == 3


def test_success_a_waiting_person_may_confirm(tmp_path: Path) -> None:
    load(tmp_path, "email,state\na@e.fr,pending\n")

    actions.confirm(Subscriber.objects.get())

    assert states() == {"a": CONFIRMED}
    assert not Suppression.objects.exists()


def test_success_dates_of_confirming_and_leaving(tmp_path: Path) -> None:
    load(tmp_path, EXPORTS["mailchimp unsubscribed"][0])

    person = Subscriber.objects.get(email="a@e.fr")
    assert person.confirmed_at == person.consent_at == datetime(2019, 2, 12, 18, 6, 58, tzinfo=UTC)
    assert person.left_at == datetime(2023, 5, 1, 9, tzinfo=UTC)


def test_success_a_list_of_who_left_stops_those_whom_an_older_list_had_added(tmp_path: Path) -> None:
    load(tmp_path, "email\na@e.fr\nb@e.fr\nc@e.fr\n")

    report = load(tmp_path, "email,état\na@e.fr,désabonné\nb@e.fr,rebond\n")

    assert (report["stopped"], report["added_as_left"]) == (2, 0)
    assert states() == {"a": LEFT, "b": SUPPRESSED, "c": CONFIRMED}


def test_success_a_reader_who_confirmed_here_since_stays(tmp_path: Path, subscriber: Make) -> None:
    now = clock.now()
    for name in ("since", "before", "undated"):
        subscriber(f"{name}@e.fr", asked_at=now, confirmed_at=datetime(2024, 1, 1, tzinfo=UTC))

    load(tmp_path, "email,unsubscribed_at\nsince@e.fr,2023-01-01\nbefore@e.fr,2025-01-01\nundated@e.fr,yes\n")

    assert states() == {"since": CONFIRMED, "before": LEFT, "undated": CONFIRMED}


def test_success_who_left_a_list_may_come_back_by_themselves(tmp_path: Path) -> None:
    load(tmp_path, "email,state\na@e.fr,unsubscribed\n")

    actions.confirm(Subscriber.objects.get())

    assert states() == {"a": CONFIRMED}
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("order", [("confirmed", "unsubscribed"), ("unsubscribed", "confirmed")])
@pytest.mark.parametrize("between", [0, 600])
def test_success_of_two_rows_the_one_that_left_holds(
    tmp_path: Path, order: tuple[str, str], between: int
) -> None:
    others = "".join(f"o{number}@e.fr,confirmed\n" for number in range(between))

    load(tmp_path, f"email,state\na@e.fr,{order[0]}\n{others}A@e.fr,{order[1]}\n")

    assert Subscriber.objects.get(email_normalised="a@e.fr").state == LEFT


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("status", "gone fishing"),
        ("statut", "??"),
        ("Estado", "Guadalajara"),
        ("الحالة", "ربما"),
        ("subscribed", "maybe"),
        ("Abonné", "peut-être"),
        ("Newsletter", "Lettre du lundi"),
        ("bounces", "3"),
        ("Unsubscribes", "2"),
        ("expires on", "2020-01-01"),
        ("paused", "yes"),
        ("Notes", "s'est désabonnée par téléphone"),
        ("tags", "vip, unsubscribed"),
        ("Remarques", "ne plus écrire"),
        ("colonne 7", "désinscrit"),
        ("x", "bounced"),
        ("وسوم", "ألغى الاشتراك"),
        ("Etiquetas", "dado de baja"),
    ],
)
def test_fail_what_may_be_a_state_and_is_not_understood(tmp_path: Path, heading: str, value: str) -> None:
    text = f"email;{heading}\nfirst@e.fr;\na@e.fr;{value}\n"

    for options in ((), ("--ignore",), ("--ignore", heading)):
        with pytest.raises(CommandError, match="Line 3") as refusal:
            load(tmp_path, text, *options)
        assert f"“{heading}”" in str(refusal.value)

    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("email,Mascotte,fleur\na@e.fr,chat,rose\n", "“Mascotte”, “fleur”"),
        ("email,xy\na@e.fr,1\n", "“xy”"),
        ("email,x\na@e.fr,1\nb@e.fr,2\n", "“x”"),
        ("email,Courriel,Mascotte\na@e.fr,b@e.fr,chat\n", "“Courriel”, “Mascotte”"),
    ],
)
def test_fail_columns_that_are_not_read_are_named(tmp_path: Path, text: str, columns: str) -> None:
    with pytest.raises(CommandError, match="not read") as refusal:
        load(tmp_path, text)

    assert f": {columns}." in str(refusal.value)
    assert not Subscriber.objects.exists()
    names = text.split("\n")[0].split(",")[1:]
    report = load(tmp_path, text, *(option for name in names for option in ("--ignore", name)))
    assert report["added"] and report["unread"] == names
    Subscriber.objects.all().delete()
    assert load(tmp_path, text, "--ignore")["added"] == report["added"]
    Subscriber.objects.all().delete()
    assert load(tmp_path, text, "--ignore", ",".join(names))["added"] == report["added"]


def test_fail_a_yes_or_no_that_nobody_knows_must_be_named(tmp_path: Path) -> None:
    text = "email,vip\na@e.fr,oui\nb@e.fr,non\n"

    for options in ((), ("--ignore",)):
        with pytest.raises(CommandError, match="“vip”"):
            load(tmp_path, text, *options)

    assert load(tmp_path, text, "--ignore", "VIP")["added"] == 2


@pytest.mark.parametrize(
    "name",
    [
        "unsubscribed_members_export_1.csv", "cleaned_members.csv", "nonsubscribed_members_export.csv", "désabonnés.csv",
        "Bounced.csv", "liste-désinscrits.csv", "bajas.csv", "إلغاء الاشتراك.csv",
    ],
)  # fmt: skip
def test_fail_a_file_named_after_who_left_without_a_column_that_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="--state"):
        load(tmp_path, "email\na@e.fr\n", name=name)

    load(tmp_path, "email\na@e.fr\n", "--state", "unsubscribed", name=name)

    assert states() == {"a": LEFT}


def test_fail_a_refused_file_adds_nobody_also_from_its_first_rows(tmp_path: Path) -> None:
    rows = "".join(f"o{number}@e.fr,confirmed\n" for number in range(1200))

    with pytest.raises(CommandError, match="Line 1202"):
        load(tmp_path, f"email,state\n{rows}a@e.fr,perhaps\n")

    assert not Subscriber.objects.exists() and not Suppression.objects.exists()


def test_fail_cells_without_a_heading(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Line 2"):
        load(tmp_path, "email\na@e.fr,unsubscribed\n")


@pytest.mark.parametrize(
    "heading",
    [
        "Email", "E-mail", "EMAIL", "email_address", "EmailAddress", "Email Address", "Adresse email", "Adresse e-mail",
        "Adresse électronique", "Courriel", "Adresse de courriel", "MAIL", "Correo electrónico", "Correo",
        "Dirección de correo electrónico", "البريد الإلكتروني", "بريد إلكتروني", "Subscriber", "  email  ", '"Email"', "\ufeffEmail",
        "Mél", "Contact (e-mail du lecteur)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1256"])
def test_success_headings_and_encodings(tmp_path: Path, heading: str, encoding: str) -> None:
    try:
        raw = f"{heading};nom\r\nt0@e.fr;Zo\r\n".encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("this code page has no such letters")

    assert load(tmp_path, raw)["added"] == 1


@pytest.mark.parametrize("before", ["sep=;\r\n", "\r\n\r\n", ";;\r\n", "\ufeffsep=;\n\n"])
def test_success_lines_before_the_headings(tmp_path: Path, before: str) -> None:
    report = load(tmp_path, f"{before}email;état\r\n\r\na@e.fr;abonné(e)\r\nb@e.fr;désabonné(e)\r\n")

    assert (report["added"], states()) == (1, {"a": CONFIRMED, "b": LEFT})


@pytest.mark.parametrize("text", ["", "\n", "nom\nx\n", "a@e.fr\nb@e.fr\n", "un,deux\na@e.fr,b@e.fr\n"])
def test_fail_no_column_of_addresses_or_two_of_no_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError, match="no column named"):
        load(tmp_path, text)


def test_success_signs_come_back_without_their_guard(tmp_path: Path) -> None:
    load(tmp_path, "email\n+ali@e.fr\n-omar@e.fr\n=eq@e.fr\nnormal@e.fr\n")
    call_command("subscribers", "export", str(tmp_path / "out.csv"), stdout=io.StringIO())
    before = states()
    Subscriber.objects.all().delete()

    load(tmp_path, (tmp_path / "out.csv").read_bytes())

    assert states() == before and set(before) == {"+ali", "-omar", "=eq", "normal"}
