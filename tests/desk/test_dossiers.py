"""Dossiers at the desk: events and commitments, the history of a commitment, and lines in the form of an article."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from rotative.articles import actions as articles
from rotative.articles.models import Article
from rotative.dossiers import actions, reminders
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    Dossier,
    DossierActor,
    Event,
    OutsideDocument,
    TermsChange,
)
from rotative.masthead.models import Masthead
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.dossiers.test_history import paper
from tests.factories.articles import SectionFactory, SubjectFactory, locale, published
from tests.factories.dossiers import event_of


def tram(**fields: Any) -> Dossier:
    values = {
        "title": "Le tramway",
        "slug": "le-tramway",
        "summary": "Onze kilomètres.",
        "live": True,
        **fields,
    }
    return Dossier.objects.create(locale=locale(), **values)


@pytest.fixture
def promise(db: None) -> Commitment:
    return Commitment.objects.create(dossier=tram(), text="Ouvrir la ligne A.", due="2026-06")


def test_success_an_event_with_a_date_in_words(desk: Client) -> None:
    made, article = tram(), published()
    sources = inline_formset([{"article": article.pk, "document": ""}])
    said = {"dossier": made.pk, "when": "juin 2026", "text": "Vote.", "kind": "vote", "place": ""}
    data = nested_form_data({**said, "sources": sources, "participants": inline_formset([])})

    desk.post(f"/desk/events/add/?dossier={made.pk}", data)

    event = Event.objects.get()
    assert (event.when, event.kind, [one.article for one in event.sources.all()]) == (
        "2026-06", "vote", [article],
    )  # fmt: skip


def test_fail_an_event_without_a_source(desk: Client) -> None:
    made = tram()
    said = {"dossier": made.pk, "when": "demain", "text": "Vote.", "kind": "vote", "place": ""}
    data = nested_form_data({**said, "sources": inline_formset([]), "participants": inline_formset([])})

    answer = desk.post("/desk/events/add/", data)

    assert answer.status_code == 200 and set(answer.context["form"].errors) == {"when", "__all__"}
    assert not Event.objects.exists()


def test_success_a_new_state_and_its_correction(desk: Client, promise: Commitment) -> None:
    article, document = published(), paper()
    url = reverse("desk_commitment", args=[promise.pk])
    said = {"state": "kept", "on": "2026-06-03", "explanation": "Ouverte.", "article": article.pk}

    desk.post(url, said)
    wrong = CommitmentChange.objects.get()
    page = desk.get(f"{url}?corrects={wrong.pk}").content.decode()
    desk.post(
        url,
        {
            "state": "", "on": "2026-06-03", "explanation": "Confondu.", "document": document.pk,
            "corrects": wrong.pk,
        },
    )  # fmt: skip

    assert "Ouverte." in page and f'value="{wrong.pk}"' in page
    last = CommitmentChange.objects.latest("pk")
    assert (last.state, last.corrects, last.document) == ("", wrong, document)
    assert "Confondu." in desk.get(url).content.decode()


def test_success_a_second_person_confirms(desk: Client, editor: User, promise: Commitment) -> None:
    Masthead.objects.create(confirms_changes=True)
    url = reverse("desk_commitment", args=[promise.pk])
    desk.post(
        url, {"state": "kept", "on": "2026-06-03", "explanation": "Ouverte.", "article": published().pk}
    )
    change = CommitmentChange.objects.get()

    desk.post(url, {"confirm": change.pk})
    change.refresh_from_db()
    assert change.awaiting
    signed_in(editor).post(url, {"confirm": change.pk})

    change.refresh_from_db()
    assert (change.awaiting, change.confirmed_by) == (False, editor)


def test_success_terms_change_with_a_reason(desk: Client, promise: Commitment) -> None:
    actions.change_state(
        promise, state="announced", on=date(2026, 1, 1), explanation="Dit.", article=published()
    )
    url = reverse("wagtailsnippets_dossiers_commitment:edit", args=[promise.pk])
    said = {
        "dossier": promise.dossier_id, "text": "Ouvrir la ligne B.", "who": "", "to": "", "said": "",
        "quotation": "", "article": "", "document": "", "due": "juin 2026", "due_words": "", "amount": "",
        "currency": "",
    }  # fmt: skip

    refused = desk.post(url, said)
    assert set(refused.context["form"].errors) == {"why"}
    desk.post(url, said | {"why": "Mal lu."})

    promise.refresh_from_db()
    assert promise.text == "Ouvrir la ligne B."
    change = TermsChange.objects.get()
    assert (change.why, change.before["text"]) == ("Mal lu.", "Ouvrir la ligne A.")


def test_success_lines_in_the_form_of_an_article(desk: Client, promise: Commitment) -> None:
    section = SectionFactory()
    lines = {
        "developments": inline_formset(
            [{"dossier": promise.dossier_id, "text": "La ligne ouvre.", "when": "", "kind": "works"}]
        ),
        "proposed_changes": inline_formset(
            [{"commitment": promise.pk, "state": "kept", "text": "Elle roule.", "on": "2026-06-03"}]
        ),
    }

    desk.post("/desk/articles/add/?locale=fr", form(section=section.pk, **lines))
    assert not Event.objects.exists() and not CommitmentChange.objects.exists()
    article = Article.objects.get()
    articles.publish(article)

    assert Event.objects.get().text == "La ligne ouvre."
    assert CommitmentChange.objects.get().evidence == article
    page = desk.get(reverse("wagtailsnippets_articles_article:edit", args=[article.pk])).content.decode()
    assert "is corrected there" in page or "s’y corrige" in page or "corrected there" in page


def test_success_dossiers_are_suggested(desk: Client) -> None:
    mayor = SubjectFactory(names={"fr": "La maire"})
    made = tram()
    DossierActor.objects.create(dossier=made, subject=mayor)
    tram(title="Le port", slug="le-port", summary="Les quais.")
    url = reverse("desk_dossiers_suggested")

    by_subject = desk.post(url, {"language": "fr", "subject": mayor.pk, "text": "Un texte."}).json()
    by_words = desk.post(url, {"language": "fr", "text": "Onze kilomètres de tramway"}).json()
    other = desk.post(url, {"language": "ar", "text": "Onze kilomètres de tramway"}).json()

    assert [one["id"] for one in by_subject["suggestions"]] == [made.pk]
    assert [one["id"] for one in by_words["suggestions"]] == [made.pk]
    assert other == {"suggestions": []}


def test_success_reminders_on_the_first_page_and_by_mail(
    desk: Client, promise: Commitment, editor: User
) -> None:
    editor.email = "redaction@example.org"
    editor.save()
    event_of(promise.dossier, date.today().replace(year=date.today().year - 2), "Vote.", published())

    kinds = [one.kind for one in reminders.reminders(date.today())]
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert actions.remind() and not actions.remind()

    assert kinds == ["due", "anniversary"]
    assert "Ouvrir la ligne A." in page and "Vote." in page
    letter = next(one for one in mail.outbox if one.to == ["redaction@example.org"])
    assert "Ouvrir la ligne A." in letter.body and f"/desk/dossiers/commitment/{promise.pk}/" in letter.body


def test_fail_a_writer_changes_what_readers_see(writer: User, promise: Commitment) -> None:
    client = signed_in(writer)
    said = {"state": "kept", "on": "2026-06-03", "explanation": "Ouverte.", "article": published().pk}

    client.post(reverse("desk_commitment", args=[promise.pk]), said)
    client.post(reverse("wagtailsnippets_dossiers_commitment:delete", args=[promise.pk]))

    assert not CommitmentChange.objects.exists()
    assert Commitment.objects.filter(pk=promise.pk).exists()


def test_fail_a_document_without_a_copy(desk: Client) -> None:
    said = {
        "title": "PV", "publisher": "Conseil", "url": "", "published": "2026", "language": "fr",
        "quotation": "Oui.", "copy": "", "archive_url": "",
    }  # fmt: skip

    answer = desk.post(reverse("wagtailsnippets_dossiers_outsidedocument:add"), said)

    assert "copy" in answer.context["form"].errors
    assert not OutsideDocument.objects.exists()
