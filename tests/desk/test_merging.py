"""Two subjects made one at the desk."""

from django.test import Client

from rotative.articles.models import ArticleSubject
from rotative.staff.models import User
from rotative.subjects.models import Subject
from tests.desk.conftest import signed_in
from tests.factories.articles import SubjectFactory, published


def test_success_chosen_confirmed_merged(desk: Client) -> None:
    gone, into = SubjectFactory(), SubjectFactory()
    article = published(subjects=[gone])
    url = f"/desk/subjects/{gone.pk}/merge/"

    asked = desk.post(url, {"into": into.pk})
    before = Subject.objects.filter(pk=gone.pk).exists()
    desk.post(url, {"into": into.pk, "confirmed": "1"})

    assert asked.context["articles"] == 1
    assert before
    assert not Subject.objects.filter(pk=gone.pk).exists()
    assert list(ArticleSubject.objects.filter(article=article).values_list("subject", flat=True)) == [into.pk]


def test_success_list_and_form_lead_there(desk: Client) -> None:
    subject = SubjectFactory()
    url = f"/desk/subjects/{subject.pk}/merge/"

    assert url in desk.get("/desk/subjects/").content.decode()
    assert url in desk.get(f"/desk/subjects/edit/{subject.pk}/").content.decode()
    assert desk.get(url).status_code == 200


def test_fail_not_with_itself(desk: Client) -> None:
    subject = SubjectFactory()

    response = desk.post(f"/desk/subjects/{subject.pk}/merge/", {"into": subject.pk, "confirmed": "1"})

    assert response.context["form"].errors == {"into": ["A subject cannot be merged with itself."]}
    assert Subject.objects.filter(pk=subject.pk).exists()


def test_fail_writers_may_not(writer: User) -> None:
    gone, into = SubjectFactory(), SubjectFactory()
    client = signed_in(writer)

    client.post(f"/desk/subjects/{gone.pk}/merge/", {"into": into.pk, "confirmed": "1"})

    assert Subject.objects.filter(pk=gone.pk).exists()
    assert "/merge/" not in client.get("/desk/subjects/").content.decode()
