"""Articles with everything they need: `ArticleFactory()` is enough."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from rotative.articles import actions, bulk_publish
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Byline, Section
from rotative.core import clock
from rotative.subjects.models import Subject, SubjectName


def locale(language: str = "fr") -> Locale:
    """Return the locale of a language; make it when it is missing."""
    found, _made = Locale.objects.get_or_create(language_code=language)
    return found


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section
        django_get_or_create = ("locale", "slug")

    locale = factory.LazyFunction(locale)
    name = "Politique"
    slug = "politique"


class BylineFactory(DjangoModelFactory):
    class Meta:
        model = Byline

    locale = factory.LazyFunction(locale)
    name = factory.Sequence(lambda n: f"Signature {n}")
    slug = factory.Sequence(lambda n: f"signature-{n}")


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject
        skip_postgeneration_save = True

    kind = Subject.Kind.THEME

    @factory.post_generation
    def names(self, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        """Add names: language → name; a French one by default."""
        for language, name in (extracted or {"fr": f"Sujet {self.pk}"}).items():
            SubjectName.objects.create(
                subject=self, language=language, name=name, slug=f"{language}-{self.pk}"
            )


class ArticleFactory(DjangoModelFactory):
    """A draft; `ArticleFactory(published=True)` publishes it."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    locale = factory.LazyFunction(locale)
    section = factory.SubFactory(SectionFactory, locale=factory.SelfAttribute("..locale"))
    headline = factory.Sequence(lambda n: f"Un titre numéro {n}")
    standfirst = "Le chapeau dit en une phrase ce que l’article raconte."
    body = [("paragraph", "<p>Le premier paragraphe donne les faits.</p>")]
    live = False

    @factory.post_generation
    def subjects(self, create: bool, extracted: list[Subject] | None, **kwargs: Any) -> None:
        for order, subject in enumerate(extracted or []):
            ArticleSubject.objects.create(article=self, subject=subject, sort_order=order)

    @factory.post_generation
    def bylines(self, create: bool, extracted: list[Byline] | None, **kwargs: Any) -> None:
        for order, byline in enumerate(extracted or []):
            ArticleByline.objects.create(article=self, byline=byline, sort_order=order)

    @factory.post_generation
    def published(self, create: bool, extracted: bool, **kwargs: Any) -> None:
        if extracted:
            actions.publish(self)


def publish_archive(articles: Sequence[Article]) -> None:
    """Publish live articles that have a path, all at once, as an import does."""
    bulk_publish.prepare(articles)
    Article.objects.bulk_update(articles, bulk_publish.PREPARED)
    bulk_publish.publish(articles)
    bulk_publish.number_lists()


def published(days_ago: float = 0, **fields: Any) -> Article:
    """Publish an article with the date of this number of days ago."""
    article: Article = ArticleFactory(published_at=clock.now() - timedelta(days=days_ago), **fields)
    actions.publish(article)
    return article
