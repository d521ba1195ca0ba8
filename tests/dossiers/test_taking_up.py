"""Lines in the form of an article take effect in dossiers at publication, and not before."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.articles import actions as articles
from rotative.dossiers import taking_up
from rotative.dossiers.models import (
    Commitment,
    CommitmentChange,
    Development,
    DossierActor,
    Event,
    ProposedChange,
)
from tests.dossiers.test_dossiers import PAGE, Printed, dossier
from tests.factories.articles import ArticleFactory, SubjectFactory


def test_success_a_line_becomes_an_event_at_publication(printed: Printed) -> None:
    made, mayor = dossier(), SubjectFactory(names={"fr": "La maire"})
    DossierActor.objects.create(dossier=made, subject=mayor)
    article = ArticleFactory(subjects=[mayor], headline="Le pont est ouvert")
    Development.objects.create(article=article, dossier=made, text="Le pont ouvre.", when="2026-06")
    assert "Le pont ouvre." not in (printed(PAGE) or "")

    articles.publish(article)

    page = printed(PAGE) or ""
    assert "Le pont ouvre." in page and "juin 2026" in page and "Le pont est ouvert" in page
    assert [one.subject for one in Event.objects.get().participants.all()] == [mayor]

    articles.withdraw(article)
    assert "Le pont ouvre." not in (printed(PAGE) or "")

    articles.publish(article)
    assert (printed(PAGE) or "").count("Le pont ouvre.") == 1


def test_success_a_line_that_changes_or_goes_changes_its_event(db: None) -> None:
    made, article = dossier(), ArticleFactory()
    line = Development.objects.create(article=article, dossier=made, text="Le pont ouvre.")
    articles.publish(article)

    article.developments.get().text = "Le pont a ouvert."
    rows = list(article.developments.all())
    rows[0].text = "Le pont a ouvert."
    article.developments = rows
    articles.publish(article)
    assert Event.objects.get().text == "Le pont a ouvert."
    assert Event.objects.get().origin == line.origin

    article.developments = []
    articles.publish(article)
    assert not Event.objects.exists()


def test_success_a_change_is_noted_once_and_stays(printed: Printed) -> None:
    made = Commitment.objects.create(dossier=dossier(), text="Ouvrir la ligne A.")
    article = ArticleFactory()
    ProposedChange.objects.create(
        article=article, commitment=made, state="kept", text="La ligne est ouverte.", on=date(2026, 6, 3)
    )
    assert not CommitmentChange.objects.exists()

    articles.publish(article)
    articles.publish(article)

    change = CommitmentChange.objects.get()
    assert (change.state, change.on, change.evidence) == ("kept", date(2026, 6, 3), article)
    assert "promise--kept" in (printed(PAGE) or "")

    article.proposed_changes = []
    articles.publish(article)
    assert CommitmentChange.objects.count() == 1

    articles.withdraw(article)
    assert "promise--" not in (printed(PAGE) or "")


def test_success_a_draft_of_a_published_article_changes_nothing(printed: Printed) -> None:
    made, article = dossier(), ArticleFactory(published=True)
    article.developments = [Development(dossier=made, text="Le pont ouvre.")]

    article.save_revision()
    assert not Event.objects.exists()

    article.latest_revision.publish()
    assert "Le pont ouvre." in (printed(PAGE) or "")


def test_success_an_article_that_no_dossier_knows_costs_two_queries(db: None) -> None:
    # Another one has lines, events and a change.
    other = ArticleFactory()
    Development.objects.create(article=other, dossier=dossier(), text="Le pont ouvre.")
    articles.publish(other)
    article = ArticleFactory()

    with CaptureQueriesContext(connection) as asked:
        taking_up.follow(article)
    article.live = True
    with CaptureQueriesContext(connection) as asked_live:
        taking_up.follow(article)

    assert (len(asked), len(asked_live)) == (1, 2)
