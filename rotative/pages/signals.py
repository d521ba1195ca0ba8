"""Signals of Wagtail's pages: a published or withdrawn page marks what shows it."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, unpublished

from rotative.articles.models import Article
from rotative.bake import keys, queue
from rotative.bake.recipes import Spec
from rotative.masthead.models import MastheadLanguage
from rotative.masthead.reads import open_languages
from rotative.pages.actions import ensure_front, let_go
from rotative.pages.models import FrontPage, StandingPage
from rotative.pages.reads import path_of


@receiver([page_published, page_unpublished], sender=FrontPage)
def on_front(instance: FrontPage, **kwargs: Any) -> None:
    queue.mark_stale([keys.front(instance.language)])


@receiver(unpublished, sender=Article)
def on_withdrawn(instance: Article, **kwargs: Any) -> None:
    """Give the places of a withdrawn article back; it does not come back to them when it is published again."""
    let_go(instance)


@receiver(page_published, sender=StandingPage)
def on_standing(instance: StandingPage, **kwargs: Any) -> None:
    if instance.language in open_languages():
        queue.place([Spec(path=path_of(instance), recipe="standing", arg=str(instance.pk))])
    queue.mark_stale([keys.standing(instance.pk), *_around(instance)])


@receiver(page_unpublished, sender=StandingPage)
@receiver(pre_delete, sender=StandingPage)
def on_standing_gone(instance: StandingPage, **kwargs: Any) -> None:
    queue.withdraw([path_of(instance)])
    queue.mark_stale([keys.standing(instance.pk), *_around(instance)])


@receiver(post_save, sender=MastheadLanguage)
def on_language(instance: MastheadLanguage, **kwargs: Any) -> None:
    """Make the front page of a new language, so that it can be edited at once."""
    ensure_front(instance.language, title=instance.name)


def _around(page: StandingPage) -> list[str]:
    twins = StandingPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return [keys.menu(page.language), *(keys.standing(twin.pk) for twin in twins)]
