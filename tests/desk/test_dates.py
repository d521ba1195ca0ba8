"""Dates that a hand mistyped: the form says so at the field, and keeps nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.test import Client
from django.utils import timezone
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.test.utils.form_data import inline_formset

from rotative.articles.models import Article, ListEntry
from rotative.dossiers.models import CommitmentChange
from rotative.editions.models import Edition
from tests.desk.test_articles import form
from tests.factories.articles import SectionFactory, published

ADD = "/desk/articles/add/?locale=fr"
PUBLISH = {"action-publish": "action-publish"}
EARLY = "This date is before the year 1900. Correct the year."
BEFORE = "An update cannot be dated before the publication."


def errors(answer: Any) -> dict[str, list[str]]:
    shown: ModelForm[Article] = answer.context["form"]
    return {name: list(said) for name, said in shown.errors.items()}


@pytest.mark.parametrize("field", ["published_at", "updated_at", "go_live_at", "expire_at"])
def test_fail_a_year_of_an_article_before_1900(desk: Client, field: str) -> None:
    typed = {"section": SectionFactory().pk, field: "0026-11-30 10:00"}

    answer = desk.post(ADD, form(**typed) | PUBLISH)

    assert answer.status_code == 200
    assert errors(answer) == {field: [EARLY]}
    assert not Article.objects.exists()


def test_fail_a_year_of_a_correction_before_1900(desk: Client) -> None:
    rows = inline_formset([{"dated_at": "0026-11-30 10:00", "text": "Le nom du barrage."}])

    answer = desk.post(ADD, form(section=SectionFactory().pk, corrections=rows) | PUBLISH)

    assert answer.context["form"].formsets["corrections"].errors == [{"dated_at": [EARLY]}]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("model", "field"),
    [(CommitmentChange, "on"), (Edition, "edition_on"), (Edition, "send_at")],
)
def test_fail_a_year_of_a_dossier_or_an_edition_before_1900(model: Any, field: str) -> None:
    made = formfield_for_dbfield(model._meta.get_field(field))

    with pytest.raises(ValidationError, match="before the year 1900"):
        made.clean("1899-12-31")
    assert made.clean("1900-01-01").year == 1900


def test_fail_an_update_before_the_publication(desk: Client) -> None:
    article = published(days_ago=2)
    assert article.published_at is not None

    def save(updated_at: datetime) -> Any:
        typed = {"published_at": article.published_at, "updated_at": updated_at}
        spelt = {name: timezone.localtime(at).strftime("%Y-%m-%d %H:%M") for name, at in typed.items() if at}
        fields = form(section=article.section_id, slug=article.slug, **spelt)
        return desk.post(f"/desk/articles/edit/{article.pk}/", fields)

    assert errors(save(article.published_at - timedelta(days=1))) == {"updated_at": [BEFORE]}
    assert save(article.published_at).status_code == 302


def _hours(article: Article) -> dict[str, str]:
    """Return the hours of an article as its form shows them: whole minutes."""
    hours = {"published_at": article.published_at, "expire_at": article.expire_at}
    return {name: timezone.localtime(at).strftime("%Y-%m-%d %H:%M") for name, at in hours.items() if at}


def test_success_hours_that_nobody_changed_keep_their_seconds(desk: Client) -> None:
    article = published(days_ago=2, expire_at=timezone.now() + timedelta(days=9, seconds=1))
    before = list(ListEntry.objects.order_by("pk").values_list("pk", "list", "published_at"))

    answer = desk.post(
        f"/desk/articles/edit/{article.pk}/",
        form(section=article.section_id, slug=article.slug, **_hours(article)) | PUBLISH,
    )

    after = Article.objects.get()
    assert answer.status_code == 302
    assert after.headline != article.headline
    assert (after.published_at, after.expire_at) == (article.published_at, article.expire_at)
    # It never left a list.
    assert list(ListEntry.objects.order_by("pk").values_list("pk", "list", "published_at")) == before


def test_success_an_hour_that_was_changed_is_taken_as_typed(desk: Client) -> None:
    article = published(days_ago=2)
    assert article.published_at is not None
    earlier = (article.published_at - timedelta(minutes=1)).replace(second=0, microsecond=0)
    typed = timezone.localtime(earlier).strftime("%Y-%m-%d %H:%M")

    desk.post(
        f"/desk/articles/edit/{article.pk}/",
        form(section=article.section_id, slug=article.slug, published_at=typed) | PUBLISH,
    )

    assert Article.objects.get().published_at == earlier
