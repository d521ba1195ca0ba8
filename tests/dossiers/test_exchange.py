"""A dossier exported as JSON, read back to the same dossier."""

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from rotative.dossiers import actions, exchange, reads
from rotative.dossiers.errors import UnreadableDossier
from rotative.dossiers.models import Commitment, Dossier, DossierActor, EventParticipant, EventSource
from rotative.subjects.models import Subject
from tests.dossiers.test_dossiers import PAGE, Printed, dossier
from tests.dossiers.test_history import DAY, paper
from tests.factories.articles import ArticleFactory, SubjectFactory
from tests.factories.dossiers import event_of


def filled() -> Dossier:
    made, article = dossier(), ArticleFactory(published=True)
    mayor = SubjectFactory(names={"fr": "La maire"}, kind=Subject.Kind.PERSON)
    place = SubjectFactory(names={"fr": "Le môle"}, kind=Subject.Kind.PLACE)
    DossierActor.objects.create(dossier=made, subject=mayor, role="a promis")
    promise = Commitment.objects.create(
        dossier=made, text="Ouvrir la ligne A.", who=mayor, to=place, said="2025", quotation="Je l’ouvrirai.",
        article=article, due="2027-21", amount=Decimal("1200000.50"), currency="MAD",
    )  # fmt: skip
    actions.change_state(promise, state="announced", on=DAY, explanation="Dit.", article=article)
    actions.change_state(promise, state="stalled", on=DAY, explanation="Arrêté.", document=paper())
    event = event_of(made, "2026-03-03/2026-03-09", "Essais.", article, kind="works", place=place)
    EventSource.objects.create(event=event, document=paper(title="Un autre"), sort_order=1)
    EventParticipant.objects.create(event=event, subject=mayor)
    event_of(made, "2024", "Début.", article)
    return made


def export(made: Dossier) -> bytes:
    view = reads.dossier(made.pk)
    assert view is not None
    return exchange.written(exchange.exported(view))


def test_success_read_back_to_the_same_dossier(db: None) -> None:
    made = filled()
    before = export(made)
    made.live, made.slug = False, "ailleurs"
    made.save()

    loaded = exchange.load(before)
    assert not loaded.live
    loaded.live = True
    loaded.save()

    assert export(loaded) == before


def test_success_as_the_schema_says_at_its_address(printed: Printed) -> None:
    filled()

    data = json.loads(printed(f"{PAGE}dossier.json") or "")
    schema = json.loads(printed("/dossier/dossier.schema.json") or "")

    jsonschema.validate(data, schema)
    assert data["$schema"].endswith("/dossier/dossier.schema.json")
    assert [one["when"] for one in data["events"]] == ["2024", "2026-03-03/2026-03-09"]


def broken(data: dict[str, Any], place: str, value: Any) -> bytes:
    data[place] = value
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("place", "value"),
    [("version", 2), ("language", "xx"), ("title", 5), ("events", [{}]), ("surplus", ""), ("actors", {})],
)
def test_fail_another_file(db: None, place: str, value: Any) -> None:
    raw = broken(json.loads(export(filled())), place, value)

    with pytest.raises(UnreadableDossier):
        exchange.load(raw)
    for other in (b"", b"[" * 100_000, b"[]", b"{}"):
        with pytest.raises(UnreadableDossier):
            exchange.load(other)
    assert Dossier.objects.count() == 1
