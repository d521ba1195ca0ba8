"""Links in the text, from the editor to the page."""

import pytest
from wagtail.models import ReferenceIndex
from wagtail.rich_text import expand_db_html

from rotative.articles import actions, body
from rotative.bake import keys
from rotative.subjects.models import Subject
from tests.factories.articles import ArticleFactory, BylineFactory, SubjectFactory, published

pytestmark = pytest.mark.django_db


def test_success_article() -> None:
    article = published(headline="Là-bas")

    with keys.recording() as shown:
        html = expand_db_html(f'<p>Voir <a linktype="article" id="{article.pk}">ici</a>.</p>')

    assert html == '<p>Voir <a href="/politique/la-bas/">ici</a>.</p>'
    assert shown == {keys.card(article.pk)}


def test_success_withdrawn_article_leaves_its_words() -> None:
    article = published()
    actions.withdraw(article)

    with keys.recording() as shown:
        parts = body.paragraphs(f'<p>Voir <a linktype="article" id="{article.pk}">ici</a>.</p>', "fr")

    assert parts == ["Voir ici."]
    assert shown == {keys.card(article.pk)}


def test_success_unknown_and_malformed_ids_are_no_links() -> None:
    html = '<p><a linktype="article" id="x">a</a> <a linktype="article">b</a> <a linktype="subject" id="9">c</a></p>'

    assert body.paragraphs(html, "fr") == ["a b\N{NO-BREAK SPACE}c"]


def test_success_subject_in_its_language() -> None:
    subject: Subject = SubjectFactory(names={"fr": "Barrage", "ar": "السد"})

    html = expand_db_html(
        f'<a linktype="subject" id="{subject.pk}">x</a> <a linktype="subject" id="{subject.pk}" lang="ar">y</a>'
    )

    assert html == f'<a href="/sujet/fr-{subject.pk}/">x</a> <a href="/ar/mawdou/ar-{subject.pk}/">y</a>'


def test_success_many_links_in_one_query(django_assert_num_queries: object) -> None:
    articles = [published() for _ in range(4)]
    html = "".join(f'<a linktype="article" id="{article.pk}">x</a>' for article in articles)

    with django_assert_num_queries(1):  # type: ignore[operator]
        expand_db_html(html)


def test_success_usage_is_known() -> None:
    cited = published()
    ArticleFactory(body=[("paragraph", f'<p><a linktype="article" id="{cited.pk}">ici</a></p>')])

    assert ReferenceIndex.get_references_to(cited).count() == 1


def test_success_usage_of_what_an_article_is_about_and_signed_with_is_known() -> None:
    subject, byline = SubjectFactory(), BylineFactory()
    article = published(subjects=[subject], bylines=[byline])

    for named in (subject, byline):
        [found] = ReferenceIndex.get_references_to(named)
        assert (found.base_content_type.model, found.object_id) == ("article", str(article.pk))
