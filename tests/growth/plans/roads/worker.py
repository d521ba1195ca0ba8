"""Turns of the worker: idle, and with each of its jobs to do."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta

from django.utils.timezone import localdate
from wagtail.models import Revision

from rotative.articles import actions
from rotative.articles.models import Article
from rotative.articles.models.article import OLD_AFTER
from rotative.bake import queue
from rotative.comments import actions as comments
from rotative.core import clock
from rotative.editions import schedule
from rotative.editions.models import Edition, EditionPlan
from rotative.mail.models import Chunk, Delivery
from rotative.mail.returns import bounce_policy, inbound
from rotative.media import actions as media
from rotative.media.models import Picture
from rotative.request_limits import rate_limit
from rotative.run.worker import Worker
from rotative.search.tasks import reindex_about
from rotative.subjects.models import Subject
from rotative.subscribers import tasks as subscribers
from tests.factories.articles import ArticleFactory, published
from tests.flows import letters
from tests.flows.tasks import do_tasks
from tests.mail.sending.relays import Handler, relay

Job = Callable[[], object]


def jobs() -> Iterator[tuple[str, Job]]:
    """Yield each turn with a name; what there is to do is made ready before."""
    worker = Worker()
    # The first turn looks at everything that time alone changes, the second only at what is asked at every turn.
    yield "idle", worker.run_once
    yield "idle again", worker.run_once
    subjects = list(Subject.objects.all())
    yield "publication", lambda: published(subjects=subjects)
    yield "bake of a publication", Worker().run_once
    _let_hours_come()
    yield "publishing due", Worker().run_once
    Picture.objects.update(state=Picture.State.WAITING)
    yield "new pictures", media.make_waiting
    EditionPlan.objects.create(
        language="fr", active=True, compose_at=time.min, cut_off_at=time.min, send_at=time.max
    )
    yield "timetables", schedule.run_once
    reindex_about.enqueue(subjects[0].pk)
    yield "tasks", do_tasks
    edition = Edition.objects.get(edition_on=localdate(), language="fr")
    yield "edition", lambda: letters.approved(edition)
    handler = Handler(refuse_recipient={"reader1@": "451 4.2.1 is busy", "reader2@": "550 5.1.1 is gone"})
    with relay(handler) as target:
        yield "letters", lambda: letters.hand_over(edition, target)
        handler.refuse_recipient.clear()
        before = clock.now() - timedelta(seconds=1)
        Delivery.objects.update(not_before=before)
        Chunk.objects.update(not_before=before)
        yield "letters again", lambda: letters.hand_over(edition, target)
    yield "refusals", bounce_policy.run_once
    yield "tidying", inbound.tidy
    yield "questions", subscribers.send_due
    yield "forgetting addresses", comments.forget_addresses
    yield "forgetting limits", rate_limit.sweep
    yield "a new look", queue.mark_everything
    yield "bake of everything", Worker().run_once
    yield "at rest", Worker().run_once


def _let_hours_come() -> None:
    """Let an article be due, one be over, and one be old."""
    due, over, old = published(), published(), published()
    draft = ArticleFactory(section=due.section)
    actions.publish(draft, at=clock.now() + timedelta(hours=1))
    past = clock.now() - timedelta(seconds=1)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
    Article.objects.filter(pk=over.pk).update(expire_at=past)
    Article.objects.filter(pk=old.pk).update(published_at=past - OLD_AFTER, aged=False)
