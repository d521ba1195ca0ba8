"""Subjects suggested for the archive, at the desk: added, refused, and both undone."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rotative.articles import actions
from rotative.articles.models import (
    Article,
    ArticleSubject,
    ListEntry,
    RefusedSuggestion,
    SectionDesk,
    SubjectSuggestion,
    SuggestionBatch,
)
from rotative.articles.suggesting import deciding, walk
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.search import reads as search
from rotative.staff.models import User
from rotative.subjects.models import NameTrust, Subject, SubjectName
from tests.desk.conftest import signed_in
from tests.factories.articles import SectionFactory, SubjectFactory, published

LIST = "/desk/subjects/suggestions/"
TEXT = "<p>Hier, Léa Marchetti a quitté la ville de Bellefonds.</p>"


@pytest.fixture
def minister(db: None) -> Subject:
    return SubjectFactory(kind="person", names={"fr": "Léa Marchetti"})


def waiting(count: int, **fields: Any) -> list[Article]:
    """Publish articles that name the minister, newest first, and suggest."""
    articles = [published(days, body=[("paragraph", TEXT)], **fields) for days in range(count)]
    walk.walk(walk.Scope(), restart=True)
    return articles


def page(subject: Subject) -> str:
    return f"/desk/subjects/{subject.pk}/suggestions/"


def decide(client: Client, subject: Subject, act: str, articles: list[Article]) -> Any:
    said = {"act": act, "article": [article.pk for article in articles]}
    return client.post(page(subject), said, follow=True)


def tagged(subject: Subject) -> set[int]:
    return set(ArticleSubject.objects.filter(subject=subject).values_list("article_id", flat=True))


def test_success_shows_what_waits(desk: Client, minister: Subject) -> None:
    town = SubjectFactory(kind="place", names={"fr": "Bellefonds"})
    published(5, body=[("paragraph", "<p>Le maire de Bellefonds parle.</p>")])
    newest, other = waiting(2)

    subjects = desk.get(LIST)
    articles = desk.get(page(minister))

    assert subjects.context["subjects"] == [(town, 3), (minister, 2)]
    assert page(minister) in subjects.content.decode()
    assert [row.article.pk for row in articles.context["rows"]] == [newest.pk, other.pk]
    text = articles.content.decode()
    assert "Hier, <mark>Léa Marchetti</mark> a quitté la ville" in text
    assert "once in the text" in text
    assert newest.headline in text and newest.section.name in text
    assert "Suggestions" in desk.get("/desk/subjects/").content.decode()


def test_success_added_as_if_published(desk: Client, minister: Subject, press: MemoryPress) -> None:
    articles = waiting(3)
    oven.bake_stale(press)
    oven.bake_stale(press)

    answer = decide(desk, minister, "add", articles[:2])

    assert tagged(minister) == {articles[0].pk, articles[1].pk}
    assert set(SubjectSuggestion.objects.waiting().values_list("article", flat=True)) == {articles[2].pk}
    listed = ListEntry.objects.filter(list=f"subject:{minister.pk}:fr").values_list("article", flat=True)
    assert set(listed) == {articles[0].pk, articles[1].pk}
    assert "“Léa Marchetti” was added to 2 articles." in answer.content.decode()
    oven.bake_stale(press)
    assert verify.verify(press).stale == ()
    assert "Léa Marchetti" in (press.read(articles[0].path) or b"").decode().split("<footer")[0]


def test_success_waiting_words_stay_unpublished_and_keep_the_subject(desk: Client, minister: Subject) -> None:
    article = waiting(1)[0]
    draft = article.get_latest_revision_as_object()
    draft.headline = "Un titre qui attend"
    draft.save_revision()

    decide(desk, minister, "add", [article])

    article.refresh_from_db()
    assert article.headline != "Un titre qui attend"
    article.get_latest_revision().publish()
    article.refresh_from_db()
    assert article.headline == "Un titre qui attend"
    assert tagged(minister) == {article.pk}


def test_success_refused_for_good(desk: Client, minister: Subject) -> None:
    articles = waiting(2)

    answer = decide(desk, minister, "refuse", articles[:1])
    walk.walk(walk.Scope(), restart=True)

    assert tagged(minister) == set()
    assert [row.article_id for row in RefusedSuggestion.objects.all()] == [articles[0].pk]
    assert [row.article.pk for row in answer.context["rows"]] == [articles[1].pk]
    assert set(SubjectSuggestion.objects.waiting().values_list("article", flat=True)) == {articles[1].pk}


@pytest.mark.parametrize(("act", "counted"), [("add", (2, 0)), ("refuse", (0, 2))])
def test_success_decisions_are_counted_and_taken_back(
    desk: Client, minister: Subject, act: str, counted: tuple[int, int]
) -> None:
    articles = waiting(3)

    decide(desk, minister, act, articles[:2])

    counts = NameTrust.objects.values_list("subject", "language", "name", "accepted", "refused")
    assert list(counts.all()) == [(minister.pk, "fr", "lea marchetti", *counted)]
    desk.post(f"{LIST}undo/", {"batch": SuggestionBatch.objects.get().pk})
    assert list(counts.all()) == [(minister.pk, "fr", "lea marchetti", 0, 0)]


@pytest.mark.parametrize("act", ["add", "refuse"])
def test_success_counting_costs_the_same_few_queries(desk: Client, minister: Subject, act: str) -> None:
    articles = waiting(9)
    decide(desk, minister, act, articles[:1])

    sent = []
    for some in (articles[1:3], articles[3:]):
        with CaptureQueriesContext(connection) as queries:
            decide(desk, minister, act, some)
        sent.append(sum("nametrust" in one["sql"] for one in queries))

    assert sent[0] == sent[1] <= 4


def test_success_a_name_that_was_mostly_refused_goes_from_the_archive(
    desk: Client, minister: Subject
) -> None:
    articles = waiting(4)
    decide(desk, minister, "refuse", articles[:3])

    walk.walk(walk.Scope())

    assert not SubjectSuggestion.objects.waiting().exists()


@pytest.mark.parametrize("act", ["add", "refuse"])
def test_success_undone(desk: Client, minister: Subject, press: MemoryPress, act: str) -> None:
    articles = waiting(3)
    before = set(SubjectSuggestion.objects.values_list("pk", flat=True))
    oven.bake_stale(press)
    decide(desk, minister, act, articles)
    batch = SuggestionBatch.objects.get()
    assert f'value="{batch.pk}"' in desk.get(LIST).content.decode()

    answer = desk.post(f"{LIST}undo/", {"batch": batch.pk}, follow=True).content.decode()

    assert "Undone for 3 articles" in answer
    assert (tagged(minister), RefusedSuggestion.objects.count(), SuggestionBatch.objects.count()) == (
        set(),
        0,
        0,
    )
    assert set(SubjectSuggestion.objects.waiting().values_list("pk", flat=True)) == before
    assert not ListEntry.objects.filter(list=f"subject:{minister.pk}:fr").exists()
    latest = articles[0].get_latest_revision_as_object()
    assert [link.subject_id for link in latest.article_subjects.all()] == []
    oven.bake_stale(press)
    assert verify.verify(press).stale == ()


def test_success_many_at_once_fill_whole_windows(
    desk: Client, minister: Subject, press: MemoryPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "SLICE", 5)
    articles = waiting(23)

    decide(desk, minister, "add", articles)

    entries = ListEntry.objects.filter(list=f"subject:{minister.pk}:fr")
    assert entries.count() == 23
    assert entries.filter(window=1).count() == 20
    oven.bake_stale(press)
    assert verify.verify(press).stale == ()


def test_fail_reading_changes_nothing(desk: Client, minister: Subject) -> None:
    articles = waiting(1)

    desk.get(page(minister), {"act": "add", "article": articles[0].pk})
    answer = desk.get(f"{LIST}undo/", {"batch": 1})
    nothing = decide(desk, minister, "add", []).content.decode()

    assert answer.status_code == 405
    assert "No article was changed: tick those that you mean." in nothing
    assert (tagged(minister), SubjectSuggestion.objects.waiting().count()) == (set(), 1)


def test_fail_without_a_token(chief: User, minister: Subject) -> None:
    articles = waiting(1)
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)

    assert client.post(page(minister), {"act": "add", "article": articles[0].pk}).status_code == 403
    assert tagged(minister) == set()


def test_fail_writers_neither_see_nor_change(writer: User, minister: Subject) -> None:
    articles = waiting(1)
    client = signed_in(writer)

    assert client.get(page(minister)).status_code == 302
    decide(client, minister, "add", articles)

    assert tagged(minister) == set()


def test_fail_articles_of_other_sections(writer: User, minister: Subject) -> None:
    closed, free = SectionFactory(slug="fermee"), SectionFactory(slug="libre")
    SectionDesk.objects.create(section=closed, group=Group.objects.create(name="Others"))
    group = Group.objects.create(name="Politics")
    writer.groups.add(group)
    other = published(9, section=closed, body=[("paragraph", TEXT)])
    not_theirs = published(8, section=free, body=[("paragraph", TEXT)])
    own = waiting(1)[0]
    SectionDesk.objects.create(section=own.section, group=group, may_publish=True)
    client = signed_in(writer)

    listed = client.get(LIST).context["subjects"]
    shown = [row.article.pk for row in client.get(page(minister)).context["rows"]]
    decide(client, minister, "add", [own, other, not_theirs])

    assert (listed, shown, tagged(minister)) == ([(minister, 1)], [own.pk], {own.pk})
    batch = SuggestionBatch.objects.get()
    SectionDesk.objects.filter(group=group).update(may_publish=False)
    client.post(f"{LIST}undo/", {"batch": batch.pk})
    assert tagged(minister) == {own.pk}


def test_fail_an_article_that_a_colleague_has_locked(desk: Client, editor: User, minister: Subject) -> None:
    article = waiting(1)[0]
    Article.objects.filter(pk=article.pk).update(locked=True, locked_by=editor)

    decide(desk, minister, "add", [article])

    assert tagged(minister) == set()


def test_success_withdrawn_meanwhile(desk: Client, minister: Subject) -> None:
    staying, going = waiting(2)
    Article.objects.filter(pk=going.pk).update(live=False)

    decide(desk, minister, "add", [staying, going])

    assert tagged(minister) == {staying.pk}
    assert not SubjectSuggestion.objects.waiting().exists()


def test_success_searches_find_it_by_the_other_name(
    desk: Client, minister: Subject, django_capture_on_commit_callbacks: Any
) -> None:
    SubjectName.objects.create(subject=minister, language="ar", name="ليا ماركيتي", slug="ليا")
    article = waiting(1)[0]
    assert _found("ماركيتي") == []

    with django_capture_on_commit_callbacks(execute=True):
        decide(desk, minister, "add", [article])

    assert _found("ماركيتي") == [article.pk]


def _found(words: str) -> list[int]:
    return list(search.article_ids(words, language="fr"))


def test_success_the_same_few_queries_however_many(
    desk: Client, minister: Subject, django_assert_max_num_queries: Any
) -> None:
    waiting(12)
    desk.get(page(minister))

    with django_assert_max_num_queries(20):
        desk.get(page(minister))
    with django_assert_max_num_queries(20):
        desk.get(LIST)


def test_success_a_withdrawn_article_keeps_nothing_to_undo(desk: Client, minister: Subject) -> None:
    articles = waiting(1)
    decide(desk, minister, "add", articles)

    actions.withdraw(articles[0])

    assert not SubjectSuggestion.objects.exists()
