"""Inside a newsroom: send the desk's form to a running `rotative serve`, and watch the folder until readers get the pages.

What an editor waits for is in it: the form and its checks, the act, the worker's waiting for its bell, and the oven, each in
its own process.
"""

import http.client
import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tqdm import tqdm
from wagtail.models import Locale
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
)

from rotative.articles.models import Article, Byline, Section
from rotative.bake import oven
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store import configured
from rotative.bake.store.file_names import file_name
from rotative.bench.percentile import percentile
from rotative.bench.press.desking import DeskRefused, editor
from rotative.bench.servers import free_port, process, wait_for
from rotative.core import addresses, clock
from rotative.core.errors import RotativeError, gettext_noop
from rotative.demo.archive.prose import Writer
from rotative.subjects.models import Subject

_LANGUAGE, _SEED = "fr", 98
# Publications of each kind before the first that counts.
_WARM = 5
# Articles that are changed at most.
_MOST = 500
# Seconds between two looks at the file.
_LOOK_S = 0.0002
# A publication that takes longer has failed.
_LONGEST_S = 30.0
# Between two publications: an editor does not publish ten times a second.
_REST_S = 0.1


class NotPrinted(RotativeError):
    code = "bench.not_printed"
    message = gettext_noop("%(path)s was not printed within %(seconds)d s. Is the newsroom at rest?")


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One form, from the first byte that was sent."""

    # To the rename of the article's own file.
    own_s: float
    # To the desk's answer.
    answered_s: float
    # To the last file of all pages it changed, as the file system dates them.
    all_s: float
    pages: int


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form that is filled in, and the public path that it changes."""

    address: str
    fields: QueryDict
    path: str


class Desk:
    """A browser that is signed in at the desk, with one connection."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST_S)
        self._cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session})

    def form(self, address: str) -> QueryDict:
        """Open a form. Raises DeskRefused."""
        page = self._asked("GET", address, expected=200)
        form: QueryDict = querydict_from_html(
            page.decode(), form_id="w-editor-form", exclude_csrf=False
        ).copy()
        return form

    def send(self, address: str, form: QueryDict) -> None:
        """Send a form. Raises DeskRefused."""
        self._asked("POST", address, form.urlencode().encode(), expected=302)

    def _asked(self, method: str, address: str, body: bytes | None = None, *, expected: int) -> bytes:
        headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("set-cookie", []):
            self._cookies.load(cookie)
        page = answer.read()
        if answer.status != expected:
            raise DeskRefused(status=answer.status, address=address)
        return page


class _Watch(threading.Thread):
    """Looks at one file until it is another one."""

    def __init__(self, file: Path) -> None:
        super().__init__(daemon=True)
        self._file = file
        self._before = _number(file)
        self.changed_at: float | None = None

    def run(self) -> None:
        until = time.perf_counter() + _LONGEST_S
        while time.perf_counter() < until:
            if _number(self._file) not in (None, self._before):
                self.changed_at = time.perf_counter()
                return
            time.sleep(_LOOK_S)


def measure(*, publications: int, quiet: bool = False) -> dict[str, Any]:
    """Measure POST → file for new and for changed articles, in ms. Raises DeskRefused, NotPrinted."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(editor())
    oven.bake_stale(configured.press())
    port = free_port()
    command = [sys.executable, "-m", "rotative", "serve", "--bind", f"127.0.0.1:{port}"]
    with process(command):
        wait_for(f"http://127.0.0.1:{port}{reverse('wagtailadmin_login')}", "rotative serve", command)
        desk = Desk(port, client.cookies[settings.SESSION_COOKIE_NAME].value)
        _wait_for_rest("everything")
        kinds = {"new": _new(desk), "changed": _changed(desk)}
        return {kind: _measured(desk, forms, publications, kind, quiet) for kind, forms in kinds.items()}


def _measured(
    desk: Desk, forms: Iterator[Form], publications: int, kind: str, quiet: bool
) -> dict[str, float]:
    turns = tqdm(
        islice(forms, publications + _WARM), total=publications + _WARM, desc=kind, disable=quiet or None
    )
    done = [_published(desk, form) for form in turns][_WARM:]
    return {
        "own_ms": _median(done, lambda one: one.own_s),
        "own_p95_ms": _p95(done, lambda one: one.own_s),
        "all_ms": _median(done, lambda one: one.all_s),
        "all_p95_ms": _p95(done, lambda one: one.all_s),
        "answer_ms": _median(done, lambda one: one.answered_s),
        "pages": statistics.median(one.pages for one in done),
    }


def _new(desk: Desk) -> Iterator[Form]:
    """Fill in forms of new articles, each about two subjects, with a signature."""
    writer, locale = Writer(_SEED), Locale.objects.get(language_code=_LANGUAGE)
    sections = list(Section.objects.filter(locale=locale))
    subjects = list(Subject.objects.order_by("pk").values_list("pk", flat=True))
    bylines = list(Byline.objects.filter(locale=locale).order_by("pk").values_list("pk", flat=True))
    address = f"{reverse(Article.snippet_viewset.get_url_name('add'))}?locale={_LANGUAGE}"
    number = Article.objects.count()
    while True:
        number += 1
        piece, section = writer.piece(number), writer.draw.choice(sections)
        about = dict.fromkeys([writer.draw.choice(subjects[:20]), writer.draw.choice(subjects)])
        fields = desk.form(address)
        fields.update(
            nested_form_data(
                {
                    "headline": piece.headline,
                    "standfirst": piece.standfirst,
                    "section": str(section.pk),
                    "slug": f"{piece.slug}-poste",
                    "body": json.dumps(piece.blocks),
                    "article_subjects": inline_formset([{"subject": str(one)} for one in about]),
                    "article_bylines": inline_formset([{"byline": str(writer.draw.choice(bylines))}]),
                    "action-publish": "action-publish",
                }
            )
        )
        path = addresses.article(_LANGUAGE, section.slug, f"{piece.slug}-poste")
        yield Form(address=address, fields=_last(fields), path=path)


def _changed(desk: Desk) -> Iterator[Form]:
    """Fill in forms of published articles with another headline, the newest first: neighbours show them."""
    newest = Article.objects.filter(live=True, locale__language_code=_LANGUAGE).order_by("-published_at")
    for article in newest[:_MOST]:
        address = reverse(Article.snippet_viewset.get_url_name("edit"), args=[article.pk])
        fields = desk.form(address)
        fields["action-publish"] = "action-publish"
        fields["headline"] = f"{article.headline} bis"
        yield Form(address=address, fields=_last(fields), path=article.path or "")


def _last(fields: QueryDict) -> QueryDict:
    """Keep the last value of each field: what was filled in, and not what the page had."""
    for _name, values in fields.lists():
        del values[:-1]
    return fields


def _published(desk: Desk, form: Form) -> Publication:
    watch = _Watch(Path(settings.HOME) / "public" / file_name(form.path))
    watch.start()
    began, started = clock.now(), time.perf_counter()
    desk.send(form.address, form.fields)
    answered = time.perf_counter()
    watch.join()
    if watch.changed_at is None:
        raise NotPrinted(path=form.path, seconds=_LONGEST_S)
    _wait_for_rest(form.path)
    paths = list(PublicPath.objects.filter(baked_at__gte=began).values_list("path", flat=True))
    dates = [_date(Path(settings.HOME) / "public" / file_name(path)) for path in paths]
    return Publication(
        own_s=watch.changed_at - started,
        answered_s=answered - started,
        all_s=max(max(dates) - began.timestamp(), watch.changed_at - started),
        pages=len(paths),
    )


def _wait_for_rest(path: str) -> None:
    until = time.monotonic() + _LONGEST_S
    while StalePath.objects.exists() or DBTaskResult.objects.ready().exists():
        if time.monotonic() > until:
            raise NotPrinted(path=path, seconds=_LONGEST_S)
        time.sleep(_REST_S)
    time.sleep(_REST_S)


def _number(file: Path) -> int | None:
    try:
        return os.stat(file).st_ino
    except FileNotFoundError:
        return None


def _date(file: Path) -> float:
    try:
        return os.stat(file).st_mtime
    except FileNotFoundError:
        return 0.0


def _median(done: list[Publication], of: Callable[[Publication], float]) -> float:
    return round(statistics.median(map(of, done)) * 1000, 1)


def _p95(done: list[Publication], of: Callable[[Publication], float]) -> float:
    return round(percentile([of(one) for one in done], 95) * 1000, 1)
