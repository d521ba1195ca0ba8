"""The doubts that the desk names once before an article appears: unsigned, or under a headline that readers know already."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.articles.models import Article
from rotative.core.text.folding import fold
from rotative.search import reads as search

# Best matches of the search index among which the same headline would be.
LOOKED_AT = 20
# Addresses named: an archive has many articles called "Météo".
NAMED = 3


def about(article: Article) -> list[str]:
    """Return a sentence for each doubt. article: as its last version has it."""
    return [*_unsigned(article), *same_headline(article)]


def same_headline(article: Article) -> list[str]:
    """Return a sentence when published articles of the language have the same headline, else nothing."""
    found = search.article_ids(article.headline, language=article.language, limit=LOOKED_AT)
    others = Article.objects.published().filter(pk__in=found).exclude(pk=article.pk).order_by("-published_at")
    wanted = fold(article.headline)
    rows = others.values_list("headline", "path")
    paths = [path for headline, path in rows if path and fold(headline) == wanted][:NAMED]
    if not paths:
        return []
    sentence = ngettext(
        "A published article has the same headline: %(paths)s",
        "Published articles have the same headline: %(paths)s",
        len(paths),
    )
    return [sentence % {"paths": ", ".join(paths)}]


def _unsigned(article: Article) -> list[str]:
    if article.form == Article.Form.BRIEF or article.article_bylines.exists():
        return []
    return [_("Nobody signs this article: readers will see no byline.")]
