"""Inside a newsroom: open its articles to comments, and count what came."""

from typing import Any

from django.db.models import Count

from rotative.articles.models import Article
from rotative.bench.comments.visitors import KNOWN, known_address
from rotative.comments.models import Comment

# Articles that are written about, the newest.
_ARTICLES = 40
_NAME = "Lectrice connue"


def measure(*, act: str) -> dict[str, Any]:
    """Open the newest articles, with a shown comment of each known reader; or count the other comments by state."""
    return _open() if act == "open" else _count()


def _open() -> dict[str, Any]:
    newest = list(Article.objects.published().newest_first().values_list("pk", "path")[:_ARTICLES])
    articles = [pk for pk, _path in newest]
    Article.objects.filter(pk__in=articles).update(comments_open=True)
    Comment.objects.all().delete()
    Comment.objects.bulk_create(
        Comment(
            article_id=articles[number % len(articles)],
            name=_NAME,
            email=known_address(number),
            text=f"Le premier mot de la lectrice {number}.",
            state=Comment.State.SHOWN,
        )
        for number in range(KNOWN)
    )
    return {"articles": articles, "paths": [path for _pk, path in newest]}


def _count() -> dict[str, Any]:
    sent = Comment.objects.exclude(name=_NAME, text__startswith="Le premier mot")
    return dict(sent.order_by().values_list("state").annotate(Count("pk")))
