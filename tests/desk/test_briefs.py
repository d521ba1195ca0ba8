"""The page of briefs: a headline, a few lines, a section, published in one act."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.admin.models import EditingSession
from wagtail.models import ModelLogEntry

from rotative.articles.models import Article, SectionDesk
from rotative.core import clock
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.desk.test_workflows import moderated
from tests.factories.articles import ArticleFactory, SectionFactory, locale, published
from tests.factories.newsroom import french_masthead

__all__ = ["moderated"]
BRIEFS = "/desk/briefs/?locale=fr"


def said(section: Any, **fields: str) -> dict[str, Any]:
    return {
        "headline": "Le bac est reparti",
        "text": "À six heures.\n\nAvec <du> retard.",
        "section": section.pk,
        **fields,
    }


def test_success_published_in_one_act(desk: Client) -> None:
    section = SectionFactory()

    page = desk.get(BRIEFS).content.decode()
    answer = desk.post(BRIEFS, said(section, act="publish"), follow=True)

    article = Article.objects.get()
    assert re.findall(r'<button[^>]* name="act" value="(\w+)"', page) == ["publish", "save"]
    assert (article.form, article.state, article.path) == (
        "brief",
        "published",
        "/politique/le-bac-est-reparti/",
    )
    assert article.body.raw_data[0]["value"] == "<p>À six heures.</p><p>Avec &lt;du&gt; retard.</p>"
    assert article.author is not None
    assert answer.redirect_chain == [(BRIEFS, 302)]
    assert "See it on the site" in answer.content.decode()


def test_success_writer_hands_it_in(writer: User, moderated: Any) -> None:
    section = SectionFactory()

    page = signed_in(writer).get(BRIEFS).content.decode()
    signed_in(writer).post(BRIEFS, said(section, act="hand_in"))

    article = Article.objects.get()
    assert re.findall(r'<button[^>]* name="act" value="(\w+)"', page) == ["hand_in", "save"]
    assert (article.state, article.live) == ("draft", False)
    assert article.current_workflow_state is not None


@pytest.mark.parametrize("act", ["publish", "save"])
def test_fail_writer_publishes(writer: User, act: str) -> None:
    signed_in(writer).post(BRIEFS, said(SectionFactory(), act=act))

    assert Article.objects.get().state == "draft"


def test_fail_closed_section(writer: User, editor: User) -> None:
    section = SectionFactory()
    SectionDesk.objects.create(section=section, group=editor.groups.get())

    answer = signed_in(writer).post(BRIEFS, said(section, act="save"))

    assert list(answer.context["form"].errors) == ["section"]
    assert not Article.objects.exists()


def edited(article: Article, **fields: str) -> dict[str, Any]:
    article.refresh_from_db()
    return said(article.section, version=str(article.latest_revision_id), **fields)


def test_success_brief_is_changed_in_the_same_form(desk: Client) -> None:
    desk.post(BRIEFS, said(SectionFactory(), act="publish"))
    article = Article.objects.get()
    address = f"/desk/briefs/{article.pk}/"

    page = desk.get(address).content.decode()
    desk.post(address, edited(article, text="À sept heures.", act="save"))
    draft = Article.objects.get()
    waiting = draft.get_latest_revision_as_object()
    desk.post(address, edited(article, text="À huit heures.", act="publish"))

    assert "À six heures.\n\nAvec &lt;du&gt; retard.</textarea>" in page
    assert draft.body.raw_data[0]["value"].startswith("<p>À six heures.</p>")
    assert waiting.body.raw_data[0]["value"] == "<p>À sept heures.</p>"
    assert Article.objects.get().body.raw_data[0]["value"] == "<p>À huit heures.</p>"
    assert f'"{address}"' in desk.get(BRIEFS).content.decode()


def test_fail_a_colleague_saved_in_between(desk: Client) -> None:
    desk.post(BRIEFS, said(SectionFactory(), act="save"))
    article = Article.objects.get()
    first = edited(article, text="Le premier.", act="save")
    desk.post(f"/desk/briefs/{article.pk}/", first)

    answer = desk.post(f"/desk/briefs/{article.pk}/", first | {"text": "Le second."})

    assert len(answer.context["form"].non_field_errors()) == 1
    assert "Le second." in answer.content.decode()
    saved = Article.objects.get().get_latest_revision_as_object()
    assert saved.body.raw_data[0]["value"] == "<p>Le premier.</p>"


@pytest.mark.parametrize(
    "body",
    [[("paragraph", "<p>Un <b>mot</b>.</p>")], [("intertitle", "Titre"), ("paragraph", "<p>Oui.</p>")]],
)
def test_success_more_than_a_few_lines_has_the_form_of_articles(desk: Client, body: Any) -> None:
    article = ArticleFactory(form=Article.Form.BRIEF, body=body)
    article.save_revision()

    answer = desk.get(f"/desk/briefs/{article.pk}/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/articles/edit/{article.pk}/")


def test_fail_writer_publishes_a_change(desk: Client, writer: User) -> None:
    desk.post(BRIEFS, said(SectionFactory(), act="publish"))
    article = Article.objects.get()

    signed_in(writer).post(f"/desk/briefs/{article.pk}/", edited(article, text="Autre.", act="publish"))

    assert Article.objects.get().body.raw_data[0]["value"].startswith("<p>À six heures.</p>")


def test_success_list_in_one_language(desk: Client) -> None:
    french_masthead()
    for code, headline in (("fr", "Le bac"), ("ar", "العبارة")):
        section = SectionFactory(locale=locale(code), slug=f"s-{code}")
        ArticleFactory(
            form=Article.Form.BRIEF, headline=headline, locale=locale(code), section=section, slug=code
        )

    page = desk.get("/desk/briefs/?locale=ar").content.decode()

    assert "العبارة" in page
    assert "Le bac" not in page


def test_success_menu_leads_here(desk: Client) -> None:
    SectionFactory()

    page = desk.get("/desk/").content.decode()

    assert '"/desk/briefs/"' in page


def test_success_in_another_language(desk: Client) -> None:
    french_masthead()
    section = SectionFactory(locale=locale("ar"), slug="siyasa", name="سياسة")

    page = desk.get("/desk/briefs/?locale=ar").content.decode()

    assert "سياسة" in page
    assert 'lang="ar" dir="rtl"' in page
    assert section.locale.language_code == "ar"


def test_success_list_has_its_filters_in_words(desk: Client) -> None:
    ArticleFactory()

    words = desk.get("/desk/articles/?state=draft").context["words"]

    assert [name for name, _url, current in words if current] == ["Draft"]
    assert {url for _name, url, _current in words} >= {
        "/desk/articles/?form=brief",
        "/desk/articles/?begun_by=me",
    }


def test_success_history_has_a_line_for_a_session(desk: Client, chief: User) -> None:
    article = ArticleFactory()
    address = f"/desk/articles/edit/{article.pk}/"
    for number in range(4):
        desk.post(address, form(section=article.section_id, headline=f"Titre {number}"))
    desk.post(address, form(section=article.section_id, headline="Titre") | {"action-publish": "now"})
    desk.post(address, form(section=article.section_id, headline="Après"))
    entries = ModelLogEntry.objects.filter(action="wagtail.edit").order_by("pk")
    before = entries.count()
    first = entries.first()
    assert first is not None
    ModelLogEntry.objects.filter(pk=first.pk).update(timestamp=clock.now() - timedelta(hours=2))

    shown = [
        entry.action for entry in desk.get(f"/desk/articles/history/{article.pk}/").context["object_list"]
    ]

    assert before >= 5
    assert shown.count("wagtail.edit") == 3
    assert shown.count("wagtail.publish") == 1


def test_success_first_page_shows_who_writes_what(desk: Client, writer: User) -> None:
    article, old = ArticleFactory(headline="En cours"), ArticleFactory(headline="Fermé")
    kind = ContentType.objects.get_for_model(Article)
    for one, age in ((article, 0), (old, 10)):
        seen = clock.now() - timedelta(minutes=age)
        EditingSession.objects.create(user=writer, content_type=kind, object_id=one.pk, last_seen_at=seen)
    published(headline="Paru ce matin", slug="paru")

    page = desk.get("/desk/").content.decode()

    assert "Paru ce matin" in page
    assert re.search(r"En cours</a> <span[^>]*>writer<", page)
    assert "Fermé" not in page
