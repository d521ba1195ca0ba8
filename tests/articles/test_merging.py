"""Merging two subjects: nothing that referred to the one is lost, and its addresses redirect to the other."""

import pytest

from rotative.articles import lists
from rotative.articles.models import ArticleSubject, ListEntry
from rotative.bake import oven
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.importers.models import ImportedItem
from rotative.subjects import actions
from rotative.subjects.errors import SameSubject
from rotative.subjects.models import Subject, SubjectName
from rotative.subscribers.models import Subscriber
from tests.factories.articles import SubjectFactory, published

pytestmark = pytest.mark.django_db


def test_success_articles_addresses_and_names_go_over(press: MemoryPress) -> None:
    port = SubjectFactory(names={"fr": "Port"})
    harbour = SubjectFactory(names={"fr": "Le port", "ar": "الميناء"})
    both = published(days_ago=3, subjects=[port, harbour])
    only = published(days_ago=2, subjects=[harbour])
    oven.bake_stale(press)
    harbour_id = harbour.pk

    actions.merge(harbour, into=port)
    oven.bake_stale(press)

    page = PublicPath.objects.get(path=f"/sujet/fr-{harbour_id}/")
    feed = PublicPath.objects.get(path=f"/sujet/fr-{harbour_id}/rss.xml")
    names = {name.language: name for name in SubjectName.objects.filter(subject=port)}
    assert not Subject.objects.filter(pk=harbour_id).exists()
    assert set(ArticleSubject.objects.values_list("article_id", "subject_id")) == {
        (both.pk, port.pk), (only.pk, port.pk),
    }  # fmt: skip
    assert (page.state, page.target) == ("moved", f"/sujet/fr-{port.pk}/")
    assert (feed.state, feed.target) == ("moved", f"/sujet/fr-{port.pk}/rss.xml")
    assert (names["fr"].name, names["fr"].aliases, names["ar"].name) == ("Port", "Le port", "الميناء")
    assert not ListEntry.objects.filter(list__startswith=f"subject:{harbour_id}:").exists()
    assert f"/sujet/fr-{port.pk}/".encode() in (press.read(only.path) or b"")
    assert f"/sujet/fr-{harbour_id}/".encode() not in (press.read(only.path) or b"")


def test_success_only_what_showed_either_is_printed_again(press: MemoryPress) -> None:
    port, harbour, other = (SubjectFactory() for _at in range(3))
    first = published(days_ago=3, subjects=[port])
    second = published(days_ago=2, subjects=[harbour])
    published(days_ago=1, subjects=[other])
    oven.bake_stale(press)
    ways = [f"/sujet/fr-{one.pk}/{name}" for one in (port, harbour) for name in ("", "rss.xml")]

    actions.merge(harbour, into=port)

    stale = set(StalePath.objects.values_list("path__path", flat=True))
    assert {path for path in stale if not path.startswith("/sitemaps/")} == {
        first.path, second.path, *ways,
        # A feed shows the subjects of its articles.
        "/politique/rss.xml",
    }  # fmt: skip


def test_success_a_long_list_is_numbered_afresh(press: MemoryPress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "WINDOW", 2)
    monkeypatch.setattr("rotative.articles.refiling.merging.FEW", 2)
    port, harbour = SubjectFactory(), SubjectFactory()
    for days in range(12, 0, -1):
        published(days_ago=days, subjects=[port if days % 2 else harbour])
    oven.bake_stale(press)

    actions.merge(harbour, into=port)
    oven.bake_stale(press)

    entries = ListEntry.objects.filter(list=f"subject:{port.pk}:fr").order_by("published_at")
    assert [entry.window for entry in entries] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    former = PublicPath.objects.get(path=f"/sujet/fr-{harbour.pk}/page/1/")
    assert (former.state, former.target) == ("moved", f"/sujet/fr-{port.pk}/")


def test_success_readers_and_imports_follow() -> None:
    port, harbour = SubjectFactory(), SubjectFactory()
    reader = Subscriber.objects.create(
        email="a@example.org", subjects=[harbour.pk, port.pk], created_at=clock.now(), consent_at=clock.now()
    )
    item = ImportedItem.objects.create(source="s", kind="subject", source_id="p:fr", object_id=harbour.pk)

    actions.merge(harbour, into=port)

    reader.refresh_from_db()
    item.refresh_from_db()
    assert reader.subjects == [port.pk]
    assert item.object_id == port.pk


def test_fail_a_subject_is_not_merged_with_itself() -> None:
    port = SubjectFactory()

    with pytest.raises(SameSubject) as caught:
        actions.merge(port, into=port)

    assert str(caught.value) == f"The subject {port.pk} cannot be merged with itself."
