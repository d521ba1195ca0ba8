"""Genres: what readers see of them, wherever an article is shown."""

import json
import re

import pytest
from lxml import html
from pytest_django import DjangoAssertNumQueries

from rotative.articles import actions, reads
from rotative.articles.models import Article, Byline
from rotative.bake import oven, verify
from rotative.bake.batch import loaders
from rotative.bake.models import StalePath
from rotative.bake.store.folder import MemoryPress
from tests.factories import newsroom
from tests.factories.articles import (
    ArticleFactory,
    BylineFactory,
    SubjectFactory,
    locale,
    published,
)

pytestmark = pytest.mark.django_db

OPINION = Article.Genre.OPINION


@pytest.fixture
def columnist() -> Byline:
    byline: Byline = BylineFactory(name="Hind Lamrabti", slug="hind", picture=newsroom.drawn_picture())
    return byline


def printed(press: MemoryPress, path: str) -> html.HtmlElement:
    oven.bake_stale(press)
    return html.document_fromstring((press.read(path) or b"").decode())


def labels(page: html.HtmlElement, within: str = "//body") -> list[str]:
    return [found.text for found in page.xpath(f"{within}//*[@class='kicker__label']")]


def test_success_news_has_no_label(press: MemoryPress) -> None:
    article = published()

    page = printed(press, article.path)

    assert labels(page) == []


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "Reportage"), ("ar", "ربورتاج"), ("en", "Reportage"), ("es", "Reportaje")]
)
def test_success_a_label_in_the_article_s_language(language: str, label: str) -> None:
    article = ArticleFactory(locale=locale(language), genre=Article.Genre.REPORTAGE)

    assert reads.view_of(article).card.label == label


def test_success_article_and_lists_show_label_and_face_of_an_opinion(
    press: MemoryPress, columnist: Byline
) -> None:
    article = published(genre=OPINION, bylines=[columnist])
    verify.sync()

    for path in (article.path, "/politique/"):
        page = printed(press, path)
        assert labels(page, "//main") == ["Opinion"]
        (face,) = page.xpath("//main//img[@class='face']")
        assert face.get("alt") == "" and face.get("src").endswith(".max192x192.webp")


def test_success_the_page_of_an_author_shows_the_label_without_the_face_again(
    press: MemoryPress, columnist: Byline
) -> None:
    published(genre=OPINION, bylines=[columnist])
    verify.sync()

    page = printed(press, "/auteur/hind/")

    assert labels(page, "//main") == ["Opinion"]
    assert not page.xpath("//main//img[@class='face']")


def test_success_the_front_page_shows_label_and_face(press: MemoryPress, columnist: Byline) -> None:
    published(genre=OPINION, bylines=[columnist], rank=1)
    verify.sync()

    page = printed(press, "/")

    assert labels(page, "//main") == ["Opinion"]
    assert page.xpath("//main//img[@class='face']")
    assert "Hind Lamrabti" in page.text_content()


def test_success_only_an_opinion_shows_a_face(press: MemoryPress, columnist: Byline) -> None:
    article = published(genre=Article.Genre.ANALYSIS, bylines=[columnist])

    page = printed(press, article.path)

    assert labels(page) == ["Analyse"]
    assert not page.xpath("//img[@class='face']")


def test_success_the_face_is_that_of_the_first_author_who_has_one(
    press: MemoryPress, columnist: Byline
) -> None:
    article = published(genre=OPINION, bylines=[BylineFactory(), columnist])

    page = printed(press, article.path)

    assert len(page.xpath("//article//img[@class='face']")) == 1


def test_success_the_box_of_another_article_shows_the_label(press: MemoryPress) -> None:
    subject = SubjectFactory()
    published(days_ago=1, genre=Article.Genre.INTERVIEW, subjects=[subject])
    article = published(subjects=[subject])

    page = printed(press, article.path)

    assert labels(page, "//aside") == ["Entretien"]


def test_success_another_genre_makes_every_page_with_the_card_stale(press: MemoryPress) -> None:
    subject = SubjectFactory()
    article = published(days_ago=1, subjects=[subject])
    beside = published(subjects=[subject])
    oven.bake_stale(press)

    article.genre = Article.Genre.ANALYSIS
    actions.publish(article)

    stale = set(StalePath.objects.values_list("path__path", flat=True))
    assert {article.path, beside.path, "/politique/", "/politique/rss.xml"} <= stale


def test_success_another_portrait_makes_the_opinion_stale(press: MemoryPress, columnist: Byline) -> None:
    article = published(genre=OPINION, bylines=[columnist])
    oven.bake_stale(press)

    columnist.picture = None
    columnist.save()

    assert not printed(press, article.path).xpath("//img[@class='face']")


@pytest.mark.parametrize(
    ("genre", "kind", "said"),
    [
        ("news", "NewsArticle", None),
        ("opinion", "OpinionNewsArticle", "Opinion"),
        ("analysis", "AnalysisNewsArticle", "Analyse"),
        ("reportage", "ReportageNewsArticle", "Reportage"),
        ("interview", "NewsArticle", "Entretien"),
        ("portrait", "NewsArticle", "Portrait"),
        ("fact-check", "NewsArticle", "Vérification"),
    ],
)
def test_success_search_engines_read_the_genre(
    press: MemoryPress, genre: str, kind: str, said: str | None
) -> None:
    article = published(genre=genre)
    oven.bake_stale(press)

    shown = (press.read(article.path) or b"").decode()
    (document,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL)
    data = json.loads(document)[0]

    assert (data["@type"], data.get("genre")) == (kind, said)


def test_success_the_faces_of_a_list_are_loaded_at_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    writers = [BylineFactory(picture=newsroom.drawn_picture()) for _number in range(3)]
    opinions = [published(genre=OPINION, bylines=[writer]).pk for writer in writers]
    reads.cards(opinions)

    # Cards, signatures, sections, faces.
    with django_assert_num_queries(4), loaders.batch():
        shown = reads.cards(opinions)

    assert all(card.face for card in shown.values())
