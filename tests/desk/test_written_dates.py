"""Dates, counts and names at the desk, as the paper writes them."""

# ruff: noqa: F811 fixtures have the names of arguments

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from rotative.articles.models import Article
from rotative.desk.editions.delivery_page import letters
from rotative.desk.outlet import outlet_clock
from rotative.editions.models import Edition
from rotative.staff.models import User
from tests.desk.test_editions import act, edition  # noqa: F401 a fixture

DAY, NOON = date(2026, 11, 29), datetime(2026, 11, 29, 12, 3, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "instant", "day", "axis"),
    [
        ("fr", "29 nov. 2026, 12:03", "29 novembre 2026", "29 nov."),
        ("en", "29 Nov 2026, 12:03", "29 November 2026", "29 Nov"),
    ],
)
def test_success_dates_as_the_paper_writes_them(language: str, instant: str, day: str, axis: str) -> None:
    with translation.override(language):
        written = (outlet_clock.instant(NOON), outlet_clock.day(DAY), outlet_clock.short_day(DAY))

    hour = f"{timezone.localtime(NOON):%H:%M}"
    assert written == (instant.replace("12:03", hour), day, axis)


@pytest.mark.django_db
def test_success_arabic_months_are_those_of_the_paper() -> None:
    with translation.override("ar"):
        assert "نونبر" in outlet_clock.day(DAY) and "نونبر" in outlet_clock.instant(NOON)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "lettre envoyée"), (1, "lettre envoyée"), (40, "lettres envoyées")]
)
def test_success_deliveries_agree_with_their_number(count: int, words: str) -> None:
    with translation.override("fr"):
        assert letters("sent", count) == words


def test_success_no_failure_is_not_red(desk: Client, edition: Edition, readers: Any) -> None:
    readers(2)
    act(desk, edition, "approve")
    act(desk, edition, "send", sure="1")

    page = desk.get(f"/desk/editions/{edition.pk}/delivery/").content.decode()

    assert "letters failed" in page and "desk-account__failed" not in page


def test_success_the_approver_has_a_name(desk: Client, edition: Edition, chief: User) -> None:
    User.objects.filter(pk=chief.pk).update(first_name="Samira", last_name="Alaoui")
    act(desk, edition, "approve")

    assert "by Samira Alaoui" in desk.get(f"/desk/editions/{edition.pk}/").content.decode()


def test_success_every_rank_is_a_word() -> None:
    choices = Article._meta.get_field("rank").choices

    assert all(not str(label).isdigit() for _value, label in choices or ())
