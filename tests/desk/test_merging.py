"""Two subjects made one at the desk."""

import re
from html import unescape

from django.test import Client

from rotative.articles import actions
from rotative.articles.models import ArticleSubject
from rotative.bake.models import PublicPath
from rotative.staff.models import User
from rotative.subjects import reads as subjects
from rotative.subjects.models import Subject
from tests.desk.conftest import signed_in
from tests.factories.articles import SubjectFactory, locale, published


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


def test_success_the_chooser_does_not_offer_the_subject_itself(desk: Client) -> None:
    gone, into = SubjectFactory(), SubjectFactory()
    address = f"/desk/snippets/choose/subjects/subject/?without={gone.pk}"

    page = desk.get(f"/desk/subjects/{gone.pk}/merge/").content.decode()
    offered = desk.get(address).content.decode()
    found = desk.get(address.replace("?", "results/?")).content.decode()

    assert address in unescape(page)
    for shown in (offered, found):
        assert f"/chosen/{into.pk}/" in shown and f"/chosen/{gone.pk}/" not in shown


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


def test_success_says_what_becomes_of_each_name(desk: Client) -> None:
    gone = SubjectFactory(names={"fr": "Le Tram", "ar": "الطرام"})
    into = SubjectFactory(names={"fr": "Le Tramway"})

    asked = plain(desk.post(f"/desk/subjects/{gone.pk}/merge/", {"into": into.pk}).content.decode())

    assert (
        "Français: “Le Tram” becomes another name of “Le Tramway”. If it has a page, its address leads to the page of “Le Tramway”."
        in asked
    )
    assert (
        "العربية: “الطرام” stays the name, because there is no other one, and its page stays where it is."
        in asked
    )


def test_success_the_page_of_a_name_that_stays_is_where_it_was(desk: Client) -> None:
    gone, into = SubjectFactory(names={"ar": "الطرام"}), SubjectFactory(names={"fr": "Le Tramway"})
    published(subjects=[gone], locale=locale("ar"))
    path = subjects.subject(gone.pk, "ar").path

    desk.post(f"/desk/subjects/{gone.pk}/merge/", {"into": into.pk, "confirmed": "1"})

    assert PublicPath.objects.get(path=path).state == PublicPath.State.LIVE
    assert subjects.subject(into.pk, "ar").path == path


def test_success_a_page_without_articles_leads_on_as_well(desk: Client) -> None:
    gone, into = SubjectFactory(names={"fr": "Le Tram"}), SubjectFactory(names={"fr": "Le Tramway"})
    article = published(subjects=[gone])
    published(subjects=[into])
    former, present = subjects.subject(gone.pk, "fr").path, subjects.subject(into.pk, "fr").path
    actions.withdraw(article)
    assert PublicPath.objects.get(path=former).state == PublicPath.State.GONE

    desk.post(f"/desk/subjects/{gone.pk}/merge/", {"into": into.pk, "confirmed": "1"})

    moved = PublicPath.objects.get(path=former)
    assert (moved.state, moved.target) == (PublicPath.State.MOVED, present)


def plain(html: str) -> str:
    """Return the text of a page, with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
