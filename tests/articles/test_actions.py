"""Publishing, withdrawing and scheduling, and the public site afterwards."""

from datetime import timedelta

import pytest

from rotative.articles import actions
from rotative.articles.errors import NotPublished, SlugTaken
from rotative.articles.models import Article, ListEntry
from rotative.bake import oven, queue, recipes, verify
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from tests.factories.articles import (
    ArticleFactory,
    BylineFactory,
    SectionFactory,
    SubjectFactory,
    locale,
    published,
)

pytestmark = pytest.mark.django_db


def lists_of(article: Article) -> set[str]:
    return set(ListEntry.objects.filter(article=article).values_list("list", flat=True))


def test_success_published_article_stands_at_its_path_and_in_its_lists() -> None:
    subject, byline = SubjectFactory(), BylineFactory()
    article = ArticleFactory(headline="Le bac reprend à six heures", subjects=[subject], bylines=[byline])

    actions.publish(article)

    assert article.path == "/politique/le-bac-reprend-a-six-heures/"
    assert article.state == Article.State.PUBLISHED
    assert lists_of(article) == {
        "site:fr", f"section:{article.section_id}", f"subject:{subject.pk}:fr", f"author:{byline.pk}",
        f"month:fr:{article.published_at:%Y-%m}", "news:fr",
    }  # fmt: skip


def test_success_path_stays_when_headline_and_section_change() -> None:
    article = published(headline="Un titre")
    path = article.path

    article.headline, article.section = "Un autre titre", SectionFactory(slug="monde", name="Monde")
    actions.publish(article)

    assert article.path == path
    assert f"section:{article.section_id}" in lists_of(article)


def test_success_same_headline_gets_a_path_of_its_own() -> None:
    first, second = published(headline="Marée"), published(headline="Marée")

    assert first.path == "/politique/maree/"
    assert second.path == f"/politique/maree-{second.pk}/"


def test_fail_editors_slug_is_taken() -> None:
    published(slug="maree")
    article = ArticleFactory(slug="maree")

    with pytest.raises(SlugTaken) as caught:
        actions.publish(article)

    assert str(caught.value) == "Another page already has the address /politique/maree/. Choose another slug."


def test_success_arabic_article_stands_under_its_language() -> None:
    section = SectionFactory(locale=locale("ar"), slug="siyasa", name="سياسة")

    article = published(locale=locale("ar"), section=section, headline="الترامواي يصل")

    assert article.path is not None and article.path.startswith("/ar/siyasa/") and article.path.isascii()


def test_success_withdrawn_article_answers_410_and_leaves_every_list(press: MemoryPress) -> None:
    article = published(subjects=[SubjectFactory()])
    oven.bake_stale(press)

    actions.withdraw(article)
    oven.bake_stale(press)

    article.refresh_from_db()
    assert article.state == Article.State.WITHDRAWN
    assert lists_of(article) == set()
    assert press.read(article.path) is None
    assert press.read(article.path, kind="gone") is not None


def test_fail_draft_cannot_be_withdrawn() -> None:
    article = ArticleFactory()

    with pytest.raises(NotPublished):
        actions.withdraw(article)


def test_success_draft_changes_nothing_public() -> None:
    article = published(headline="Imprimé")
    StalePath.objects.all().delete()

    article.headline = "Pas encore"
    article.save_revision()

    assert not StalePath.objects.exists()
    assert Article.objects.get(pk=article.pk).headline == "Imprimé"


def test_success_scheduled_article_goes_live_once() -> None:
    article = ArticleFactory(headline="Demain")
    actions.publish(article, at=clock.now() + timedelta(hours=1))
    waiting = article.state
    article.revisions.update(approved_go_live_at=clock.now() - timedelta(seconds=1))
    revision = article.revisions.get()
    revision.content["go_live_at"] = (clock.now() - timedelta(seconds=1)).isoformat()
    revision.save()

    first, second = actions.publish_due(), actions.publish_due()

    article.refresh_from_db()
    assert waiting == Article.State.SCHEDULED
    assert (first, second) == (1, 0)
    assert article.live and article.path == "/politique/demain/"


def test_success_old_article_and_old_news_are_followed_by_time() -> None:
    article = published(days_ago=1)
    Article.objects.filter(pk=article.pk).update(published_at=clock.now() - timedelta(days=366))
    ListEntry.objects.filter(list="news:fr").update(published_at=clock.now() - timedelta(hours=49))

    touched = actions.age()

    assert touched == 2
    assert Article.objects.get(pk=article.pk).aged
    assert not ListEntry.objects.filter(list="news:fr").exists()


def test_success_new_article_marks_no_older_article() -> None:
    for days in range(5, 0, -1):
        published(days_ago=days)
    press = MemoryPress()
    oven.bake_stale(press)

    article = published()

    articles = set(StalePath.objects.filter(path__recipe="article").values_list("path__path", flat=True))
    assert articles == {article.path}


def test_success_deleted_article_is_gone() -> None:
    article = published()
    path = article.path

    article.delete()

    assert PublicPath.objects.get(path=path).state == PublicPath.State.GONE


def test_success_a_withdrawn_article_the_map_lost_is_found_missing(press: MemoryPress) -> None:
    article, draft = published(), ArticleFactory(path="/politique/brouillon/")
    other = published()
    actions.withdraw(article)
    verify.sync()
    oven.bake_stale(press)
    assert verify.verify(press).fresh

    PublicPath.objects.filter(path__in=[article.path, other.path]).delete()
    press.pages.pop(article.path)
    press.pages.pop(other.path)

    assert sorted(verify.verify(press).missing) == sorted([article.path, other.path])
    assert verify.sync() == 2
    oven.bake_stale(press)
    assert verify.verify(press).fresh
    assert (press.pages[article.path][0], press.pages[other.path][0]) == ("gone", "live")
    assert draft.path not in press.pages


def page_of(article: Article, press: MemoryPress) -> bytes:
    """Print the page of an article again and return it."""
    assert article.path
    queue.mark_paths([article.path])
    oven.bake_stale(press)
    return press.pages[article.path][1]


def test_success_words_are_counted_when_it_is_published(press: MemoryPress) -> None:
    article = published(body=[("paragraph", f"<p>{'mot ' * 500}</p>")])
    counted = page_of(article, press)

    assert article.word_count == 500
    assert "Temps de lecture : 3 minutes" in counted.decode().replace("\u00a0", " ")

    # As an older version left it.
    Article.objects.update(word_count=None)
    assert page_of(article, press) == counted


def test_success_words_of_a_draft_are_its_own() -> None:
    article = published(body=[("paragraph", f"<p>{'mot ' * 500}</p>")])
    article.body = [("paragraph", "<p>Trois mots seuls.</p>")]
    article.save_revision()
    draft = article.get_latest_revision_as_object()

    preview = recipes.get("article").preview
    assert preview is not None
    assert "Temps de lecture : 1 minute" in preview(draft).decode().replace("\u00a0", " ")

    draft.save_revision().publish()
    assert Article.objects.get().word_count == 3
