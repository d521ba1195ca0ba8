"""The form of an article that stays open while colleagues change its subjects: nothing is lost, nothing comes back by itself."""

import json
from collections.abc import Collection

import pytest
from django.test import Client

from rotative.articles.models import AcceptedSuggestion, Article, ArticleSubject
from rotative.articles.refiling.splitting import split
from rotative.articles.suggesting import tagging
from rotative.desk.articles.rows.subject_rows import settled
from rotative.subjects import actions as subjects
from rotative.subjects.models import Subject
from tests.desk.open_form import OpenForm, opened
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory, published


def of(article: Article) -> list[int]:
    """Return the subjects of the version that opens in the form."""
    article.refresh_from_db()
    return [link.subject_id for link in article.get_latest_revision_as_object().article_subjects.all()]


def live(article: Article) -> list[int]:
    """Return the subjects that readers see."""
    links = ArticleSubject.objects.filter(article=article).order_by("sort_order")
    return list(links.values_list("subject_id", flat=True))


@pytest.fixture
def port(db: None) -> Subject:
    return SubjectFactory(names={"fr": "Le port"})


@pytest.fixture
def harbour(db: None) -> Subject:
    return SubjectFactory(names={"fr": "La rade"})


@pytest.fixture
def article(port: Subject) -> Article:
    article = published(1, subjects=[port])
    article.save_revision()
    return article


@pytest.mark.parametrize(
    ("known", "said", "there", "left"),
    [
        ({1}, {1}, {1}, {1}),
        ({1}, {1}, {1, 2}, {1, 2}),
        ({1, 2}, {1}, {1, 2}, {1}),
        ({1, 2}, {1, 2}, {1}, {1}),
        ({1}, {1, 2}, {1}, {1, 2}),
        ({1}, {1, 2}, {1, 2}, {1, 2}),
        ({1}, set(), {2}, {2}),
        (set(), {1}, set(), {1}),
    ],
)
def test_success_three_states(
    known: Collection[int], said: Collection[int], there: Collection[int], left: set[int]
) -> None:
    assert settled(known, said, there) == left


@pytest.mark.parametrize("saves", [0, 1, 2])
def test_success_what_the_review_added_stays(
    desk: Client, article: Article, port: Subject, harbour: Subject, saves: int
) -> None:
    form = opened(desk, article)
    tagging.add(harbour.pk, {article.pk: False})

    for _time in range(saves):
        form.autosave()
        assert of(article) == [port.pk, harbour.pk]
    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk, harbour.pk]
    assert ArticleSubject.objects.get(subject=harbour).is_main is False


def test_success_what_a_colleague_wrote_into_a_draft_stays(
    desk: Client, article: Article, port: Subject, harbour: Subject
) -> None:
    form, other = opened(desk, article), opened(desk, article)
    other.choose(harbour.pk)
    other.save()

    page = form.save()

    assert of(article) == [port.pk, harbour.pk]
    assert "Meanwhile colleagues added subjects, which are kept: La rade." in page


def test_success_what_the_form_removes_is_removed(
    desk: Client, article: Article, port: Subject, harbour: Subject
) -> None:
    tagging.add(harbour.pk, {article.pk: True})
    form = opened(desk, article)
    form.remove(harbour.pk)

    form.autosave()
    assert of(article) == [port.pk]
    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk]


def test_success_what_was_added_between_two_autosaves_can_be_removed(
    desk: Client, article: Article, port: Subject, harbour: Subject
) -> None:
    form = opened(desk, article)
    form.choose(harbour.pk)
    form.autosave()
    assert of(article) == [port.pk, harbour.pk]

    form.remove(harbour.pk)
    form.autosave()

    assert of(article) == [port.pk]


@pytest.mark.parametrize("saves", [0, 2])
def test_success_what_a_colleague_removed_stays_away(
    desk: Client, article: Article, port: Subject, harbour: Subject, saves: int
) -> None:
    tagging.add(harbour.pk, {article.pk: True})
    form = opened(desk, article)
    tagging.remove(harbour.pk, [article.pk])

    for _time in range(saves):
        form.autosave()
    page = form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk]
    assert "Meanwhile colleagues removed subjects, which stay away: La rade." in page


def test_success_both_added_it(desk: Client, article: Article, port: Subject, harbour: Subject) -> None:
    form = opened(desk, article)
    tagging.add(harbour.pk, {article.pk: False})
    form.choose(harbour.pk)

    form.autosave()
    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk, harbour.pk]
    # The form says that the article is about it.
    assert ArticleSubject.objects.get(subject=harbour).is_main is True


def test_success_removed_and_chosen_again(desk: Client, article: Article, port: Subject) -> None:
    form = opened(desk, article)
    form.remove(port.pk)
    form.choose(port.pk)

    form.autosave()
    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk]


def test_success_rows_change_places(desk: Client, article: Article, port: Subject, harbour: Subject) -> None:
    tagging.add(harbour.pk, {article.pk: True})
    form = opened(desk, article)
    one, other = "article_subjects-0-subject", "article_subjects-1-subject"
    form.fields[one], form.fields[other] = form.fields[other], form.fields[one]

    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [harbour.pk, port.pk]


def test_success_an_open_row_stops_no_autosave(desk: Client, article: Article, port: Subject) -> None:
    form = opened(desk, article)
    form.choose(0)
    form.fields["article_subjects-1-subject"] = ""

    for _time in range(2):
        form.autosave()

    assert of(article) == [port.pk]


@pytest.mark.parametrize("field", ["known_subjects", "accepted_suggestions"])
@pytest.mark.parametrize(
    "said",
    [
        "x",
        "{}",
        "[" * 100_000,
        f"[{10**30}, -5, true]",
        json.dumps([*range(1, 300_000)]),
        f'{{"{10**30}": ["x"]}}',
    ],
    ids=["text", "object", "deep", "no-ids", "long", "no-key"],
)
def test_success_a_hidden_field_that_cannot_be_read_says_nothing(
    desk: Client, article: Article, port: Subject, field: str, said: str
) -> None:
    form = opened(desk, article)
    form.fields[field] = said

    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk]
    assert not AcceptedSuggestion.objects.exists()


def test_success_a_new_article(desk: Client, port: Subject, harbour: Subject) -> None:
    section = SectionFactory()
    form = OpenForm(desk, f"/desk/articles/add/?locale=fr&section={section.pk}")
    form.fields |= {"headline": "La digue tient", "section": str(section.pk)}
    form.choose(port.pk, harbour.pk)
    form.autosave()
    article = Article.objects.get()
    assert of(article) == [port.pk, harbour.pk]

    form.remove(port.pk)
    form.autosave()

    assert of(article) == [harbour.pk]


def test_success_a_duplicate_has_the_subjects_that_it_begins_with(
    desk: Client, article: Article, port: Subject
) -> None:
    form = OpenForm(desk, f"/desk/articles/add/?locale=fr&copies={article.pk}")

    form.autosave()

    copy = Article.objects.exclude(pk=article.pk).get()
    assert of(copy) == [port.pk]


@pytest.mark.parametrize("saves", [0, 2])
def test_success_a_merger(
    desk: Client, article: Article, port: Subject, harbour: Subject, saves: int
) -> None:
    form = opened(desk, article)
    subjects.merge(port, into=harbour)

    for _time in range(saves):
        form.autosave()
    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [harbour.pk]


def test_success_a_merger_of_both(desk: Client, article: Article, port: Subject, harbour: Subject) -> None:
    tagging.add(harbour.pk, {article.pk: False})
    form = opened(desk, article)
    subjects.merge(port, into=harbour)

    for _time in range(2):
        form.autosave()
    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [harbour.pk]
    # One of the two was what the article is about.
    assert ArticleSubject.objects.get(article=article).is_main is True


def test_success_two_mergers_in_turn(desk: Client, article: Article, port: Subject, harbour: Subject) -> None:
    quay = SubjectFactory()
    form = opened(desk, article)
    subjects.merge(port, into=harbour)
    subjects.merge(harbour, into=quay)

    form.save()

    assert of(article) == [quay.pk]


def test_success_a_merged_subject_chosen_before(
    desk: Client, article: Article, port: Subject, harbour: Subject
) -> None:
    form = opened(desk, article)
    form.choose(harbour.pk)
    subjects.merge(harbour, into=port)
    form.autosave()
    assert of(article) == [port.pk]

    quay = SubjectFactory()
    form.choose(quay.pk)
    quay_into = SubjectFactory()
    subjects.merge(quay, into=quay_into)
    form.autosave()

    assert of(article) == [port.pk, quay_into.pk]


def test_success_a_merger_that_is_undone(
    desk: Client, article: Article, port: Subject, harbour: Subject
) -> None:
    merger = subjects.merge(port, into=harbour)
    form = opened(desk, article)
    subjects.undo_merger(merger)

    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk]


def test_success_a_split(desk: Client, article: Article, port: Subject, harbour: Subject) -> None:
    form = opened(desk, article)
    split(port, [article.pk], to=harbour)

    form.save()

    assert of(article) == [harbour.pk]


def test_success_a_deleted_subject(desk: Client, port: Subject, harbour: Subject) -> None:
    article = ArticleFactory(live=False, subjects=[port, harbour])
    article.save_revision()
    form = opened(desk, article)
    port.delete()

    form.autosave()
    form.save()

    assert of(article) == [harbour.pk]


def test_success_a_form_that_says_nothing_is_taken_by_its_word(
    desk: Client, article: Article, port: Subject, harbour: Subject
) -> None:
    tagging.add(harbour.pk, {article.pk: True})
    form = opened(desk, article)
    form.remove(port.pk)
    del form.fields["known_subjects"]

    form.save()

    assert of(article) == [harbour.pk]


def test_success_what_such_a_form_does_not_name_stays(desk: Client, article: Article, port: Subject) -> None:
    form = opened(desk, article)
    form.fields |= {"article_subjects-TOTAL_FORMS": "0", "article_subjects-INITIAL_FORMS": "0"}
    del form.fields["known_subjects"]

    form.save(**{"action-publish": "now"})

    assert live(article) == of(article) == [port.pk]


@pytest.mark.parametrize("said", ["x", "7", '{"a": 1}', '["1", true, null]', "[99999999999]"])
def test_fail_what_no_form_says(desk: Client, article: Article, port: Subject, said: str) -> None:
    form = opened(desk, article)
    form.fields["known_subjects"] = said

    desk.post(form.address, form.fields)

    assert of(article) == [port.pk]


def test_success_the_form_says_what_it_knows(desk: Client, article: Article, port: Subject) -> None:
    assert json.loads(opened(desk, article).fields["known_subjects"]) == [port.pk]
