"""Subjects suggested while an article is written: found in its text, accepted or refused by the user, never tagged alone."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.panels import Panel

from rotative.articles.models import Article
from rotative.articles.permissions import policy
from rotative.articles.suggesting import in_form
from rotative.core.languages import CODES
from rotative.core.requests import parse_id
from rotative.core.text.folding import fold
from rotative.desk.rights import policies
from rotative.subjects.finding import FIELDS, MOST_LETTERS, Findings, Known, Suggestion, find, words
from rotative.subjects.finding import Article as Words
from rotative.subjects.models import Subject
from rotative.subjects.newsroom_index import newsroom_index

# Of one request; a letter of Arabic is two bytes, escaped six.
MOST_BYTES = 6 * MOST_LETTERS
# Suggestions in one answer.
MOST = 30
MOST_NAME = 200
# Strings of the text that one suggestion tells.
MOST_STRINGS = 5


class SuggestionsPanel(Panel):
    """Subjects found in the text, below it; a script asks while one writes."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/articles/suggestions.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"setup": self._setup()}

        def _setup(self) -> dict[str, Any]:
            article: Article = self.instance
            # The script puts the number in the place of 0: a new article gets one when it is first saved.
            refuse = reverse("desk_refuse_suggestion", args=[0])
            add = reverse("wagtailsnippets_subjects_subject:add")
            may_add = policies.subjects.user_has_permission(self.request.user, "add")
            return {
                "article": article.pk,
                "language": article.locale.language_code if article.locale_id else CODES[0],
                "find": reverse("desk_suggestions"),
                "refuse": refuse,
                "add": add if may_add else "",
                "texts": {name: str(text) for name, text in _TEXTS.items()},
            }


_TEXTS = {
    "accept": _("Add “%(name)s”"),
    "refuse": _("Do not suggest “%(name)s” here"),
    "main": _("the article is about it"),
    "mentioned": _("only mentioned"),
    "which": _("Which one?"),
    "new": _("No subject has this name yet"),
    "make": _("Make “%(name)s” a subject"),
    "added": _("“%(name)s” is added, under Filing."),
    "refused": _("“%(name)s” is not suggested here again."),
    "none": _("No further subject is found in the text."),
    "failed": _("Subjects cannot be looked for now."),
}


class SuggestionsView(View):
    """The address that reads the words of a form and answers what they name; it changes nothing."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest) -> JsonResponse:
        """Answer `{"subjects": […], "new": […]}` for `{"article", "language", "headline", "standfirst", "text"}`."""
        user: Any = request.user
        if not policy.user_has_any_permission(user, ("add", "change", "publish")):
            raise PermissionDenied
        said = _said(request)
        if said is None:
            return JsonResponse({"error": gettext("This request cannot be read.")}, status=400)
        refused = self._refused(user, said.get("article"))
        language = said.get("language") if said.get("language") in CODES else CODES[0]
        parts = {field: value for field in FIELDS if isinstance(value := said.get(field), str)}
        index = newsroom_index()
        findings = find(index, Words(language=str(language), **parts))
        known = {each.id: each for each in index.known}
        return JsonResponse(_answer(findings, known, str(language), refused))

    def _refused(self, user: Any, pk: object) -> set[str]:
        if not isinstance(pk, int) or isinstance(pk, bool):
            return set()
        article = get_object_or_404(Article, pk=pk)
        if not policy.user_may_read(user, article):
            raise PermissionDenied
        return set(article.refused_suggestions.values_list("suggestion", flat=True))


class RefuseView(View):
    """The address that keeps a suggestion from being made again for one article."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Keep the refusal, `{"suggestion": key, "found": […]}`. `found`: the strings of the text by which it was found."""
        article = get_object_or_404(Article.objects.select_related("locale"), pk=pk)
        if not policy.user_has_permission_for_instance(request.user, "change", article):  # type: ignore[arg-type]  # signed in
            raise PermissionDenied
        said = _said(request) or {}
        suggestion = said.get("suggestion")
        if not isinstance(suggestion, str) or not 0 < len(suggestion) <= MOST_NAME:
            return JsonResponse({"error": gettext("This request cannot be read.")}, status=400)
        in_form.refuse(article, suggestion, _strings(said.get("found")))
        return JsonResponse({})


def accepted(said: object) -> dict[int, list[str]]:
    """Return the subjects that a form says were accepted, each with the strings of the text by which it was found."""
    pairs = said.items() if isinstance(said, dict) else ()
    return {pk: _strings(found) for key, found in pairs if (pk := parse_id(key)) is not None}


def _strings(found: object) -> list[str]:
    strings = [string for string in found if isinstance(string, str)] if isinstance(found, list) else []
    return [string[:MOST_NAME] for string in strings[:MOST_STRINGS]]


def _said(request: HttpRequest) -> dict[str, Any] | None:
    """Return what a request says; None where it is too long or no object of JSON."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return None
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _answer(findings: Findings, known: dict[str, Known], language: str, refused: set[str]) -> dict[str, Any]:
    subjects = [_subject(each, known, language) for each in findings.subjects[:MOST]]
    new = [{"key": fold(name)[:MOST_NAME], "name": name} for name in findings.new]
    return {
        "subjects": [each for each in subjects if each["key"] not in refused],
        "new": [each for each in new if each["key"] not in refused],
    }


def _subject(suggestion: Suggestion, known: dict[str, Known], language: str) -> dict[str, Any]:
    return {
        "key": " ".join(suggestion.ids)[:MOST_NAME],
        "choices": [_choice(known[pk], language) for pk in suggestion.ids],
        "asked": suggestion.asked,
        "main": suggestion.main,
        "reason": words(suggestion.reason, gettext),
        "found": list(dict.fromkeys(span.words for span in suggestion.spans))[:MOST_STRINGS],
    }


def _choice(known: Known, language: str) -> dict[str, str]:
    names = known.names.get(language) or next(iter(known.names.values()), ("",))
    return {"id": known.id, "name": names[0], "kind": str(Subject.Kind(known.kind).label)}
