"""The texts of every screen of the desk, as its user reads them: `python -m pytest tests/desk/test_wording.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, Task, Workflow

from rotative.articles.models import Article, Byline, Section
from rotative.dossiers.models import Dossier
from rotative.editions.models import Edition
from rotative.media.models import Picture
from rotative.pages.models import FrontPage
from rotative.staff.models import User
from rotative.subjects.models import Subject
from tests.desk import walk

# Attributes that are read out, or shown on hover or in an empty field.
_SPOKEN = frozenset({"title", "aria-label", "placeholder", "alt", "label", "data-w-dialog-title", "content"})
_SILENT = frozenset({"script", "style", "template", "svg", "code", "textarea"})


class _Texts(HTMLParser):
    """Collects what is read of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT and tag != "template":
            self._silent += 1
        named = dict(attrs)
        if tag == "meta":
            return
        self.found += [value for name, value in attrs if name in _SPOKEN and value]
        if tag == "input" and named.get("type") in ("submit", "button") and named.get("value"):
            self.found.append(str(named["value"]))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and tag != "template" and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def texts(html: str) -> list[str]:
    """Return the texts of a page, each once."""
    parser = _Texts()
    parser.feed(html)
    return list(dict.fromkeys(" ".join(one.split()) for one in parser.found if one.strip()))


def screens(client: Client) -> Iterator[tuple[str, str, list[str]]]:
    """Read every address of the desk; yield its name, its path and its texts."""
    for address in walk.addresses():
        url = address.filled(_values(address.name), 1)
        searches = not address.parts and address.name.rpartition(":")[2] in ("index", "list", "choose")
        for query in ("", "?q=introuvable") if searches else ("",):
            answer = client.get(url + query)
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code != 200 or not kind.startswith(("text/html", "application/json")):
                continue
            body = answer.content.decode()
            yield address.name, url + query, texts(body if kind.startswith("text/html") else _html_in(body))


def _html_in(body: str) -> str:
    """Return the HTML in the answer to a script."""
    found = json.loads(body)
    return " ".join(str(value) for value in found.values()) if isinstance(found, dict) else ""


def _values(name: str) -> dict[str, Any]:
    """Return what fills the parts of an address: things that exist."""
    article = Article.objects.filter(live=True).order_by("pk").first()
    front = FrontPage.objects.order_by("pk").first()
    assert article is not None and front is not None
    owners = {
        "articles_article": article,
        "articles_byline": Byline.objects.first(),
        "articles_section": Section.objects.first(),
        "subjects_subject": Subject.objects.first(),
        "dossiers_dossier": Dossier.objects.first(),
        "wagtailimages": Picture.objects.first(),
        "desk_picture": Picture.objects.first(),
        "wagtailusers_users": User.objects.first(),
        "wagtailusers_groups": Group.objects.first(),
        "wagtailadmin_collections": Collection.objects.last(),
        "desk_edition": Edition.objects.first(),
        "desk_preview": Edition.objects.first(),
        "desk_delivery": Edition.objects.first(),
        "desk_merge": Subject.objects.first(),
        "wagtailadmin_pages": front,
        "edit_task": Task.objects.first(),
        "disable_task": Task.objects.first(),
        "workflow": Workflow.objects.first(),
    }
    owner = next((one for part, one in owners.items() if part in name and one is not None), article)
    page = "wagtailadmin_pages" in name
    picture = Picture.objects.first()
    return {
        "pk": owner.pk,
        "id": owner.pk,
        "object_id": owner.pk,
        "page_id": front.pk,
        "parent_page_id": front.pk,
        "image_id": picture.pk if picture else 0,
        "revision_id": (front.latest_revision_id or 0) if page else article.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "content_type_app_name": "pages",
        "content_type_model_name": "standingpage",
        "app_label": "articles",
        "model_name": "article",
        "app_name": "masthead",
        "action": "delete",
        "action_name": "approve",
        "part": "text",
        "spec": "max-165x165",
        "workflow_state_id": 0,
        "task_state_id": 0,
    }
