"""Links to articles and subjects, in the text editor and in the database."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature

from rotative.articles.models import Article
from rotative.core import addresses
from rotative.desk.articles.door import shared_title
from rotative.subjects.models import Subject


class LinkFeature(Feature):
    """Two buttons: a link to an article, a link to a subject."""

    def __init__(self) -> None:
        super().__init__(js=["wagtailadmin/js/chooser-modal.js", "desk/links.js"])

    def construct_options(self, options: dict[str, Any]) -> None:
        options.setdefault("entityTypes", []).extend(
            [
                {
                    "type": "ARTICLE",
                    "icon": "doc-full",
                    "description": _("Article"),
                    "attributes": ["id", "url", "title"],
                    "chooserUrls": {
                        "chooser": reverse_lazy("wagtailsnippetchoosers_articles_article:choose")
                    },
                },
                {
                    "type": "SUBJECT",
                    "icon": "tag",
                    "description": _("Subject"),
                    "attributes": ["id", "url", "title", "lang"],
                    "chooserUrls": {
                        "chooser": reverse_lazy("wagtailsnippetchoosers_subjects_subject:choose")
                    },
                },
            ]
        )


class ArticleElement(LinkElementHandler):
    """Converts a link of the database for the editor, with the article's present address and headline."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        row = Article.objects.filter(pk=attrs["id"]).defer("body").first() if _is_id(attrs) else None
        if row is None:
            return {"id": attrs.get("id", ""), "url": "", "title": ""}
        return {"id": str(row.pk), "url": addresses.href(row.path or ""), "title": shared_title(row)}


class SubjectElement(LinkElementHandler):
    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        row = Subject.objects.filter(pk=attrs["id"]).first() if _is_id(attrs) else None
        kept = {"lang": attrs["lang"]} if attrs.get("lang") else {}
        return {"id": attrs.get("id", ""), "url": "#" if row else "", "title": str(row or ""), **kept}


def _is_id(attrs: dict[str, str]) -> bool:
    value = attrs.get("id", "")
    return value.isascii() and value.isdigit()


def _article(props: dict[str, Any]) -> Any:
    return DOM.create_element("a", {"linktype": "article", "id": props.get("id")}, props["children"])


def _subject(props: dict[str, Any]) -> Any:
    lang = {"lang": props["lang"]} if props.get("lang") else {}
    return DOM.create_element("a", {"linktype": "subject", "id": props.get("id"), **lang}, props["children"])


CONVERSION = {
    "from_database_format": {
        'a[linktype="article"]': ArticleElement("ARTICLE"),
        'a[linktype="subject"]': SubjectElement("SUBJECT"),
    },
    "to_database_format": {"entity_decorators": {"ARTICLE": _article, "SUBJECT": _subject}},
}


def register(features: Any) -> None:
    """Register the feature `article-link` of the text editor."""
    features.register_editor_plugin("draftail", "article-link", LinkFeature())
    features.register_converter_rule("contentstate", "article-link", CONVERSION)
