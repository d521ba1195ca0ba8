"""A new article, dossier or section begins in the language of its colleague, not in the first one of the outlet."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from wagtail.models import Locale

from rotative.articles.models import Article
from rotative.masthead.reads import open_languages


def own_locale(user: Any) -> Locale:
    """Return the language that a colleague wrote in last, else that of their desk, else the first of the outlet."""
    spoken = open_languages()
    last = (
        Article.objects.filter(author=user)
        .order_by("-pk")
        .values_list("locale__language_code", flat=True)[:1]
    )
    profile = getattr(user, "wagtail_userprofile", None)
    for code in (*last, profile.get_preferred_language() if profile else ""):
        if code in spoken and (locale := Locale.objects.filter(language_code=code).first()):
            return locale
    default: Locale = Locale.get_default()
    return default


class OwnLanguageMixin:
    """A form of a new object: in the language that its address names, else in that of the colleague."""

    request: Any

    def get_locale(self) -> Locale:
        if code := self.request.GET.get("locale"):
            asked: Locale = get_object_or_404(Locale, language_code=code)
            return asked
        return own_locale(self.request.user)


class AddInOwnLanguageMixin:
    """A list whose button "Add" leaves the language to the form, unless the list shows one language."""

    request: Any

    def get_add_url(self) -> str | None:
        url: str | None = super().get_add_url()  # type: ignore[misc]
        if url is None or self.request.GET.get("locale"):
            return url
        return url.partition("?")[0]
