"""A publication by short queries leaves what Wagtail's own road leaves: rows, log, signals, workflow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from wagtail.models import (
    BaseLogEntry,
    DraftStateMixin,
    ModelLogEntry,
    Revision,
    Workflow,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.signals import published

from rotative.articles.models import Article
from rotative.core import clock
from tests.factories.articles import ArticleFactory, BylineFactory, SubjectFactory

pytestmark = pytest.mark.django_db

# Columns in which two articles made one after the other differ.
OWN = {
    "id", "path", "translation_key", "latest_revision_id", "live_revision_id", "created_at", "edited_at", "card_digest",
    "first_published_at", "last_published_at", "published_at", "slug", "go_live_at", "section_id",
}  # fmt: skip


def change_and_publish(article: Article) -> None:
    article.headline = "Un autre titre"
    article.save_revision().publish()


def publish_again(article: Article) -> None:
    article.save_revision().publish()


def publish_older_than_the_newest(article: Article) -> None:
    article.headline = "Un brouillon plus récent"
    older = article.get_latest_revision() or article.save_revision()
    article.save_revision()
    older.refresh_from_db()
    older.publish()


def go_back(article: Article) -> None:
    first = article.save_revision()
    article.headline = "Une erreur"
    article.save_revision().publish()
    article.refresh_from_db()
    article.save_revision(previous_revision=first).publish(previous_revision=first)


def schedule(article: Article) -> None:
    article.go_live_at = clock.now() + timedelta(hours=1)
    article.save_revision().publish()


def publish_in_a_workflow(article: Article) -> None:
    article.save_revision()
    Workflow.objects.get(name="Relecture").start(article, None)
    article.save_revision().publish()


def withdraw_and_publish(article: Article) -> None:
    article.save_revision().publish()
    article.refresh_from_db()
    article.unpublish()
    article.headline = "De retour"
    article.save_revision().publish()


ACTS = [
    change_and_publish,
    publish_again,
    publish_older_than_the_newest,
    go_back,
    schedule,
    publish_in_a_workflow,
    withdraw_and_publish,
]


def wagtails_own(patch: pytest.MonkeyPatch) -> None:
    """Let Wagtail publish as it does without us."""
    patch.setattr(Article, "publish", DraftStateMixin.publish)
    patch.setattr(Article, "current_workflow_state", WorkflowMixin.current_workflow_state)
    patch.setattr(BaseLogEntry, "full_clean", Model.full_clean)


def left_by(act: Callable[[Article], None], article: Article) -> Any:
    """Return everything that an act leaves, without what belongs to this one article."""
    sent: list[tuple[object, ...]] = []

    def listen(sender: type, instance: Article, revision: Revision, **more: Any) -> None:
        sent.append(
            (
                sender,
                instance.pk == article.pk,
                instance.headline,
                revision.object_id == str(article.pk),
                more,
            )
        )

    published.connect(listen)
    try:
        act(article)
    finally:
        published.disconnect(listen)
    # The order of revisions is all that is left of their numbers.
    order = list(Revision.objects.for_instance(article).order_by("pk").values_list("pk", flat=True))
    (row,) = Article.objects.filter(pk=article.pk).values()
    return {
        "row": {name: str(value) for name, value in row.items() if name not in OWN},
        "dates": [row[name] is None for name in ("first_published_at", "last_published_at", "go_live_at")],
        "revisions": [order.index(row[name]) if row[name] else None for name in ("latest_revision_id", "live_revision_id")],
        "log": [
            (one.action, one.label, _numberless(one.data, order), one.content_changed, order.index(one.revision_id))
            for one in ModelLogEntry.objects.for_instance(article).filter(revision__isnull=False).order_by("pk")
        ],
        "workflow": list(WorkflowState.objects.for_instance(article).values_list("status", flat=True)),
        "sent": [(*one[:4], sorted(one[4])) for one in sent],
    }  # fmt: skip


def _numberless(data: dict[str, Any], order: list[int]) -> dict[str, Any]:
    named = data.get("revision")
    return data | ({"revision": (order.index(named["id"]), sorted(named))} if named else {})


def _articles(number: int, live: bool) -> list[Article]:
    subject, byline = SubjectFactory(), BylineFactory()
    return [
        ArticleFactory(published=live, headline="Un titre", subjects=[subject], bylines=[byline])
        for _article in range(number)
    ]


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("act", ACTS)
def test_success_both_roads_leave_the_same(
    act: Callable[[Article], None], live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workflow.objects.create(name="Relecture")
    ours, wagtails = _articles(2, live)

    left = left_by(act, ours)
    with monkeypatch.context() as patch:
        wagtails_own(patch)
        expected = left_by(act, wagtails)

    assert left == expected
    assert left["log"]


def test_success_no_text_of_an_earlier_revision_is_read() -> None:
    (article,) = _articles(1, live=True)
    article.headline = "Un autre titre"
    revision = article.save_revision()

    with CaptureQueriesContext(connection) as queries:
        revision.publish()

    texts = [query["sql"] for query in queries if '"wagtailcore_revision"."content"' in query["sql"]]
    assert texts == []


def test_fail_a_log_entry_of_an_action_that_nobody_registered() -> None:
    (article,) = _articles(1, live=True)

    with pytest.raises(Exception, match="has not been registered"):
        ModelLogEntry.objects.log_action(article, "rotative.unheard_of")


def test_success_after_a_publication_the_revision_answers_for_itself() -> None:
    (article,) = _articles(1, live=True)
    first = article.get_latest_revision()
    revision = article.save_revision()
    revision.publish()

    assert revision.get_previous() == first
