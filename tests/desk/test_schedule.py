"""Scheduling at the desk: one act, one confirmation with the hour and its zone, one clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision
from wagtail.test.utils.form_data import inline_formset

from rotative.articles import actions
from rotative.articles.errors import DatedAhead
from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.core import clock
from rotative.masthead.models import Masthead
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.factories.articles import ArticleFactory, SectionFactory, published

ADD = "/desk/articles/add/?locale=fr"
PUBLISH = {"action-publish": "action-publish"}
# The button of the dialogue of hours.
SCHEDULE = {"action-publish": "schedule"}


def ahead(**distance: int) -> datetime:
    return (clock.now() + timedelta(**distance)).replace(second=0, microsecond=0)


def typed(at: datetime) -> str:
    """Write an instant as an editor types it, on the clock of the masthead's default zone."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def confirm(desk: Client, article: Article) -> Any:
    article.refresh_from_db()
    address = f"/desk/articles/schedule/{article.pk}/"
    return desk.post(address, {"revision": article.latest_revision_id}, follow=True)


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_success_publishing_with_a_date_to_come_asks_and_schedules(desk: Client) -> None:
    section, at = SectionFactory(), ahead(days=2)

    answer = desk.post(ADD, form(section=section.pk, published_at=typed(at)) | PUBLISH, follow=True)
    article = Article.objects.get()

    assert answer.redirect_chain == [(f"/desk/articles/schedule/{article.pk}/", 302)]
    assert f"{timezone.localtime(at):%H:%M} (Casablanca, UTC+1)" in answer.content.decode()
    assert (article.state, article.live) == ("draft", False)

    done = confirm(desk, article)

    article.refresh_from_db()
    assert (article.state, article.live, article.go_live_at) == ("scheduled", False, at)
    assert article.published_at is None
    assert "(Casablanca, UTC+1)" in said(done)
    assert not PublicPath.objects.filter(recipe="article").exists()


def test_success_button_of_the_dialogue_is_one_act(desk: Client) -> None:
    article, at = ArticleFactory(), ahead(hours=3)
    fields = form(section=article.section_id, go_live_at=typed(at))

    answer = desk.post(f"/desk/articles/edit/{article.pk}/", fields | SCHEDULE, follow=True)
    confirm(desk, article)

    assert answer.redirect_chain == [(f"/desk/articles/schedule/{article.pk}/", 302)]
    article.refresh_from_db()
    assert (article.state, article.go_live_at) == ("scheduled", at)


def test_success_dialogue_without_an_hour_says_that_it_appears_now(desk: Client) -> None:
    article, ends = ArticleFactory(), ahead(days=9)
    fields = form(section=article.section_id, expire_at=typed(ends))

    answer = desk.post(f"/desk/articles/edit/{article.pk}/", fields | SCHEDULE, follow=True)
    text = answer.content.decode()
    confirm(desk, article)

    assert "It appears now." in text
    assert f"{timezone.localtime(ends):%H:%M} (Casablanca, UTC+1)" in text
    article.refresh_from_db()
    assert (article.live, article.expire_at) == (True, ends)


def test_success_back_dating_publishes_at_once(desk: Client) -> None:
    section, before = SectionFactory(), ahead(days=-30)

    desk.post(ADD, form(section=section.pk, published_at=typed(before)) | PUBLISH)

    article = Article.objects.get()
    assert (article.state, article.published_at) == ("published", before)


def test_fail_confirming_an_older_version_asks_again(desk: Client) -> None:
    article, at = ArticleFactory(), ahead(days=1)
    address = f"/desk/articles/edit/{article.pk}/"
    desk.post(address, form(section=article.section_id, go_live_at=typed(at)) | SCHEDULE)
    article.refresh_from_db()
    seen = article.latest_revision_id
    desk.post(address, form(section=article.section_id, headline="Autre", go_live_at=typed(at)))

    answer = desk.post(f"/desk/articles/schedule/{article.pk}/", {"revision": seen}, follow=True)

    article.refresh_from_db()
    assert article.state == "draft"
    assert "another version" in said(answer)


def test_fail_writer_may_not_schedule(writer: User) -> None:
    article = ArticleFactory()
    article.save_revision()

    assert signed_in(writer).get(f"/desk/articles/schedule/{article.pk}/").status_code in (302, 403)
    assert signed_in(writer).post(f"/desk/articles/schedule/{article.pk}/").status_code in (302, 403)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.parametrize("field", ["published_at", "updated_at"])
def test_fail_public_article_takes_no_date_to_come(desk: Client, field: str) -> None:
    article = published()
    fields = form(section=article.section_id, **{field: typed(ahead(days=2))})

    answer = desk.post(f"/desk/articles/edit/{article.pk}/", fields | PUBLISH)

    assert list(answer.context["form"].errors) == [field]


def test_fail_hours_that_differ(desk: Client) -> None:
    section = SectionFactory()
    fields = form(section=section.pk, published_at=typed(ahead(days=2)), go_live_at=typed(ahead(days=3)))

    answer = desk.post(ADD, fields | PUBLISH)

    assert list(answer.context["form"].errors) == ["published_at"]


@pytest.mark.django_db
def test_success_any_road_schedules_a_date_to_come() -> None:
    article = ArticleFactory(published_at=ahead(days=2))

    actions.publish(article)

    assert (article.state, article.live, article.go_live_at) == ("scheduled", False, article.published_at)


@pytest.mark.django_db
def test_fail_nothing_is_published_under_a_date_to_come() -> None:
    article = ArticleFactory(published_at=ahead(days=2))

    with pytest.raises(DatedAhead):
        article.save_revision().publish()

    article.refresh_from_db()
    assert not article.live


def test_success_hours_are_on_the_mastheads_clock(desk: Client) -> None:
    Masthead.objects.create(time_zone="America/Lima")
    section = SectionFactory()
    year = clock.now().year + 1
    fields = form(section=section.pk, published_at=f"{year}-07-01 06:30")

    page = desk.get(ADD).content.decode()
    answer = desk.post(ADD, fields | PUBLISH, follow=True)
    article = Article.objects.get()
    confirm(desk, article)

    article.refresh_from_db()
    assert article.go_live_at == datetime(year, 7, 1, 11, 30, tzinfo=UTC)
    assert "at 06:30 (Lima, UTC−5)" in answer.content.decode()
    assert page.count("Hour of Lima, UTC−5.") == 4
    assert "06:30" in desk.get(f"/desk/articles/edit/{article.pk}/").content.decode()


def test_success_account_has_no_time_zone_of_its_own(desk: Client) -> None:
    assert "current_time_zone" not in desk.get("/desk/account/").content.decode()


def test_success_late_draft_is_shown_on_the_first_page(desk: Client) -> None:
    article = ArticleFactory(headline="Oublié", slug="oublie")
    desk.post(
        f"/desk/articles/edit/{article.pk}/",
        form(section=article.section_id, headline="Oublié", go_live_at=typed(ahead(hours=-1))),
    )
    on_time = ArticleFactory(headline="À temps", slug="a-temps")
    Article.objects.filter(pk=on_time.pk).update(go_live_at=ahead(hours=1))

    page = desk.get("/desk/").content.decode()
    late = page[page.index("desk-card--late") :]
    late = late[: late.index("</section>")]

    assert "Oublié" in late
    assert "À temps" not in late


def test_success_schedule_taken_back_is_a_draft(desk: Client) -> None:
    article = ArticleFactory()
    actions.publish(article, at=ahead(days=1))
    revision = article.latest_revision
    assert revision is not None

    desk.post(f"/desk/articles/history/{article.pk}/revisions/{revision.pk}/unschedule/")

    article.refresh_from_db()
    assert (article.state, article.go_live_at) == ("draft", None)


@pytest.mark.django_db
def test_success_imported_article_stays_while_its_new_version_waits() -> None:
    article = published(headline="Importé")
    Article.objects.filter(pk=article.pk).update(live_revision=None, latest_revision=None)
    article.revisions.all().delete()
    article = Article.objects.get(pk=article.pk)

    article.headline = "Nouveau"
    actions.publish(article, at=ahead(days=1))

    stays = Article.objects.get(pk=article.pk)
    assert (stays.live, stays.state, stays.headline) == (True, "published", "Importé")


@pytest.mark.django_db
def test_success_author_gets_one_letter_when_a_schedule_fails(writer: User) -> None:
    writer.email = "writer@example.org"
    writer.save()
    taken = published(slug="la-digue")
    article = ArticleFactory(slug="la-digue", headline="La digue", section=taken.section, author=writer)
    other = ArticleFactory(slug="autre", section=taken.section)
    for one in (article, other):
        actions.publish(one, by=writer, at=ahead(hours=1))
        _let_pass(one)

    tried = [actions.publish_due(), _again(article)]

    assert tried == [1, 0]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["writer@example.org"], "Non paru à son heure\u00a0: La digue")
    ]
    assert "/politique/la-digue/" in mail.outbox[0].body
    assert ModelLogEntry.objects.filter(action="rotative.schedule_failed").count() == 1


def _let_pass(article: Article) -> None:
    """Let the hour of a scheduled article pass."""
    revision = article.latest_revision
    assert revision is not None
    before = ahead(minutes=-5)
    revision.content["go_live_at"] = before.isoformat()
    revision.approved_go_live_at = before
    revision.save()
    Article.objects.filter(pk=article.pk).update(go_live_at=before)


def _again(article: Article) -> int:
    """Try once more, as a minute later."""
    _let_pass(Article.objects.get(pk=article.pk))
    return actions.publish_due()


def test_fail_correction_is_not_dated_ahead(desk: Client) -> None:
    article = published()
    row = {"dated_at": typed(ahead(days=2)), "text": "Le pont a trois arches."}
    fields = form(section=article.section_id, corrections=inline_formset([row]))

    answer = desk.post(f"/desk/articles/edit/{article.pk}/", fields | PUBLISH)

    assert answer.context["form"].formsets["corrections"].errors == [
        {"dated_at": ["A correction cannot be dated later than now."]}
    ]
