"""The form's field for a body: blocks as JSON, shown as one document by a script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.staticfiles import versioned_static
from wagtail.blocks import BlockField, StreamBlock, StreamValue
from wagtail.blocks.base import get_error_json_data
from wagtail.fields import StreamField

from rotative.core.languages import BY_CODE
from rotative.desk.document import described, known, sanitised
from rotative.desk.document.texts import texts

_CHOOSERS = {
    "picture": "wagtailimages_chooser:choose",
    "article": "wagtailsnippetchoosers_articles_article:choose",
    "subject": "wagtailsnippetchoosers_subjects_subject:choose",
    "document": "wagtaildocs_chooser:choose",
    "drop": "desk_picture_drop",
    "card": "desk_picture_cards",
}


def register() -> None:
    """Give every form the document for its body; call it once, before a form is made."""
    register_form_field_override(StreamField, override={"form_class": DocumentField})


class DocumentWidget(forms.Textarea):
    """A text area with the blocks as they are stored; the script keeps it up to date and hides it."""

    def __init__(self, block: StreamBlock) -> None:
        super().__init__()
        self.block = block

    @property
    def media(self) -> forms.Media:
        """Return the script of the document, and those of the choosers it opens."""
        return forms.Media(
            css={"all": [versioned_static("desk/document.css")]},
            js=[
                versioned_static("wagtailadmin/js/chooser-modal.js"),
                versioned_static("wagtailimages/js/image-chooser-modal.js"),
                versioned_static("wagtaildocs/js/document-chooser-modal.js"),
                forms.Script("desk/document/index.js", type="module"),  # type: ignore[list-item] # the stubs know names alone
            ],
        )

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the body; a text that is no body is kept as it is, and refused when the form is cleaned."""
        try:
            return self.block.to_python(sanitised.read(data.get(name, ""), self.block))
        except sanitised.BadBody:
            return data.get(name, "")

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-text" if id_ else ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return self.render_with_errors(name, value, attrs=attrs)

    def render_with_errors(
        self, name: str, value: Any, attrs: Any = None, errors: Any = None, renderer: Any = None
    ) -> SafeString:
        """Return the field and what the script needs to know. errors: of the form, shown at the blocks they are about."""
        stored = list(self.block.get_prep_value(value)) if isinstance(value, StreamValue) else []
        found = self._errors(errors, stored)
        return format_html(
            '<div class="desk-document" data-desk-document>'
            '<textarea name="{name}" id="{id}" hidden>{value}</textarea>'
            '<script type="application/json" data-desk-document-setup>{setup}</script>'
            "<noscript>{noscript}</noscript></div>",
            name=name,
            id=(attrs or {}).get("id") or f"id_{name}",
            value=_json(stored),
            setup=_json_in_script(self._setup(stored, found)),
            noscript=_("Writing needs JavaScript: switch it on for this page."),
        )

    def _setup(self, stored: list[dict[str, Any]], errors: dict[str, list[str]]) -> dict[str, Any]:
        language = self.attrs.get("lang") or (get_language() or "")[:2]
        row = BY_CODE.get(language)
        return {
            "language": language,
            "direction": row.direction if row else "auto",
            "texts": texts(),
            "kinds": described.kinds(self.block),
            "palette": described.choices(self.block),
            "sources": known.named(stored),
            "urls": {name: reverse(view) for name, view in _CHOOSERS.items()},
            "errors": errors,
        }

    def _errors(self, errors: Any, stored: list[dict[str, Any]]) -> dict[str, list[str]]:
        """Return the errors by the id of their block."""
        if not errors:
            return {}
        found = get_error_json_data(errors.as_data()[0])
        return {
            stored[int(index)]["id"]: list(self._sentences(error, self._child(stored[int(index)]["type"])))
            for index, error in found.get("blockErrors", {}).items()
            if int(index) < len(stored)
        }

    def _child(self, kind: str) -> Any:
        return self.block.child_blocks.get(kind)

    def _sentences(self, error: Mapping[str, Any], block: Any, label: str = "") -> Any:
        """Yield the sentences of an error, each after the name of its field."""
        for message in error.get("messages", ()):
            parts = {"title": capfirst(label), "subtitle": message}
            yield _("%(title)s: %(subtitle)s") % parts if label else str(message)
        inner = error.get("blockErrors") or {}
        for name, one in inner.items() if isinstance(inner, Mapping) else enumerate(inner):
            if not one:
                continue
            children = getattr(block, "child_blocks", {})
            child = children.get(name) or getattr(block, "child_block", None)
            yield from self._sentences(
                one, child, str(child.label) if child is not None and name in children else label
            )


class DocumentField(BlockField):
    """The body in a form."""

    def __init__(self, *, block: StreamBlock, **kwargs: Any) -> None:
        kwargs["widget"] = DocumentWidget(block)
        super().__init__(block=block, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the body. Raises ValidationError when the form sent none."""
        if not isinstance(value, StreamValue):
            raise ValidationError(
                _("The text could not be read. Reload the page: the last saved version is kept.")
            )
        return super().clean(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not isinstance(data, StreamValue) or bool(super().has_changed(initial, data))


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _json_in_script(value: Any) -> SafeString:
    """Return JSON that cannot end the script element it is in."""
    escapes = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
    return SafeString(_json(value).translate(escapes))
