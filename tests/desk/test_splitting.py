"""Subjects at the desk: a merger undone, a subject split."""

from django.test import Client

from rotative.articles.models import ArticleSubject, ListEntry
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.staff.models import User
from rotative.subjects import actions
from rotative.subjects.models import Subject, SubjectMerger
from tests.desk.conftest import signed_in
from tests.factories.articles import SubjectFactory, published


def merged() -> SubjectMerger:
    gone, into = SubjectFactory(names={"fr": "Le Tram"}), SubjectFactory(names={"fr": "Le Tramway"})
    published(subjects=[gone])
    return actions.merge(gone, into=into)


def test_success_a_merger_is_undone_after_a_question(desk: Client) -> None:
    merger = merged()

    listed = desk.get("/desk/subjects/mergers/").content.decode()
    asked = desk.get(f"/desk/subjects/mergers/?asked={merger.pk}").content.decode()
    still_merged = Subject.objects.count() == 1
    answer = desk.post("/desk/subjects/mergers/", {"merger": merger.pk}, follow=True).content.decode()

    assert "Le Tramway" in listed and f"?asked={merger.pk}" in listed
    assert "Make “Le Tram” a subject of its own again, apart from “Le Tramway”?" in asked
    assert still_merged
    assert {str(one) for one in Subject.objects.all()} == {"Le Tram", "Le Tramway"}
    assert "“Le Tram” is a subject of its own again" in answer


def test_fail_writers_may_neither_undo_nor_split(writer: User) -> None:
    merger = merged()
    client = signed_in(writer)

    client.post("/desk/subjects/mergers/", {"merger": merger.pk})
    client.post(f"/desk/subjects/{merger.kept_id}/split/", {"to": merger.kept_id})

    assert SubjectMerger.objects.filter(pk=merger.pk).exists()


def test_success_some_articles_go_over(desk: Client, press: MemoryPress) -> None:
    port, tram = SubjectFactory(), SubjectFactory()
    going, both = published(2, subjects=[port]), published(1, subjects=[port, tram])
    staying = published(0, subjects=[port])
    oven.bake_stale(press)
    url = f"/desk/subjects/{port.pk}/split/"
    said = {"to": tram.pk, "articles": [going.pk, both.pk]}

    offered = desk.get(url).context["offered"]
    asked = desk.post(url, said)
    before = ArticleSubject.objects.filter(subject=tram).count()
    desk.post(url, {**said, "confirmed": "1"})

    assert [article.pk for article in offered] == [staying.pk, both.pk, going.pk]
    assert [article.pk for article in asked.context["chosen"]] == [both.pk, going.pk]
    assert before == 1
    assert set(ArticleSubject.objects.values_list("article", "subject")) == {
        (going.pk, tram.pk), (both.pk, tram.pk), (staying.pk, port.pk),
    }  # fmt: skip
    listed = ListEntry.objects.filter(list__startswith="subject:").values_list("article", "list")
    assert set(listed) == {
        (going.pk, f"subject:{tram.pk}:fr"), (both.pk, f"subject:{tram.pk}:fr"), (staying.pk, f"subject:{port.pk}:fr"),
    }  # fmt: skip
    oven.bake_stale(press)
    assert verify.verify(press).stale == ()


def test_fail_not_into_itself(desk: Client) -> None:
    port = SubjectFactory()
    article = published(subjects=[port])

    answer = desk.post(f"/desk/subjects/{port.pk}/split/", {"to": port.pk, "articles": [article.pk]})

    assert answer.context["form"].errors == {"to": ["Choose another subject than this one."]}


def test_fail_an_article_of_another_subject(desk: Client) -> None:
    port, tram = SubjectFactory(), SubjectFactory()
    article = published(subjects=[tram])

    answer = desk.post(f"/desk/subjects/{port.pk}/split/", {"to": tram.pk, "articles": [article.pk]})

    assert "articles" in answer.context["form"].errors
