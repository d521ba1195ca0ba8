"""The form of an article from which a dialogue was opened: its article and its language.

A dialogue is fetched by a script of the form; the browser names the form's address with the request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.urls import reverse
from wagtail.models import Locale

from rotative.articles.models import Article


@dataclass(frozen=True, kw_only=True)
class OpenedFrom:
    # None when the dialogue was opened elsewhere, and for an article that is not saved yet.
    article_id: int | None = None
    locale: Locale | None = None


def opened_from(request: Any) -> OpenedFrom:
    """Return what the address of the form says; nothing is granted by it."""
    address = urlsplit(request.headers.get("referer", ""))
    if address.netloc and address.netloc != request.get_host():
        return OpenedFrom()
    forms = reverse("wagtailsnippets_articles_article:list")
    if found := re.fullmatch(re.escape(forms) + r"edit/(\d+)/.*", address.path):
        article = Article.objects.select_related("locale").only("locale").filter(pk=found[1]).first()
        return OpenedFrom(article_id=article.pk, locale=article.locale) if article else OpenedFrom()
    code = parse_qs(address.query).get("locale", [""])[0]
    if address.path.startswith(forms) and code:
        return OpenedFrom(locale=Locale.objects.filter(language_code=code).first())
    return OpenedFrom()
