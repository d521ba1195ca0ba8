"""A reader with a phone and without JavaScript, for whom everything is there and works."""

import mailbox
import re
from pathlib import Path

import pytest
from selenium.webdriver.remote.webelement import WebElement

from tests.browser import chromium
from tests.browser.chromium import Browser
from tests.factories import newsroom
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.browser

PAGES = {
    "front": ("/", "/ar/"),
    "article": (newsroom.ARTICLE, newsroom.ARABIC_ARTICLE),
    "brief": ("/politique/en-bref-1/", "/ar/siyasa/khbr-qsir/"),
    "section": ("/politique/", "/ar/siyasa/"),
    "subject": ("/sujet/fr-1/", "/ar/mawdou/ar-1/"),
    "author": ("/auteur/ada-kermorvan/", "/ar/katib/hind/"),
    "briefs": ("/breves/", "/ar/mujaz/"),
    "archive": ("/archives/", "/ar/archives/"),
    "standing": ("/a-propos-fr/", "/ar/a-propos-ar/"),
    "letter": ("/lettre/", "/ar/risala/"),
    "search": ("/recherche/?q=quai", "/ar/bahth/?q=الرصيف"),
    "old": ("/culture/phare/",),
}


@pytest.mark.parametrize(
    ("path", "language"),
    [(p, code) for pages in PAGES.values() for p, code in zip(pages, ("fr", "ar"), strict=False)],
)
def test_success_page_is_whole(site: Site, reader: Browser, path: str, language: str) -> None:
    reader.console()

    reader.open(site.origin + path)

    page = reader.one("html")
    assert (page.get_attribute("lang"), page.get_attribute("dir")) == (
        language,
        "rtl" if language == "ar" else "ltr",
    )
    assert len(reader.all("h1")) == 1
    assert reader.one("main").text
    assert reader.ask(
        "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    ) == [412, 412]
    assert [line for line in reader.console() if line.startswith("SEVERE")] == []


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("path", ["/", "/ar/", newsroom.ARTICLE])
def test_success_four_languages_fit_the_narrowest_phone(
    site: Site, reader: Browser, path: str, width: int
) -> None:
    reader.open(site.origin + path)
    reader.size(width, 800)
    try:
        # Two more links next to the other language, as in the header of an outlet in all four languages.
        reader.ask(
            "const first = document.querySelector('.languages li');"
            "for (const name of ['English', 'Español'])"
            " { const item = first.cloneNode(true); item.firstChild.textContent = name; first.after(item); }"
        )
        assert reader.ask("return document.documentElement.scrollWidth") == width
        assert reader.one(".tools__letter").is_displayed()
    finally:
        reader.size(*chromium.PHONE)


def test_success_scripts_are_off(site: Site, reader: Browser) -> None:
    reader.open(site.origin + newsroom.ARTICLE)

    # Nothing is offered that needs a script.
    assert not reader.one("[data-copy]").is_displayed()


@pytest.mark.parametrize(("start", "sections"), [("/", ["Politique", "Culture"]), ("/ar/", ["سياسة"])])
def test_success_menu(site: Site, reader: Browser, start: str, sections: list[str]) -> None:
    reader.open(site.origin + start)
    links = {link.text: link for link in reader.all("nav.menu a") if link.is_displayed()}

    links[sections[0]].click()

    assert set(sections) <= set(links)
    assert reader.one("h1").text == sections[0]
    assert reader.one("nav.menu [aria-current]").text == sections[0]


def test_success_article_says_all(site: Site, reader: Browser) -> None:
    reader.open(site.origin + newsroom.ARTICLE)

    words = plain(reader.one("main").text)
    for expected in (
        "Le bac revient au quai", "Réparé, repeint", "Ada Kermorvan", "Deux moteurs pour un",
        "la veille de sa mise à l’eau", "nous livrons l’automne", "Midi", "Traversées par jour", "Le lancement en images",
        "Le ponton a cédé", "onze mois, et non dix", "Le tarif d’été", "Régie des bacs", "Une riveraine", "À lundi.",
    ):  # fmt: skip
        assert expected in words
    assert "Secret gardé" not in words
    pictures = reader.all("main img")
    assert {(picture.get_attribute("alt"), picture.get_property("complete")) for picture in pictures[:1]} == {
        ("Un bac rouge sur l’eau", True)
    }
    assert pictures[0].get_property("naturalWidth") > 0


def test_success_other_language(site: Site, reader: Browser) -> None:
    reader.open(site.origin + newsroom.ARTICLE)

    follow(reader, reader.one("main a[hreflang=ar]"))

    assert reader.driver.current_url == site.origin + newsroom.ARABIC_ARTICLE
    assert reader.one("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize(
    ("page", "words", "found"), [("/", "ponton", "Le ponton a cédé"), ("/ar/", "العبارة", "العبّارة تعود")]
)
def test_success_search(site: Site, reader: Browser, page: str, words: str, found: str) -> None:
    reader.open(site.origin + page)
    follow(reader, reader.one(".tools__icon"))

    field = reader.one("main input[name=q]")
    field.send_keys(words)
    follow(reader, reader.one("main form button"))

    assert any(headline.startswith(found) for headline in reader.texts(".list--search h2"))
    assert reader.one("main input[name=q]").get_attribute("value") == words


def test_success_comment(site: Site, reader: Browser) -> None:
    reader.open(site.origin + newsroom.ARTICLE)
    form = reader.one("#write ~ form")

    fill(form, name="Yann", email="yann@lecteurs.example", text="Et le prix du\npassage ?")
    field(form, "consent").click()
    follow(reader, form.find_element("css selector", "button"))

    assert reader.driver.current_url == f"{site.origin}/_/comment/"
    assert reader.one("h1").text
    assert not reader.all("[role=alert]")
    rows = "SELECT name, email, text, state FROM comments_comment WHERE name = 'Yann'"
    assert site.rows(rows) == [("Yann", "yann@lecteurs.example", "Et le prix du\npassage ?", "held")]
    follow(reader, reader.one(".message__links a"))
    assert reader.driver.current_url == f"{site.origin}{newsroom.ARTICLE}#comments"


def test_success_reply(site: Site, reader: Browser) -> None:
    reader.open(site.origin + newsroom.ARTICLE)
    form = reader.one("#write ~ form")
    # A comment of its own answers nobody, and is not asked.
    assert not field(form, "parent").is_displayed()
    reader.one(".comment__reply a").click()

    assert field(form, "parent").is_displayed()
    reader.one("[name=parent] option:nth-child(2)").click()
    fill(form, name="Gaud", email="gaud@lecteurs.example", text="Moi aussi.")
    field(form, "consent").click()
    follow(reader, form.find_element("css selector", "button"))

    assert reader.driver.current_url == f"{site.origin}/_/comment/"
    assert reader.one("h1").text
    assert not reader.all("[role=alert]")
    answered = (
        "SELECT parent.name FROM comments_comment AS answer JOIN comments_comment AS parent ON parent.id = answer.parent_id"
        " WHERE answer.name = 'Gaud'"
    )
    assert site.rows(answered) == [("Une riveraine",)]


def test_fail_comment_is_given_back(site: Site, reader: Browser) -> None:
    reader.open(site.origin + newsroom.ARTICLE)
    form = reader.one("#write ~ form")

    fill(form, name="Un point", email="a@a", text="Des mots à garder")
    field(form, "consent").click()
    follow(reader, form.find_element("css selector", "button"))

    assert reader.one("[role=alert]").text
    assert reader.one("textarea[name=text]").get_attribute("value") == "Des mots à garder"
    assert reader.one("input[name=email]").get_attribute("value") == ""


@pytest.mark.parametrize(
    ("page", "address"), [("/lettre/", "soizic@lecteurs.example"), ("/ar/risala/", "hind@lecteurs.example")]
)
def test_success_sign_up_and_confirm(
    site: Site, reader: Browser, mail: tuple[int, Path], page: str, address: str
) -> None:
    reader.open(site.origin + page)
    form = reader.one("main form")
    fill(form, email=address)
    follow(reader, form.find_element("css selector", "button"))
    language = reader.one("html").get_attribute("lang")
    assert reader.one("h1").text

    link = sites.wait(lambda: confirm_link(mail[1], address))
    reader.open(link)
    state = "SELECT state FROM subscribers_subscriber WHERE email = ?"
    assert site.rows(state, address) == [("pending",)]
    follow(reader, reader.one("main form button"))

    assert site.rows(state, address) == [("confirmed",)]
    assert reader.one("html").get_attribute("lang") == language


def confirm_link(folder: Path, address: str) -> str:
    """Return the link in the confirmation mail to an address; "" while there is no mail."""
    letters = [letter for letter in mailbox.Maildir(folder) if letter["To"] == address]
    for part in letters[0].walk() if letters else ():
        text = (part.get_payload(decode=True) or b"").decode()
        if found := re.search(r"http://\S+/_/\S+", text):
            return found[0]
    return ""


def follow(reader: Browser, element: WebElement) -> None:
    """Press an element that leads to another page, and wait for that page."""
    old = reader.all("html")
    element.click()
    # Between two pages the document has no element.
    sites.wait(
        lambda: reader.all("html") not in (old, []) and reader.ask("return document.readyState") == "complete"
    )


def fill(form: WebElement, **values: str) -> None:
    for name, value in values.items():
        field(form, name).send_keys(value)


def field(form: WebElement, name: str) -> WebElement:
    return form.find_element("css selector", f"[name={name}]")


def plain(words: str) -> str:
    """Replace the spaces of French typography by plain ones."""
    return re.sub(r"[\u00a0\u202f]", " ", words)
