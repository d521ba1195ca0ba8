"""Feeds and sitemaps after any act of the desk: equal to a fresh rendering, none missing, none too many."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from rotative.articles import actions, lists
from rotative.articles.models import Article
from rotative.bake import oven, queue, recipes
from rotative.bake.errors import NothingHere
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.feeds import places, sitemap_entries
from rotative.subjects.models import Subject, SubjectName
from tests.conftest import proofs
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory, locale, publish_archive

pytestmark = pytest.mark.django_db

OURS = (
    "rss",
    "atom",
    "json_feed",
    "manifest",
    "sitemap",
    "sitemap_month",
    "sitemap_pages",
    "sitemap_news",
    "robots",
)
FIRST = datetime(2024, 3, 1, tzinfo=UTC)


class Desk:
    """A desk that acts at random, always in the same way for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        arabic = locale("ar")
        self.sections = [
            SectionFactory(slug="un"), SectionFactory(slug="deux"), SectionFactory(locale=arabic, slug="wahid")
        ]  # fmt: skip
        self.subjects = [SubjectFactory(names={"fr": f"Nom {n}", "ar": f"اسم {n}"}) for n in range(3)]

    def act(self) -> None:
        self.chance.choice(
            [self.publish, self.publish, self.publish, self.withdraw, self.edit, self.bring, self.name]
        )()

    def _new(self) -> Article:
        section = self.chance.choice(self.sections)
        article: Article = ArticleFactory(
            locale=section.locale,
            section=section,
            published_at=FIRST
            + timedelta(days=self.chance.randrange(60), minutes=self.chance.randrange(1000)),
            subjects=self.chance.sample(self.subjects, 2),
        )
        taken = Article.objects.filter(locale=section.locale).values("translation_key")
        twins = (
            Article.objects.exclude(locale=section.locale).exclude(translation_key__in=taken).order_by("pk")
        )
        if (twin := twins.first()) and self.chance.random() < 0.5:
            article.translation_key = twin.translation_key
            article.save()
        return article

    def publish(self) -> None:
        actions.publish(self._new())

    def bring(self) -> None:
        articles = [self._new() for _number in range(4)]
        for article in articles:
            article.live, article.path = True, f"/ancien/{article.pk}/"
            article.save()
        publish_archive(articles)

    def _any(self) -> Article | None:
        return self.chance.choice(list(Article.objects.filter(live=True).order_by("pk")) or [None])

    def withdraw(self) -> None:
        for _number in range(3):
            if article := self._any():
                actions.withdraw(article)

    def edit(self) -> None:
        if article := self._any():
            article.headline += " encore"
            article.updated_at = article.published_at + timedelta(days=1)
            if self.chance.random() < 0.5:
                article.published_at -= timedelta(days=31)
            actions.publish(article)

    def name(self) -> None:
        subject: Subject = self.chance.choice(self.subjects)
        name = SubjectName.objects.filter(subject=subject, language="fr").first()
        if name is None:
            SubjectName.objects.create(
                subject=subject, language="fr", name="Retour", slug=f"retour-{subject.pk}"
            )
        elif self.chance.random() < 0.3:
            name.delete()
        else:
            name.slug += "x"
            name.save()


def bake(press: MemoryPress) -> None:
    StalePath.objects.exclude(path__recipe__in=OURS).delete()
    StalePath.objects.exclude(path__state="live").delete()
    oven.bake_stale(press)
    assert not StalePath.objects.exists()


def differences(press: MemoryPress) -> set[str]:
    """Return the paths that are stale, missing or too many."""
    wanted = {(spec.path, spec.recipe, spec.arg) for name in OURS for spec in recipes.get(name).specs()}
    live = PublicPath.objects.filter(state="live", recipe__in=OURS)
    wrong = wanted ^ set(live.values_list("path", "recipe", "arg"))
    found = {path for path, _recipe, _arg in wrong}
    for page in live:
        try:
            fresh = oven.render(page).body
        except NothingHere:
            fresh = None
        if press.read(page.path) != fresh:
            found.add(page.path)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 1 + proofs(1, 2)))
def test_success_always_fresh(seed: int, press: MemoryPress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "WINDOW", 2)
    monkeypatch.setattr(sitemap_entries, "PART_WINDOWS", 2)
    queue.place(places.always_everywhere())
    desk = Desk(seed)

    for step in range(proofs(10, 25)):
        desk.act()
        bake(press)
        assert differences(press) == set(), step
