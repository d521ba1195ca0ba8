"""Wagtail's index of references: an article is read once when it is saved, not again for each of its parts."""

from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disconnect_reference_index_signal_handlers_for_model

from rotative.articles.models import ArticleByline, ArticleSubject, Correction


def follow_articles_alone() -> None:
    """Stop queueing tasks for the bylines, subjects and corrections of an article: the article's own task reads them.

    They are saved with the article. Call this after Wagtail has begun to follow articles.
    """
    for part in (ArticleByline, ArticleSubject, Correction):
        # Otherwise Wagtail would follow it again after the next migration.
        ReferenceIndex.tracked_models.discard(part)
        disconnect_reference_index_signal_handlers_for_model(part)
