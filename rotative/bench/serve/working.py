"""Inside a newsroom that `rotative serve` serves: a day's work, with the weight of its processes in between.

Articles are published by the action, in this process; the running worker hears the bell and prints. In between an editor
walks through the desk of the running server and saves drafts there.
"""

import contextlib
import http.client
import time
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from tqdm import tqdm
from wagtail.test.utils.form_data import querydict_from_html

from rotative.articles import actions
from rotative.articles.models import Article
from rotative.bake.models import StalePath
from rotative.bench.press.desking import DeskRefused, editor
from rotative.bench.press.publishing import NotAtRest, drafts
from rotative.bench.serve.weights import weight

# Publications for each page of the desk, and for each draft saved there.
_WALK, _SAVE = 4, 10
# For the pages of one publication.
_PATIENCE_S = 60.0
_LOOK_S = 0.02
_PAGES = (
    "/desk/",
    "/desk/articles/",
    "/desk/articles/?q=maire",
    "/desk/articles/add/",
    "/desk/fronts/",
    "/desk/images/",
    "/desk/reports/site-history/",
    "/desk/sections/",
    "/desk/subjects/",
    "/desk/users/",
)


class Desk:
    """A signed-in editor at the desk of a running server."""

    def __init__(self, address: str) -> None:
        client = Client()
        client.force_login(editor())
        self._cookie = f"sessionid={client.cookies['sessionid'].value}"
        self._address = address

    def get(self, path: str) -> str:
        """Return a page. Raises DeskRefused."""
        return self._asked("GET", path, 200, None)

    def save(self, article: Article, headline: str) -> None:
        """Save a changed headline as a draft by the form. Raises DeskRefused."""
        address = reverse(Article.snippet_viewset.get_url_name("edit"), args=[article.pk])
        form = querydict_from_html(self.get(address), form_id="w-editor-form", exclude_csrf=False).copy()
        form["headline"] = headline
        self._asked("POST", address, 302, urlencode(form, doseq=True))

    def _asked(self, method: str, path: str, wanted: int, body: str | None) -> str:
        headers = {"Cookie": self._cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(http.client.HTTPConnection(self._address, timeout=_PATIENCE_S)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        for value in answer.headers.get_all("Set-Cookie") or ():
            if value.startswith("csrftoken="):
                self._cookie = f"{self._cookie.partition('; ')[0]}; {value.partition(';')[0]}"
        if answer.status != wanted:
            raise DeskRefused(status=answer.status, address=path)
        return page


def measure(*, pid: int, address: str, publications: int, every: int, quiet: bool = False) -> dict[str, Any]:
    """Publish articles and use the desk; weigh the tree of a process before, after every so many, and at the end.

    pid: of the running `rotative serve`. Raises DeskRefused, NotAtRest.
    """
    desk, saved = Desk(address), Article.objects.order_by("-published_at")[0]
    pages = cycle(_PAGES)
    weights = [weight(pid, 0)]
    for number, article in enumerate(tqdm(drafts(publications), disable=quiet or None, unit="article"), 1):
        actions.publish(article)
        _wait_for_pages()
        if number % _WALK == 0:
            desk.get(next(pages))
        if number % _SAVE == 0:
            desk.save(saved, f"{saved.headline} {number}")
        if number % every == 0 or number == publications:
            weights.append(weight(pid, number))
    return {"weights": weights}


def _wait_for_pages() -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while StalePath.objects.exists():
        if time.monotonic() > deadline:
            raise NotAtRest(count=StalePath.objects.count())
        time.sleep(_LOOK_S)
