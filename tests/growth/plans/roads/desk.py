"""Pages of the desk that editors open all day, and what they post there."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

from rotative.articles.models import Article, ArticleSubject, Byline, Section
from rotative.comments.models import Comment
from rotative.editions.models import Edition
from rotative.media.models import Picture
from rotative.pages.models import FrontPage
from rotative.subjects.models import Subject, SubjectName
from rotative.subscribers.models import Subscriber
from tests.desk.test_articles import form
from tests.factories import newsroom
from tests.subscribers.reader import Committing

_LISTS = {
    "/desk/articles/": (
        "", "p=2", "q=bac", "section={section}", "state=draft", "state=published", "form=brief", "byline=Ada", "begun_by=me",
        "locale=fr", "published_at_from=2020-01-01", "state=published&section={section}&form=article", "q=bac&state=published",
    ),
    "/desk/articles/results/": ("q=quai",),
    "/desk/snippets/choose/articles/article/": ("", "q=bac", "state=draft"),
    "/desk/snippets/choose/articles/article/results/": ("q=quai&locale=fr", "locale=fr"),
    "/desk/snippets/choose/subjects/subject/": ("", "q=quai"),
    "/desk/snippets/choose/articles/byline/": ("", "q=ada"),
    "/desk/snippets/choose/articles/section/": ("",),
    "/desk/images/chooser/": ("", "q=bac"),
    "/desk/articles/trash/": ("",),
    "/desk/articles/templates/": ("",),
    "/desk/briefs/": ("",),
    "/desk/comments/": ("", "state=held", "state=shown", "state=rejected", "state=spam"),
    "/desk/subjects/": ("", "p=2", "q=quai", "kind=place"),
    "/desk/subjects/suggestions/": ("",),
    "/desk/dossiers/": ("", "q=port", "live=true"),
    "/desk/images/": ("", "q=bac"),
    "/desk/sections/": ("",),
    "/desk/bylines/": ("", "q=ada"),
    "/desk/editions/": ("", "p=2"),
    "/desk/subscribers/": ("",),
    "/desk/subscribers/list/": ("", "state=pending&language=ar", "p=2"),
    "/desk/subscribers/files/": ("",),
    "/desk/press/": ("",),
    "/desk/fronts/": ("",),
    "/desk/person/": ("",),
    "/desk/": ("",),
}  # fmt: skip


def requests(desk: Client, committing: Committing) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each request with its name, to be made in this order."""
    section = Section.objects.get(slug="politique").pk
    for path, queries in _LISTS.items():
        for query in queries:
            address = f"{path}?{query.format(section=section)}"
            yield address, lambda address=address: _open(desk, address)
    for address in _things():
        yield address, lambda address=address: _open(desk, address)
    for name, post in _posts(desk):
        yield name, lambda post=post: _committed(post, committing)


def _things() -> Iterator[str]:
    article = Article.objects.get(path=newsroom.ARTICLE).pk
    subject, picture = Subject.objects.earliest("pk").pk, Picture.objects.earliest("pk").pk
    for act in ("edit", "history", "usage", "unpublish"):
        yield f"/desk/articles/{act}/{article}/"
    yield "/desk/articles/add/?locale=fr"
    yield f"/desk/articles/add/?locale=fr&copies={article}"
    yield f"/desk/articles/schedule/{article}/"
    yield f"/desk/articles/{article}/trash/"
    yield f"/desk/articles/{article}/template/"
    for act in ("edit", "history", "usage", "delete"):
        yield f"/desk/subjects/{act}/{subject}/"
    yield f"/desk/subjects/{subject}/merge/"
    yield f"/desk/subjects/{subject}/suggestions/"
    yield f"/desk/images/{picture}/"
    yield f"/desk/images/usage/{picture}/"
    yield f"/desk/bylines/edit/{Byline.objects.earliest('pk').pk}/"
    yield f"/desk/sections/edit/{Section.objects.earliest('pk').pk}/"
    for edition in Edition.objects.values_list("pk", flat=True):
        for part in ("", "?q=quai", "?q=", "preview/", "delivery/", "delivery/?state=sent"):
            yield f"/desk/editions/{edition}/{part}"

    for front in FrontPage.objects.values_list("pk", flat=True):
        for asked in ("", "?q=quai&at=2"):
            yield f"/desk/fronts/{front}/{asked}"


def _posts(desk: Client) -> Iterator[tuple[str, Callable[[], Any]]]:
    section = Section.objects.get(slug="politique").pk
    article = Article.objects.get(path=newsroom.ARTICLE)
    fields = form(section=section, headline="La passerelle a tenu", slug="passerelle")
    publish = {"action-publish": "action-publish"}
    yield "draft", lambda: desk.post("/desk/articles/add/?locale=fr", fields)
    yield (
        "publication",
        lambda: desk.post("/desk/articles/add/?locale=fr", fields | publish | {"slug": "tenue"}),
    )
    yield (
        "correction",
        lambda: desk.post(f"/desk/articles/edit/{article.pk}/", fields | publish | {"slug": ""}),
    )
    yield "withdrawal", lambda: desk.post(f"/desk/articles/unpublish/{article.pk}/")
    for front in FrontPage.objects.filter(locale=article.locale).values_list("pk", flat=True):
        placed = Article.objects.published().in_language("fr").newest_first().values_list("pk", flat=True)[0]
        fields = {"act": "place", "article": placed, "at": 2}
        yield "a place", lambda front=front, fields=fields: desk.post(f"/desk/fronts/{front}/", fields)
        yield "a front page", lambda front=front: desk.post(f"/desk/fronts/{front}/", {"act": "publish"})
    held = Comment.objects.held().earliest("pk").pk
    yield "decision", lambda: desk.post("/desk/comments/", {"decision": f"show:{held}"})
    subject = ArticleSubject.objects.filter(article=article).values_list("subject", flat=True)[0]
    name = SubjectName.objects.filter(subject=subject).values_list("name", flat=True)[0]
    said = json.dumps({"suggestion": str(subject), "found": [name]})
    refuse = f"/desk/articles/{article.pk}/suggestions/refuse/"
    yield "refuse", lambda: desk.post(refuse, said, content_type="application/json")
    asked = json.dumps({"language": "fr", "text": name})
    yield (
        "suggestions",
        lambda: desk.post("/desk/articles/suggestions/", asked, content_type="application/json"),
    )
    yield "trust", lambda: desk.post(f"/desk/subjects/{subject}/trust/", {"name": "0"})
    person = Subscriber.objects.earliest("pk").email
    yield "a subscriber", lambda: desk.post("/desk/subscribers/", {"address": person})
    yield "a beginning", lambda: desk.post("/desk/subscribers/list/", {"address": person[:3]})
    yield "a person", lambda: desk.post("/desk/person/", {"address": person})


def _open(desk: Client, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _committed(post: Callable[[], Any], committing: Committing) -> None:
    with committing(execute=True):
        answer = post()
    assert answer.status_code in (200, 302), answer.status_code
