"""Inside a newsroom: what an editor waits for in a large archive, through the desk's own views."""

import statistics
import time
from collections.abc import Callable
from itertools import cycle
from typing import Any

from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from rotative.articles.models import Article, Section
from rotative.core.errors import RotativeError, gettext_noop
from rotative.staff.models import User

_EDITOR = "bench"


class DeskRefused(RotativeError):
    code = "bench.desk_refused"
    message = gettext_noop("The desk answered %(status)s at %(address)s, so its time means nothing.")


def measure(*, rounds: int) -> dict[str, Any]:
    """Measure the newest twenty of a section, the desk's list of articles and saving a draft, in ms. Raises DeskRefused."""
    setup_test_environment()
    try:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(editor())
        return {
            "newest_ms": _newest(rounds * 10),
            "list_ms": _timed(
                rounds, lambda: _get(client, reverse(Article.snippet_viewset.get_url_name("list")))
            ),
            "save_ms": _save(client, rounds),
        }
    finally:
        teardown_test_environment()


def editor() -> User:
    """Return the administrator whose desk is measured."""
    found = User.objects.filter(username=_EDITOR).first()
    made: User = found or User.objects.create_superuser(_EDITOR, password=None)
    return made


def _newest(rounds: int) -> float:
    """Measure the query for the newest twenty of a section, of each in turn."""
    sections = cycle(Section.objects.values_list("pk", flat=True))

    def ask() -> None:
        rows = Article.objects.published().filter(section_id=next(sections)).newest_first()
        list(rows.values_list("pk", "headline", "path", "published_at")[:20])

    return _timed(rounds, ask)


def _save(client: Client, rounds: int) -> float:
    """Measure saving a changed headline of a published article as a draft, without reading the form again."""
    article = Article.objects.order_by("-published_at")[0]
    address = reverse(Article.snippet_viewset.get_url_name("edit"), args=[article.pk])
    form = querydict_from_html(_get(client, address), form_id="w-editor-form").copy()
    times = iter(range(10_000))

    def save() -> None:
        form["headline"] = f"{article.headline} {next(times)}"
        answer = client.post(address, form)
        if answer.status_code != 302:
            raise DeskRefused(status=answer.status_code, address=address)

    return _timed(rounds, save)


def _get(client: Client, address: str) -> str:
    answer = client.get(address)
    if answer.status_code != 200:
        raise DeskRefused(status=answer.status_code, address=address)
    return answer.content.decode()


def _timed(rounds: int, act: Callable[[], object]) -> float:
    """Return the median in milliseconds, after one call that does not count."""
    act()
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return round(statistics.median(times) * 1000, 3)
