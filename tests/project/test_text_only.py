"""The text alone of an article, for slow networks: the same words, made when a reader asks."""

import gzip
import re
from io import BytesIO

import brotli
import pytest
from django.test import Client
from lxml import html

from rotative.articles import actions
from rotative.articles.models import Article, Correction
from rotative.bake import oven, verify
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.layout import assets
from rotative.masthead.models import Masthead
from tests.factories import newsroom
from tests.factories.articles import SectionFactory, locale, published

pytestmark = pytest.mark.django_db

# What a page may cost with its style sheet, compressed.
BUDGET_BYTES = 6 * 1024


def shown(client: Client, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


@pytest.fixture
def article() -> Article:
    Masthead.objects.get_or_create()
    newsroom.fill()
    found: Article = Article.objects.get(path=newsroom.ARTICLE)
    return found


def test_success_the_same_words(client: Client, article: Article) -> None:
    page = shown(client, f"{article.path}texte/")

    words = " ".join(page.xpath("//main")[0].text_content().split())
    wanted = (
        "Le bac revient au quai après onze mois d’absence", "le bac numéro deux reprend la mer", "Par Ada Kermorvan",
        "quatre millions", "Deux moteurs pour un", "Nous avions promis le printemps", "Huit heures", "Traversées par jour",
        "Le lancement en images", "Le ponton a cédé", "vélos compris", "Le tarif d’été a été précisé", "et non dix",
    )  # fmt: skip
    assert [word for word in wanted if word not in words.replace("\u202f", " ").replace("\u00a0", " ")] == []


def test_success_pictures_are_links_that_say_what_they_weigh(client: Client, article: Article) -> None:
    page = shown(client, f"{article.path}texte/")

    assert page.xpath("//img | //picture | //script | //iframe") == []
    links = page.xpath("//p[@class='picture']/a")
    assert len(links) == 2
    assert all(re.fullmatch(r"Afficher l’image \(\d+\u202fKo\)", link.text) for link in links)
    assert all(link.get("href").endswith(".jpg") for link in links)


def test_success_search_engines_keep_to_the_article(client: Client, article: Article) -> None:
    page = shown(client, f"{article.path}texte/")

    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith(article.path) and canonical.startswith("https://")
    assert page.xpath(f"//footer//a[@href='{article.path}']")


def test_success_it_weighs_little(client: Client, article: Article) -> None:
    body = client.get(f"{article.path}texte/").content
    sheet = assets.stylesheet_asset("#8a1c1c", "text").body

    assert len(brotli.compress(body, quality=5)) + len(brotli.compress(sheet, quality=5)) <= BUDGET_BYTES
    sent = client.get(f"{article.path}texte/", headers={"accept-encoding": "gzip"})
    assert sent["Content-Encoding"] == "gzip"
    assert len(sent.content) < BUDGET_BYTES and gzip.GzipFile(fileobj=BytesIO(sent.content)).read() == body


def test_success_the_article_leads_to_it(press: MemoryPress) -> None:
    article = published()
    oven.bake_stale(press)

    page = html.document_fromstring((press.read(article.path or "") or b"").decode())

    (link,) = page.xpath("//a[@rel='nofollow' and text()='Texte seul, pour les réseaux lents']")
    assert link.get("href") == f"{article.path}texte/"


@pytest.mark.parametrize(("language", "word"), [("ar", "nass"), ("en", "text"), ("es", "texto")])
def test_success_in_every_language(client: Client, language: str, word: str) -> None:
    section = SectionFactory(locale=locale(language), slug="une", name="Une")
    article = published(locale=section.locale, section=section, headline="Un bac")

    page = shown(client, f"{article.path}{word}/")

    assert page.get("lang") == language
    assert client.get(f"{article.path}texte/").status_code == 404


def test_success_it_is_always_the_present_text(client: Client) -> None:
    article = published()
    before = client.get(f"{article.path}texte/")

    article.headline = "Un autre titre"
    article.corrections = [Correction(text="Le chantier a duré onze mois, et non dix.")]
    actions.publish(article)

    page = shown(client, f"{article.path}texte/")
    assert page.findtext(".//h1") == "Un autre\N{NO-BREAK SPACE}titre"
    assert "onze mois, et non\N{NO-BREAK SPACE}dix" in page.text_content()
    assert client.get(f"{article.path}texte/", headers={"if-none-match": before["ETag"]}).status_code == 200


def test_success_a_browser_that_has_it_gets_nothing(client: Client) -> None:
    article = published()
    before = client.get(f"{article.path}texte/")

    again = client.get(f"{article.path}texte/", headers={"if-none-match": before["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert before["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"


def test_success_without_its_final_slash(client: Client) -> None:
    article = published()

    response = client.get(f"{article.path}texte")

    assert (response.status_code, response["Location"]) == (301, f"{article.path}texte/")


def test_success_it_follows_an_article_that_moved(client: Client) -> None:
    article = published()
    PublicPath.objects.create(
        path="/ancien/",
        recipe="article",
        arg=str(article.pk),
        state=PublicPath.State.MOVED,
        target=article.path or "",
    )

    response = client.get("/ancien/texte/")

    assert (response.status_code, response["Location"]) == (301, f"{article.path}texte/")


def test_success_it_is_no_page_of_the_press(press: MemoryPress) -> None:
    article = published()
    verify.sync()
    oven.bake_stale(press)

    assert not PublicPath.objects.filter(path__endswith="/texte/").exists()
    assert f"{article.path}texte/" not in press.pages


def test_success_an_old_article_says_so(client: Client) -> None:
    article = published(days_ago=400)

    assert "Cet article a plus d’un an" in shown(client, f"{article.path}texte/").text_content()


def test_fail_withdrawn(client: Client) -> None:
    article = published()
    actions.withdraw(article)

    assert client.get(f"{article.path}texte/").status_code == 410


def test_fail_an_article_that_the_press_gave_up(client: Client) -> None:
    article = published()
    StalePath.objects.update(error="PageTooSlow: it was not ready after 10 seconds.")

    assert client.get(f"{article.path}texte/").status_code == 503


@pytest.mark.parametrize(
    "path", ["/texte/", "/politique/texte/", "/politique/rien/texte/", "/politique/rien/texte"]
)
def test_fail_no_article_is_before_it(client: Client, path: str) -> None:
    published()

    assert client.get(path).status_code == 404
