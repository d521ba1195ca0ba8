"""What the application answers when it cannot do what was asked."""

import errno
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from rotative.bake import recipes

pytestmark = pytest.mark.django_db

LANGUAGES = ("Revenez en arrière", 'lang="ar" dir="rtl"', "Go back", "Vuelva atrás")


@pytest.fixture
def reader() -> Client:
    return Client(raise_request_exception=False)


def refuse(*_args: Any) -> Any:
    raise OperationalError("database or disk is full")


def test_fail_database_without_room_says_what_became_of_the_text(reader: Client) -> None:
    with connection.execute_wrapper(refuse):
        response = reader.get("/nulle-part/")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert all(words in response.content.decode() for words in LANGUAGES)


@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 503), (errno.EROFS, 503), (errno.ECONNREFUSED, 500)]
)
def test_fail_disk_without_room_is_told_from_other_faults(
    reader: Client, monkeypatch: pytest.MonkeyPatch, number: int, status: int
) -> None:
    def meet(_name: str) -> Any:
        raise OSError(number, "no")

    monkeypatch.setattr(recipes, "get", meet)

    assert reader.get("/nulle-part/").status_code == status
