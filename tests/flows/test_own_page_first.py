"""After an act the page of what it changed is printed first, whatever else shows it."""

from collections.abc import Callable
from datetime import date

import pytest

from rotative.articles import actions
from rotative.articles.models import Article, Byline, Section
from rotative.bake import leases, oven
from rotative.bake.store.folder import MemoryPress
from rotative.comments import actions as comments
from rotative.comments.models import Comment
from rotative.dossiers.models import Dossier
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import StandingPage
from rotative.subjects.models import Subject
from tests.factories.articles import BylineFactory, SubjectFactory, locale, published
from tests.factories.dossiers import event_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(press: MemoryPress) -> list[Article]:
    """Publish and print five articles about one subject, by one author, oldest first; a dossier cites each of them."""
    subject, author = SubjectFactory(), BylineFactory(name="Ada Kermorvan", slug="ada-kermorvan")
    made = [
        published(days_ago=9 - at, subjects=[subject], bylines=[author], form=form)
        for at, form in enumerate(["article", "brief", "article", "article", "article"])
    ]
    dossier("le-tramway", cites=made)
    add_standing(ensure_front("fr", title="La Digue"), StandingPage(title="À propos", slug="a-propos"))
    oven.bake_stale(press)
    return made


def dossier(slug: str, *, cites: list[Article]) -> Dossier:
    made: Dossier = Dossier.objects.create(
        locale=locale(), title=slug, slug=slug, summary="Onze kilomètres.", live=True
    )
    for article in cites:
        event_of(made, date(2026, 6, 1), "Un essai.", article)
    return made


def waiting() -> list[str]:
    """Return the paths of stale pages in the order in which they are printed."""
    with leases.holder() as holder:
        return [row.path.path for row in leases.claim(holder, limit=1000)]


def change_headline(article: Article) -> None:
    article.headline = "Un autre titre"
    actions.publish(article)


def change_body(article: Article) -> None:
    article.body = [("paragraph", "<p>Un autre texte.</p>")]
    actions.publish(article)


@pytest.mark.parametrize("act", [change_headline, change_body, actions.withdraw])
@pytest.mark.parametrize("at", range(5))
def test_success_an_article_comes_before_its_neighbours(
    articles: list[Article], act: Callable[[Article], None], at: int
) -> None:
    act(articles[at])

    first, *others = waiting()
    assert first == articles[at].path
    assert others


def test_success_a_new_article_comes_before_its_neighbours(articles: list[Article]) -> None:
    article = published(subjects=list(Subject.objects.all()))

    assert waiting()[0] == article.path


def test_success_a_commented_article_comes_before_what_waits_already(articles: list[Article]) -> None:
    Byline.objects.get().save()
    comment = Comment.objects.create(article=articles[0], name="R.", email="r@example.org", text="Enfin !")

    comments.show(comment, by=None)

    assert set(waiting()[:2]) == {articles[0].path, "/auteur/ada-kermorvan/"}


@pytest.mark.parametrize(
    ("model", "address"),
    [
        (Dossier, "/dossier/le-tramway/"),
        (Section, "/politique/"),
        (Byline, "/auteur/ada-kermorvan/"),
        (Subject, "/sujet/fr-{pk}/"),
    ],
)
def test_success_what_articles_show_comes_before_them(
    articles: list[Article], model: type[Dossier | Section | Byline | Subject], address: str
) -> None:
    changed = model._default_manager.get()

    changed.save()

    first, *others = waiting()
    assert first == address.format(pk=changed.pk)
    assert {article.path for article in articles} <= set(others)


def test_success_a_standing_page_comes_before_the_pages_whose_foot_names_it(articles: list[Article]) -> None:
    page = StandingPage.objects.get()
    page.title = "Qui nous sommes"

    page.save_revision().publish()

    assert waiting()[0] == "/a-propos/"


def test_success_a_new_dossier_comes_before_the_articles_it_cites(articles: list[Article]) -> None:
    dossier("le-port", cites=articles)

    assert waiting()[0] == "/dossier/le-port/"


def test_success_many_articles_that_became_old_go_before_nobody(
    articles: list[Article], press: MemoryPress
) -> None:
    """Nothing was done to any of them: what is published meanwhile is printed first."""
    old = [published(days_ago=400 + at) for at in range(25)]
    Article.objects.filter(pk__in=[article.pk for article in old]).update(aged=False)
    oven.bake_stale(press)

    actions.age()
    article = published()

    assert waiting()[0] == article.path
