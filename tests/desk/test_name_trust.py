"""The trust in names at a subject's form: weak names, and a warning of names that are common."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rotative.articles.suggesting import name_frequency
from rotative.staff.models import User
from rotative.subjects.models import NameTrust, Subject, SubjectName
from tests.desk.conftest import signed_in
from tests.factories.articles import SubjectFactory, locale, published

WARNED = "of the newest"


@pytest.fixture
def town(db: None) -> Subject:
    return SubjectFactory(kind="place", names={"fr": "Bellefonds"})


@pytest.fixture(autouse=True)
def _small_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_frequency, "LEAST", 10)


def weak(subject: Subject, name: str = "bellefonds", language: str = "fr") -> NameTrust:
    return NameTrust.objects.create(subject=subject, language=language, name=name, accepted=1, refused=12)


def again(client: Client, row: NameTrust) -> Any:
    return client.post(f"/desk/subjects/{row.subject_id}/trust/", {"name": row.pk}, follow=True)


def form(
    subject: Subject | None, *, aliases: str = "", name: str = "Bellefonds", kind: str = "place"
) -> dict[str, Any]:
    """Return the fields of a form of a subject with one French name."""
    row = SubjectName.objects.get(subject=subject) if subject else None
    formsets = {
        f"{rows}-{part}_FORMS": "0" for rows in ("roles", "pinned_articles") for part in ("TOTAL", "INITIAL")
    }
    return {
        "kind": kind,
        **formsets,
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "1" if row else "0",
        "names-0-id": str(row.pk) if row else "",
        "names-0-language": "fr",
        "names-0-name": name,
        "names-0-aliases": aliases,
        "names-0-slug": row.slug if row else "",
    }


def save(client: Client, subject: Subject | None, **fields: Any) -> str:
    address = f"/desk/subjects/edit/{subject.pk}/" if subject else "/desk/subjects/add/"
    answer = client.post(address, form(subject, **fields), follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    return str(answer.content.decode())


def naming(count: int, *, others: int = 0, **fields: Any) -> None:
    """Publish articles that say a name, and others."""
    text = "<p>Hier, la ville de Montclair a voté.</p>"
    for days in range(count):
        published(days, body=[("paragraph", text)], **fields)
    for days in range(others):
        published(days, body=[("paragraph", "<p>Rien de neuf.</p>")])


def test_success_the_form_says_which_names_are_weak(desk: Client, town: Subject) -> None:
    row = weak(town)
    NameTrust.objects.create(subject=town, language="en", name="bellefonds", accepted=9, refused=9)

    page = desk.get(f"/desk/subjects/edit/{town.pk}/").content.decode()

    sentence = (
        "“Bellefonds” was refused 12 of 13 times (Français): alone, it is only suggested as a question."
    )
    assert page.count(sentence) == page.count("Suggest it again") == 1
    assert f'form="desk-trust" name="name" value="{row.pk}"' in page
    assert page.index('id="desk-trust"') < page.index('id="w-editor-form"')


def test_success_nothing_is_said_without_a_weak_name(desk: Client, town: Subject) -> None:
    for address in (f"/desk/subjects/edit/{town.pk}/", "/desk/subjects/add/"):
        page = desk.get(address)
        assert page.status_code == 200
        assert "only a question" not in page.content.decode()


def test_success_suggested_again(desk: Client, town: Subject) -> None:
    page = again(desk, weak(town)).content.decode()

    assert "“Bellefonds” is suggested again." in page
    assert not NameTrust.objects.exists()


def test_fail_of_another_subject_or_without_a_name(desk: Client, town: Subject) -> None:
    row = weak(town)
    other = SubjectFactory()

    for name in (row.pk, "", "x", "9" * 30):
        assert desk.post(f"/desk/subjects/{other.pk}/trust/", {"name": name}).status_code == 302
    assert desk.get(f"/desk/subjects/{town.pk}/trust/").status_code == 405
    assert NameTrust.objects.get() == row


def test_fail_without_the_right_to_change(town: Subject, writer: User) -> None:
    row = weak(town)
    stranger = User.objects.create(username="stranger")
    may_change = User.objects.create(username="changes")
    may_change.user_permissions.set(
        Permission.objects.filter(codename__in=("access_admin", "change_subject"))
    )
    published(subjects=[town])

    # What readers see belongs to those who publish.
    for user in (stranger, may_change):
        again(signed_in(user), row)

    assert NameTrust.objects.get() == row


def test_success_a_name_that_is_taken_away_loses_its_counts(desk: Client, town: Subject) -> None:
    SubjectName.objects.update(aliases="Fonds\nBelfont")
    for name in ("bellefonds", "fonds", "belfont"):
        weak(town, name)

    save(desk, town, aliases="Belfont", name="Bellefonds")

    assert set(NameTrust.objects.values_list("name", flat=True)) == {"bellefonds", "belfont"}


def test_success_warns_of_a_common_new_name(desk: Client, town: Subject) -> None:
    naming(2, others=8)

    page = save(desk, town, aliases="Montclair")

    assert "“Montclair” is in 2 of the newest 10 articles (Français); 0 of these have the subject." in page
    assert SubjectName.objects.get().aliases == "Montclair"
    # It is no new name any more.
    assert WARNED not in save(desk, town, aliases="Montclair")


def test_success_warns_of_the_name_of_a_new_subject(desk: Client) -> None:
    naming(10)

    page = save(desk, None, name="Montclair")

    assert "“Montclair” is in 10 of the newest 10 articles" in page


def test_success_no_warning_of_a_rare_name(desk: Client, town: Subject) -> None:
    naming(1, others=9)

    assert WARNED not in save(desk, town, aliases="Montclair")


def test_success_no_warning_in_a_small_archive(desk: Client, town: Subject) -> None:
    naming(9)

    assert WARNED not in save(desk, town, aliases="Montclair")


def test_success_no_warning_where_most_have_the_subject(desk: Client, town: Subject) -> None:
    naming(5, subjects=[town])
    naming(5)

    assert WARNED not in save(desk, town, aliases="Montclair")


def test_success_the_newest_in_its_language_alone(desk: Client, town: Subject) -> None:
    naming(10, others=2, locale=locale("ar"))

    assert WARNED not in save(desk, town, aliases="Montclair")


def test_success_a_bounded_number_of_queries(town: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_frequency, "SLICE", 4)
    naming(10)

    sent = []
    for names in (["Montclair"], ["Montclair", "Rien", "Neuf", "Ville"]):
        with CaptureQueriesContext(connection) as queries:
            found = list(name_frequency.frequencies(town.pk, "place", {"fr": names}, budget_s=60))
        assert (found[0].articles, found[0].found) == (10, 10)
        sent.append(len(queries))

    # The newest, three slices of them, the links of those found.
    assert sent == [5, 5]


def test_success_stops_when_its_time_is_up(town: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_frequency, "SLICE", 2)
    naming(4)

    (found,) = name_frequency.frequencies(town.pk, "place", {"fr": ["Montclair"]}, budget_s=0)

    assert (found.articles, found.found) == (2, 2)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="It reads a plan of SQLite.")
def test_success_the_newest_are_read_from_the_index(town: Subject) -> None:
    naming(1)

    with CaptureQueriesContext(connection) as queries:
        list(name_frequency.frequencies(town.pk, "place", {"fr": ["Montclair"]}))

    plans = []
    for one in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            plans.append(" ".join(str(row) for row in cursor.fetchall()))
    assert "INDEX article_locale_newest" in plans[0]
    assert not any("SCAN articles_" in plan for plan in plans)
