"""Pages that no file answers, made by the application."""

import pytest
from django.test import Client

from rotative.bake import queue
from rotative.bake.models import StalePath
from rotative.bake.recipes import Spec
from tests.factories.boards import Board

pytestmark = pytest.mark.django_db


def test_fail_page_that_the_press_gave_up(client: Client, board: Board) -> None:
    queue.place([Spec(path="/board/", recipe="board", arg="1")])
    before = client.get("/board/").status_code
    StalePath.objects.update(error="PageTooSlow: /board/ was not ready after 10 seconds.")

    assert (before, client.get("/board/").status_code) == (200, 503)
