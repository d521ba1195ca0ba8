"""Redirects addresses of an old WordPress site that hold only a query: `/?p=12`, `/?tag=x`, `/?m=201905`."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from rotative.articles.models import Article
from rotative.core import addresses, conf
from rotative.importers.models import ImportedItem
from rotative.pages.models import StandingPage
from rotative.pages.reads import path_of
from rotative.subjects.models import SubjectName

Kind = ImportedItem.Kind


@require_safe
def old_address(request: HttpRequest) -> HttpResponse:
    """Redirect permanently (301); answer 404 when nothing has the number."""
    target = _target(request)
    if not target:
        raise Http404
    return HttpResponsePermanentRedirect(target)


def _target(request: HttpRequest) -> str:
    asked, language = request.GET, conf.get("language")
    for name in ("p", "page_id", "attachment_id"):
        if number := asked.get(name):
            return addresses.href(_numbered(number) or "")
    if tag := asked.get("tag"):
        return addresses.href(_tagged(tag) or "")
    if words := asked.get("s"):
        return f"{addresses.word(language, 'search')}?{urlencode({'q': words})}"
    if found := re.fullmatch(r"(\d{4})(0[1-9]|1[0-2])", asked.get("m", "")):
        return addresses.archive(language, int(found[1]), int(found[2]))
    return f"{addresses.prefix(language)}/rss.xml" if asked.get("feed") else ""


def _numbered(number: str) -> str | None:
    """Return the path of the article, else of the page, that had the number."""
    items = ImportedItem.objects.filter(source_id=number)
    ids = items.filter(kind=Kind.ARTICLE).values_list("object_id", flat=True)
    article: Article | None = Article.objects.filter(pk__in=list(ids), live=True).order_by("pk").first()
    if article is not None:
        return article.path
    ids = items.filter(kind=Kind.PAGE).values_list("object_id", flat=True)
    page = StandingPage.objects.filter(pk__in=list(ids), live=True).order_by("pk").first()
    return path_of(page) if page else None


def _tagged(tag: str) -> str | None:
    items = ImportedItem.objects.filter(kind=Kind.SUBJECT, source_id__startswith=f"{tag}:").order_by("pk")
    if (item := items.first()) is None:
        return None
    language = item.source_id.rsplit(":", 1)[-1]
    name = SubjectName.objects.filter(subject_id=item.object_id, language=language).first()
    return addresses.subject(language, name.slug) if name else None
