"""Links from rich text to articles and subjects, resolved when a page is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text import LinkHandler

from rotative.articles.models import Article
from rotative.bake import keys
from rotative.core import addresses, conf
from rotative.subjects import reads as subjects
from rotative.subjects.models import Subject

# The cleaner drops a closing tag without an opening one: the words stay, the link does not.
_NO_LINK = ""


class ArticleLinkHandler(LinkHandler):
    """The handler of `<a linktype="article" id="7">`: the article's address, or no link while it is not published."""

    identifier = "article"

    @staticmethod
    def get_model() -> type[Article]:
        return Article

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        wanted = [_number(attrs) for attrs in attrs_list]
        for article_id in wanted:
            keys.record(keys.card(article_id))
        rows = Article.objects.published().filter(pk__in=wanted)
        paths = dict(rows.values_list("pk", "path"))
        return [_opening(paths.get(article_id) or "") for article_id in wanted]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, ...]]:
        if number := _number(attrs):
            yield Article, str(number), "", ""


class SubjectLinkHandler(LinkHandler):
    """The handler of `<a linktype="subject" id="7" lang="fr">`: the subject's page, in the outlet's language if no `lang`."""

    identifier = "subject"

    @staticmethod
    def get_model() -> type[Subject]:
        return Subject

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        wanted = [(_number(attrs), attrs.get("lang") or conf.get("language")) for attrs in attrs_list]
        by_language: dict[str, list[int]] = defaultdict(list)
        for subject_id, language in wanted:
            by_language[language].append(subject_id)
        found = {language: subjects.subjects(ids, language) for language, ids in by_language.items()}
        cards = (found[language].get(subject_id) for subject_id, language in wanted)
        return [_opening(card.path if card else "") for card in cards]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, ...]]:
        if number := _number(attrs):
            yield Subject, str(number), "", ""


def _number(attrs: dict[str, str]) -> int:
    """Return the id of a link, 0 when it has no valid one."""
    value = attrs.get("id", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _opening(path: str) -> str:
    return f'<a href="{escape(addresses.href(path))}">' if path else _NO_LINK


@hooks.register("register_rich_text_features")
def register_links(features: Any) -> None:
    features.register_link_type(ArticleLinkHandler)
    features.register_link_type(SubjectLinkHandler)
