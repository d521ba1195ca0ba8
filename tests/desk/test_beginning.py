"""The form of a new article, filled in as far as the desk can."""

import re
from typing import Any

from django.test import Client

from rotative.articles.models import Article, ArticleTemplate
from rotative.staff.models import User
from tests.desk.conftest import signed_in
from tests.desk.test_articles import form
from tests.factories.articles import (
    ArticleFactory,
    BylineFactory,
    SectionFactory,
    SubjectFactory,
    locale,
    published,
)

ADD = "/desk/articles/add/?locale=fr"


def begun(client: Client, address: str) -> Article:
    article: Article = client.get(address).context["form"].instance
    return article


def signed(article: Article) -> list[str]:
    return [link.byline.name for link in article.article_bylines.all()]


def test_success_own_byline_is_there(writer: User) -> None:
    SectionFactory()
    BylineFactory(name="Ada Kermorvan", user=writer)
    BylineFactory(name="أدا", user=writer, locale=locale("ar"))

    assert signed(begun(signed_in(writer), ADD)) == ["Ada Kermorvan"]
    assert signed(begun(signed_in(writer), "/desk/articles/add/?locale=ar")) == ["أدا"]
    assert signed(begun(signed_in(writer), f"{ADD}&form=brief")) == []


def test_success_own_byline_is_saved_once(writer: User) -> None:
    section, byline = SectionFactory(), BylineFactory(user=writer)
    client = signed_in(writer)
    page = client.get(ADD).content.decode()
    initial = re.search(r'name="article_bylines-INITIAL_FORMS" value="(\d+)"', page)
    rows = {
        "article_bylines-TOTAL_FORMS": "1",
        "article_bylines-INITIAL_FORMS": initial[1] if initial else "0",
        "article_bylines-0-id": "",
        "article_bylines-0-ORDER": "1",
        "article_bylines-0-byline": str(byline.pk),
    }

    client.post(ADD, form(section=section.pk) | rows)

    draft = Article.objects.get().get_latest_revision_as_object()
    assert [link.byline_id for link in draft.article_bylines.all()] == [byline.pk]


def test_success_row_in_which_nothing_is_chosen_stops_no_save(desk: Client) -> None:
    article, subject = ArticleFactory(), SubjectFactory()
    rows = {
        "article_subjects-TOTAL_FORMS": "2",
        "article_subjects-INITIAL_FORMS": "0",
        **{f"article_subjects-{number}-id": "" for number in (0, 1)},
        **{f"article_subjects-{number}-ORDER": str(number + 1) for number in (0, 1)},
        "article_subjects-0-subject": "",
        "article_subjects-1-subject": str(subject.pk),
    }

    answer = desk.post(f"/desk/articles/edit/{article.pk}/", form(section=article.section_id) | rows)

    assert answer.status_code == 302
    draft = Article.objects.get().get_latest_revision_as_object()
    assert [link.subject_id for link in draft.article_subjects.all()] == [subject.pk]


def test_success_version_takes_the_filing_and_its_counterparts(desk: Client) -> None:
    politics = SectionFactory()
    siyasa = SectionFactory(
        locale=locale("ar"), slug="siyasa", name="سياسة", translation_key=politics.translation_key
    )
    SectionFactory(locale=locale("ar"), slug="awal", name="أول")
    ada = BylineFactory(name="Ada")
    arabic_ada = BylineFactory(name="أدا", locale=locale("ar"), translation_key=ada.translation_key)
    subjects = [SubjectFactory(), SubjectFactory()]
    source = published(
        section=politics,
        bylines=[ada],
        subjects=subjects,
        rank=1,
        genre="analysis",
        picture_caption="Le pont.",
    )

    version = begun(desk, f"/desk/articles/add/?locale=ar&translates={source.pk}")

    assert version.section == siyasa
    assert signed(version) == [arabic_ada.name]
    assert [link.subject_id for link in version.article_subjects.all()] == [one.pk for one in subjects]
    assert (version.rank, version.genre, version.picture_caption) == (1, "analysis", "Le pont.")
    assert version.headline == ""


def test_success_duplicate_has_the_words_and_neither_date_nor_address(desk: Client) -> None:
    source = published(headline="Match nul", standfirst="Zéro partout.", bylines=[BylineFactory(name="Ada")])

    copy = begun(desk, f"{ADD}&copies={source.pk}")

    assert (copy.headline, copy.standfirst, signed(copy)) == ("Match nul", "Zéro partout.", ["Ada"])
    assert [block["value"] for block in copy.body.raw_data] == [
        block["value"] for block in source.body.raw_data
    ]
    assert (copy.pk, copy.slug, copy.path, copy.published_at) == (None, "", None, None)
    assert Article.objects.count() == 1


def test_success_template_is_kept_and_used(desk: Client) -> None:
    article = ArticleFactory(headline="Équipe A – Équipe B", subjects=[SubjectFactory()])

    desk.post(f"/desk/articles/{article.pk}/template/", {"name": "Compte rendu de match"})
    template = ArticleTemplate.objects.get()
    page = desk.get("/desk/articles/templates/").content.decode()
    new = begun(desk, f"{ADD}&template={template.pk}")

    assert template.name == "Compte rendu de match"
    assert f"template={template.pk}" in page
    assert (new.pk, new.headline, new.section) == (None, "Équipe A – Équipe B", article.section)
    assert new.article_subjects.count() == 1


def test_success_template_of_the_same_name_is_replaced(desk: Client) -> None:
    first = ArticleFactory(headline="Un")
    second = ArticleFactory(headline="Deux", section=first.section)
    for article in (first, second):
        desk.post(f"/desk/articles/{article.pk}/template/", {"name": "Match"})

    assert [one.content["headline"] for one in ArticleTemplate.objects.all()] == ["Deux"]


def test_success_template_is_deleted_after_a_question(desk: Client) -> None:
    article = ArticleFactory()
    desk.post(f"/desk/articles/{article.pk}/template/", {"name": "Match"})
    pk = ArticleTemplate.objects.get().pk

    asked = desk.post("/desk/articles/templates/", {"delete": pk})
    before = ArticleTemplate.objects.count()
    desk.post("/desk/articles/templates/", {"delete": pk, "sure": "1"})

    assert "Delete the template “Match” for good?" in asked.content.decode()
    assert (before, ArticleTemplate.objects.count()) == (1, 0)


def test_success_form_shows_what_machines_will_show(desk: Client) -> None:
    article = ArticleFactory(headline="La digue", search_title="Crue 2026")

    page: Any = desk.get(f"/desk/articles/edit/{article.pk}/").content.decode()
    preview = page[page.index("data-desk-machines") :]
    preview = preview[: preview.index("</div>")]

    assert ">Crue 2026<" in preview
    assert ">La digue<" in preview
