"""Conditions of the things that readers see: pictures, documents, subjects, bylines and dossiers."""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from rotative.articles.models import Article, ArticleByline, ArticleSubject
from rotative.bake import keys
from rotative.bake.models import PathKey, PublicPath
from rotative.dossiers.models import Commitment, DossierActor
from rotative.masthead.models import Masthead, shows


def pictures() -> Q:
    """Return the condition of a picture on a printed page, of a published article, or of the masthead."""
    return Q(
        _printed(keys.picture(0))
        | Exists(Article.objects.filter(live=True, picture=OuterRef("pk")))
        | Exists(Masthead.objects.filter(shows(OuterRef("pk"))))
    )


def documents() -> Q:
    """Return the condition of a document on a printed page."""
    return Q(_printed(keys.document(0)))


def _printed(key_of_none: str) -> Exists:
    """Return the condition of a printed page that has the key of the row. key_of_none: the key of the id 0."""
    key = Concat(Value(key_of_none.removesuffix("0")), Cast(OuterRef("pk"), CharField()))
    return Exists(PathKey.objects.filter(key=key, path__state=PublicPath.State.LIVE))


def subjects() -> Q:
    """Return the condition of a subject that a published article or dossier has."""
    return Q(
        Exists(ArticleSubject.objects.filter(article__live=True, subject=OuterRef("pk")))
        | Exists(DossierActor.objects.filter(dossier__live=True, subject=OuterRef("pk")))
        | Exists(Commitment.objects.filter(dossier__live=True, who=OuterRef("pk")))
    )


def bylines() -> Q:
    """Return the condition of a byline under a published article."""
    return Q(Exists(ArticleByline.objects.filter(article__live=True, byline=OuterRef("pk"))))


def dossiers() -> Q:
    """Return the condition of a dossier that is published."""
    return Q(live=True)
