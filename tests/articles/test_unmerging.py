"""Undoing a merger: everything is as it was, to the byte."""

from datetime import timedelta

import pytest

from rotative.articles import lists
from rotative.articles.models import Article, ArticleSubject, PinnedArticle
from rotative.bake import oven, verify
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.dossiers.models import Dossier, DossierActor
from rotative.importers.models import ImportedItem
from rotative.subjects import actions
from rotative.subjects.errors import MergerTooOld
from rotative.subjects.models import Subject, SubjectMerger, SubjectName, SubjectRole
from rotative.subscribers.models import Subscriber
from tests.factories.articles import ArticleFactory, SubjectFactory, locale, publish_archive, published

pytestmark = pytest.mark.django_db

# Articles of each subject.
MANY = 24


def archive(*subjects: Subject, count: int) -> list[Article]:
    """Publish articles about subjects, as an import does, one after another in time."""
    now = clock.now()
    made = []
    for number in range(count):
        article = ArticleFactory(
            headline=f"Nouvelle {number} de {subjects[0].pk}, {count}",
            subjects=subjects,
            published_at=now - timedelta(hours=7 * number + subjects[0].pk),
            live=True,
            path=f"/politique/{subjects[0].pk}-{count}-{number}/",
        )
        made.append(article)
    publish_archive(made)
    return made


def pages(press: MemoryPress) -> dict[str, tuple[str, bytes]]:
    """Return what is printed."""
    oven.bake_stale(press)
    return dict(press.pages)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make windows so small that both lists have many, and enter each other at once."""
    monkeypatch.setattr(lists, "WINDOW", 4)
    monkeypatch.setattr("rotative.articles.refiling.merging.FEW", 8)


@pytest.mark.usefixtures("small")
def test_success_the_same_bytes(press: MemoryPress) -> None:
    port = SubjectFactory(names={"fr": "Le port", "ar": "الميناء"})
    harbour = SubjectFactory(names={"fr": "La rade", "en": "The harbour"})
    other = SubjectFactory()
    archive(port, other, count=MANY)
    archive(harbour, other, count=MANY)
    archive(port, harbour, count=3)
    before = pages(press)

    merger = actions.merge(harbour, into=port)
    merged = pages(press)
    actions.undo_merger(merger)

    assert merged != before
    after = pages(press)
    # The pages that the longer list had meanwhile answer 410.
    assert {path for path, (kind, _body) in after.items() if path not in before and kind != "gone"} == set()
    assert {path: after.get(path) for path in before} == before
    verdict = verify.verify(press)
    assert (verdict.stale, verdict.surplus) == ((), ())


def test_success_the_same_bytes_of_young_subjects(press: MemoryPress) -> None:
    port, harbour, other = (SubjectFactory() for _at in range(3))
    for days in range(4):
        published(days, subjects=[port, other])
        published(days + 0.5, subjects=[harbour, other])
    before = pages(press)

    merger = actions.merge(harbour, into=port)
    pages(press)
    actions.undo_merger(merger)

    assert pages(press) == before


def test_success_old_addresses_lead_on_only_while_merged(press: MemoryPress) -> None:
    port, harbour = SubjectFactory(), SubjectFactory()
    published(1, subjects=[port])
    published(2, subjects=[harbour])
    path = f"/sujet/fr-{harbour.pk}/"

    merger = actions.merge(harbour, into=port)
    merged = PublicPath.objects.get(path=path)
    actions.undo_merger(merger)

    assert (merged.state, merged.target) == ("moved", f"/sujet/fr-{port.pk}/")
    assert PublicPath.objects.get(path=path).state == "live"


def test_success_everything_that_referred_to_it_is_back() -> None:
    port, harbour, quay = SubjectFactory(), SubjectFactory(), SubjectFactory()
    article = published(1, subjects=[port, harbour])
    harbour.parent = quay
    harbour.save()
    quay_of = SubjectFactory()
    quay_of.parent = harbour
    quay_of.save()
    SubjectRole.objects.create(subject=harbour, language="fr", text="rade", since="2001")
    PinnedArticle.objects.create(subject=harbour, article=article)
    dossier = Dossier.objects.create(locale=locale(), title="Le quai", slug="quai")
    actors = [DossierActor.objects.create(dossier=dossier, subject=one) for one in (port, harbour)]
    reader = Subscriber.objects.create(
        email="a@example.org", subjects=[harbour.pk, port.pk], created_at=clock.now(), consent_at=clock.now()
    )
    item = ImportedItem.objects.create(source="s", kind="subject", source_id="p:fr", object_id=harbour.pk)
    harbour_id, links = harbour.pk, set(ArticleSubject.objects.values_list("pk", "article", "subject"))

    actions.undo_merger(actions.merge(harbour, into=port))

    back = Subject.objects.get(pk=harbour_id)
    reader.refresh_from_db()
    item.refresh_from_db()
    quay_of.refresh_from_db()
    assert set(ArticleSubject.objects.values_list("pk", "article", "subject")) == links
    assert back.parent_id == quay.pk
    assert quay_of.parent_id == harbour_id
    assert [role.text for role in SubjectRole.objects.filter(subject=back)] == ["rade"]
    assert PinnedArticle.objects.get().subject_id == harbour_id
    assert {actor.subject_id for actor in DossierActor.objects.filter(dossier=dossier)} == {
        actor.subject_id for actor in actors
    }
    assert reader.subjects == [harbour_id, port.pk]
    assert item.object_id == harbour_id
    assert not SubjectMerger.objects.exists()


def test_success_what_came_since_stays(press: MemoryPress) -> None:
    port, harbour = SubjectFactory(names={"fr": "Le port"}), SubjectFactory(names={"fr": "La rade"})
    published(3, subjects=[port])
    published(2, subjects=[harbour])
    merger = actions.merge(harbour, into=port)
    newer = published(0, subjects=[port])
    name = SubjectName.objects.get(subject=port)
    name.aliases += "\nPort vieux"
    name.save()

    actions.undo_merger(merger)

    name.refresh_from_db()
    oven.bake_stale(press)
    page = (press.read(f"/sujet/fr-{port.pk}/") or b"").decode()
    assert name.aliases == "Port vieux"
    assert newer.path in page
    assert verify.verify(press).stale == ()


def test_success_a_merger_of_a_merged_subject_is_undone_in_turn() -> None:
    port, harbour, quay = (SubjectFactory() for _at in range(3))
    first = actions.merge(quay, into=harbour)
    second = actions.merge(harbour, into=port)
    assert not SubjectMerger.objects.filter(pk=first.pk).exists()

    actions.undo_merger(second)
    actions.undo_merger(SubjectMerger.objects.get())

    assert Subject.objects.count() == 3


def test_fail_after_thirty_days() -> None:
    port, harbour = SubjectFactory(), SubjectFactory()
    merger = actions.merge(harbour, into=port)
    merger.merged_at -= timedelta(days=31)
    merger.save()

    with pytest.raises(MergerTooOld) as caught:
        actions.undo_merger(merger)

    assert str(caught.value) == "A merger can be undone for 30 days only."
    actions.forget_old_mergers()
    assert not SubjectMerger.objects.exists()
