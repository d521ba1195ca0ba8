"""The card of a dossier: drawn once, named by its page, and drawn again when a state changes."""

from datetime import date
from pathlib import Path

from rotative.dossiers import actions
from rotative.dossiers.models import Commitment, DossierSharingCard
from rotative.layout import drawings
from rotative.layout.dossiers import sharing
from tests.dossiers.conftest import printed  # noqa: F401 the fixture
from tests.dossiers.test_dossiers import PAGE, Printed, dossier
from tests.factories.articles import ArticleFactory


def drawn(wanted: dict[Path, drawings.Card]) -> None:
    for file, card in wanted.items():
        file.write_bytes(drawings.card(card))


def test_success_drawn_once_and_again_when_a_state_changes(printed: Printed) -> None:  # noqa: F811
    made = dossier()
    assert sharing.draw_missing(drawn) == 1
    assert sharing.draw_missing(drawn) == 0
    first = DossierSharingCard.objects.get().name
    assert first in (printed(PAGE) or "")

    promise = Commitment.objects.create(dossier=made, text="Ouvrir.")
    actions.change_state(
        promise,
        state="kept",
        on=date(2026, 6, 1),
        explanation="Ouvert.",
        article=ArticleFactory(published=True),
    )
    assert sharing.draw_missing(drawn) == 1

    second = DossierSharingCard.objects.get().name
    assert first != second and second in (printed(PAGE) or "")

    made.live = False
    made.save()
    sharing.draw_missing(drawn)
    assert not DossierSharingCard.objects.exists()
