"""Previews of what is not saved yet: in the language of its form, with what the form begins with."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.generic.mixins import LocaleMixin
from wagtail.snippets.views import snippets


class PreviewInLanguageView(LocaleMixin, snippets.PreviewOnCreateView):
    """The preview of a new object, in the language that the form's address names."""

    def get_object(self) -> Model:
        new: Any = super().get_object()
        new.locale = self.get_locale()
        return new  # type: ignore[no-any-return] # the view knows its model only when it runs


class PreviewedCreateMixin:
    """A form of a new object that asks for its preview in its own language."""

    request: Any

    def get_preview_url(self) -> str:
        url: str = self._set_locale_query_param(super().get_preview_url())  # type: ignore[misc,attr-defined]
        kept = {name: self.request.GET[name] for name in ("form", "translates") if name in self.request.GET}
        asked: str = set_query_params(url, kept)
        return asked
