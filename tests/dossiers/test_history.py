"""The history of a commitment: nothing without evidence, nothing edited away, a second person where the outlet wants."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from rotative.articles import actions as articles
from rotative.dossiers import actions, reads
from rotative.dossiers.errors import AnotherPersonConfirms, HistoryIsKept, NoEvidence, NoExplanation
from rotative.dossiers.models import Commitment, CommitmentChange, OutsideDocument, TermsChange
from rotative.masthead.models import Masthead
from rotative.staff.models import User
from tests.dossiers.test_dossiers import PAGE, Printed, commitment, dossier
from tests.factories.articles import ArticleFactory

DAY = date(2026, 6, 1)


def paper(**fields: object) -> OutsideDocument:
    values = {
        "title": "Procès-verbal",
        "publisher": "Conseil",
        "url": "https://conseil.example.org/pv",
        "published": "2026-05",
        "quotation": "Le conseil décide.",
        "archive_url": "https://archive.example.org/pv",
        **fields,
    }
    return OutsideDocument.objects.create(**values)


def test_success_a_document_is_evidence_and_stays_when_the_article_is_withdrawn(printed: Printed) -> None:
    made = Commitment.objects.create(dossier=dossier(), text="Ouvrir la ligne A.")
    proof = ArticleFactory(published=True)
    actions.change_state(made, state="announced", on=DAY, explanation="Voté.", document=paper())
    actions.change_state(made, state="kept", on=date(2026, 7, 1), explanation="Ouverte.", article=proof)
    assert "promise--kept" in (printed(PAGE) or "")

    articles.withdraw(proof)

    page = printed(PAGE) or ""
    assert "promise--announced" in page and "Procès-verbal" in page and "Le conseil décide." in page
    assert "Ouverte." not in page


def test_success_a_correction_is_an_entry_that_readers_see(printed: Printed) -> None:
    made = commitment(dossier(), "announced", "broken", evidence=ArticleFactory(published=True))
    wrong = CommitmentChange.objects.get(state="broken")

    actions.change_state(
        made, state="stalled", on=DAY, explanation="Suspendu, non rompu.", document=paper(), corrects=wrong
    )

    page = printed(PAGE) or ""
    assert "promise--stalled" in page and "promise--broken" not in page
    assert "Suspendu, non rompu." in page and "2\N{NO-BREAK SPACE}juin 2026" in page.replace(
        " juin", "\N{NO-BREAK SPACE}juin"
    )
    assert CommitmentChange.objects.count() == 3


def test_success_a_second_person_confirms(printed: Printed) -> None:
    masthead = Masthead.objects.first() or Masthead()
    masthead.confirms_changes = True
    masthead.save()
    one, other = (User.objects.create(username=name) for name in ("une", "autre"))
    made = Commitment.objects.create(dossier=dossier(), text="Ouvrir la ligne A.")
    change = actions.change_state(
        made, state="kept", on=DAY, explanation="Ouverte.", article=ArticleFactory(published=True), by=one
    )
    assert "promise--kept" not in (printed(PAGE) or "")
    with pytest.raises(AnotherPersonConfirms):
        actions.confirm(change, by=one)

    actions.confirm(change, by=other)

    assert "promise--kept" in (printed(PAGE) or "")


def test_success_changed_terms_are_told(printed: Printed) -> None:
    made = commitment(dossier(), "announced", evidence=ArticleFactory(published=True))
    made.text = "Ouvrir les lignes A et B."
    made.save()

    TermsChange.objects.create(commitment=made, before={"text": "Ouvrir la ligne A."}, why="Étendu.")

    page = printed(PAGE) or ""
    assert "Étendu." in page and "Ouvrir les lignes" in page and "Ouvrir la ligne" in page


@pytest.mark.parametrize(
    "act", ["save", "delete", "update", "bulk_delete", "delete_commitment", "delete_dossier"]
)
def test_fail_history_edited_away(db: None, act: str) -> None:
    made = dossier()
    promise = commitment(made, "announced", evidence=ArticleFactory(published=True))
    change = CommitmentChange.objects.get()
    acts: dict[str, Callable[[], object]] = {
        "save": change.save,
        "delete": change.delete,
        "update": lambda: CommitmentChange.objects.update(state="kept"),
        "bulk_delete": CommitmentChange.objects.all().delete,
        "delete_commitment": promise.delete,
        "delete_dossier": made.delete,
    }

    with pytest.raises(HistoryIsKept), transaction.atomic():
        acts[act]()

    assert CommitmentChange.objects.get().state == "announced"


def test_fail_a_change_without_evidence_or_explanation(db: None) -> None:
    made = Commitment.objects.create(dossier=dossier(), text="Ouvrir la ligne A.")

    with pytest.raises(NoEvidence):
        actions.change_state(made, state="kept", on=DAY, explanation="Ouverte.")
    with pytest.raises(NoExplanation):
        actions.change_state(made, state="kept", on=DAY, explanation=" ", document=paper())
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentChange.objects.create(commitment=made, state="kept", on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        paper(archive_url="")
    assert reads.listed("fr")[0].commitments == {}
