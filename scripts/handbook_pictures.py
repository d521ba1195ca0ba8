"""Draws the pictures of the handbook: the French desk of the demo, at work on an article that is thrown away at the end.

    make demo
    .venv/bin/rotative subjects suggest --home FOLDER
    .venv/bin/python scripts/handbook_pictures.py http://127.0.0.1:8000 USER PASSWORD

FOLDER, USER and PASSWORD are those that the demo prints. Needs Chromium and its driver, as the tests do; with Debian's chromium-l10n it writes
dates as the French do. Yesterday's edition in French is composed again if it is there; nothing is published and nothing is sent.
"""

import base64
import io
import re
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
# Pixels of the window; a page with something at its side needs the wide one. The menu is in the first picture alone.
WIDTH, WIDE, HEIGHT, MENU = 1200, 1500, 860, 200
# Bytes of one picture; a picture that is larger is written once more with less quality.
MOST_BYTES = 60_000
QUALITIES = range(80, 20, -5)
WAIT_S = 20
# An article for the paper that the demo invents.
HEADLINE = "Le bac de la rive sud reprend lundi"
STANDFIRST = "Après neuf semaines de réparation, la traversée rouvre avec un départ toutes les vingt minutes."
PARAGRAPHS = (
    "Le bac « Zineb » a fait ses essais mercredi, à vide, puis avec douze voitures. La commission de sécurité a signé dans la soirée.",
    "Les abonnés de la ligne 7 gardent leur carte : la traversée y est comprise jusqu’à la fin de décembre.",
)
# An article that names subjects of the demo and moves one of its dossiers.
DEVELOPMENT = "Eau de la Sebra : une troisième équipe cherche les fuites"
NAMED = "La Régie des eaux de la Sebra l’a mise au travail lundi, dit Karim Rachdi-Alami."
HAPPENED = "La troisième équipe de nuit prend son service."
DOSSIER = "/dossier/l-eau-de-la-sebra/"
# A picture of the demo, by words of its name.
PICTURE = "tramway"
# Adds to the text of the form what typing would: the cursor goes to its end.
AT_END = (
    "const { editor } = document.querySelector('[data-desk-document]').deskDocument;"
    "editor.commands.setTextSelection(editor.state.doc.content.size); editor.view.focus();"
)


class Desk:
    """The desk in a browser, for one signed-in editor."""

    def __init__(self, driver: Chrome, site: str) -> None:
        self.driver = driver
        self.site = site
        self.width = WIDTH

    def open(self, path: str) -> None:
        self.driver.get(f"{self.site}/desk/{path}")

    def sign_in(self, user: str, password: str) -> None:
        self.open("")
        self.driver.find_element(By.NAME, "username").send_keys(user)
        self.driver.find_element(By.NAME, "password").send_keys(password)
        self.click("form [type=submit]")
        self.wait(lambda: self.all(".desk-cards"))

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def ask(self, script: str, *values: object) -> object:
        """Run a script in the page and return its result."""
        return self.driver.execute_script(script, *values)

    def wait(self, is_so: Callable[[], object]) -> None:
        until = time.monotonic() + WAIT_S
        while not is_so():
            if time.monotonic() > until:
                raise SystemExit(f"Not as expected after {WAIT_S} s: {self.driver.current_url}")
            time.sleep(0.1)

    def click(self, selector: str) -> None:
        """Wait for the first visible element and click it."""
        self.wait(lambda: self._clicked(selector))

    def _clicked(self, selector: str) -> bool:
        shown = next((one for one in self.all(selector) if one.is_displayed()), None)
        if shown is None:
            return False
        try:
            self.ask("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", shown)
            shown.click()
        except (ElementClickInterceptedException, StaleElementReferenceException):
            return False
        return True

    def type(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def size(self, width: int) -> None:
        self.width = width
        size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def to_top(self) -> None:
        """Move the page back to its top, and the mouse away: some pages scroll as a whole, others in a part of them."""
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": 0, "y": 0})
        self.ask("for (const one of document.querySelectorAll('html, main, main *')) one.scrollTop = 0")

    def draw(self, name: str, *, left: int = MENU, height: int = HEIGHT) -> None:
        """Write a picture of the window. left, height: pixels of it that are left out and kept."""
        self.wait(
            lambda: self.ask(
                "return [...document.images].every((one) => one.complete || one.loading === 'lazy')"
            )
        )
        # Messages and menus move for a third of a second.
        time.sleep(1)
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
        picture = (
            Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB").crop((left, 0, self.width, height))
        )
        file = PICTURES / f"{name}.webp"
        for quality in QUALITIES:
            picture.save(file, quality=quality, method=6)
            if file.stat().st_size <= MOST_BYTES:
                break
        print(f"{file.name}: {file.stat().st_size / 1000:.1f} kB")  # noqa: T201 a script's output


def main(site: str, user: str, password: str) -> None:
    """Write the pictures. site: the demo's address, without a slash at its end."""
    PICTURES.mkdir(exist_ok=True)
    driver = _browser()
    try:
        desk = Desk(driver, site)
        desk.sign_in(user, password)
        _first_page(desk)
        _article(desk)
        _development(desk)
        _review(desk)
        _dossier(desk)
        _front(desk)
        _edition(desk)
        _crop(desk)
    finally:
        driver.quit()


def _browser() -> Chrome:
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=fr-FR"):
        options.add_argument(flag)
    return Chrome(options=options, service=Service(shutil.which("chromedriver")))


def _first_page(desk: Desk) -> None:
    desk.size(WIDTH)
    desk.draw("first-page", left=0)


def _article(desk: Desk) -> None:
    """Draw the form, the list of blocks, the question before publishing, and the trash."""
    desk.open("")
    _new(desk)
    desk.type(HEADLINE, Keys.TAB, STANDFIRST, Keys.TAB)
    desk.wait(lambda: desk.ask("return document.activeElement.classList.contains('desk-text')"))
    desk.type(PARAGRAPHS[0], Keys.ENTER, "## Une carte pour deux rives", Keys.ENTER, PARAGRAPHS[1])
    pk = _saved(desk)
    desk.to_top()
    desk.draw("article")
    desk.ask(AT_END)
    desk.type(Keys.ENTER, "/")
    desk.wait(lambda: desk.all(".desk-palette:not([hidden])"))
    desk.draw("blocks")
    desk.type(Keys.ESCAPE, Keys.BACKSPACE)
    desk.click("button[name=action-publish]")
    desk.wait(lambda: desk.all("button[name=when]"))
    desk.draw("publish", height=420)
    _to_trash(desk, pk)
    desk.draw("trash", height=240)
    _delete(desk, pk)


def _new(desk: Desk) -> None:
    """Open the form of a new article, and wait until one can type."""
    desk.click("a.button[href*='articles/add']")
    desk.wait(lambda: desk.ask("return document.activeElement.name === 'headline'"))
    desk.wait(
        lambda: desk.ask("return Boolean(document.querySelector('[data-desk-document]')?.deskDocument)")
    )


def _saved(desk: Desk) -> str:
    """Return the number of the article. The draft saves itself: the form gets its address."""
    desk.wait(lambda: re.search(r"/edit/(\d+)/", desk.driver.current_url))
    found = re.search(r"/edit/(\d+)/", desk.driver.current_url)
    return found[1] if found else ""


def _development(desk: Desk) -> None:
    """Draw the subjects that are suggested under the text, and the line that makes an event of a dossier."""
    desk.open("")
    _new(desk)
    desk.type(DEVELOPMENT, Keys.TAB, NAMED)
    pk = _saved(desk)
    desk.wait(lambda: desk.all("[data-desk-suggestions-list] > li"))
    desk.ask(
        "document.querySelector('[data-desk-suggestions]').scrollIntoView({ block: 'end', behavior: 'instant' })"
    )
    desk.draw("suggestions")
    desk.click("[role=tab][href='#tab-dossiers']")
    desk.click(".desk-suggested button")
    desk.wait(lambda: desk.all("[name=developments-0-text]"))
    desk.type(HAPPENED)
    desk.to_top()
    desk.draw("development")
    _to_trash(desk, pk)
    _delete(desk, pk)


def _review(desk: Desk) -> None:
    """Draw the articles of the archive that name a subject and do not have it."""
    desk.open("subjects/suggestions/")
    desk.click("main table a")
    desk.wait(lambda: desk.all(".desk-stacked"))
    desk.draw("review")


def _dossier(desk: Desk) -> None:
    """Draw the page of a dossier as readers see it."""
    desk.driver.get(desk.site + DOSSIER)
    desk.draw("dossier", left=0)


def _to_trash(desk: Desk, pk: str) -> None:
    """Put the article into the trash, and open that."""
    desk.open(f"articles/{pk}/trash/")
    desk.click("button.serious")
    desk.wait(lambda: desk.all(".messages .success"))
    desk.open("articles/trash/")


def _delete(desk: Desk, pk: str) -> None:
    """Delete the article of the trash for good."""
    desk.click(f"a.no[href*='/{pk}/']")
    desk.click("main form [type=submit]")


def _front(desk: Desk) -> None:
    desk.size(WIDE)
    desk.open("fronts/")
    desk.click("a[href*='/desk/fronts/']:not([href$='/desk/fronts/'])")
    desk.wait(lambda: desk.all("[data-place]"))
    desk.draw("front-page")


def _edition(desk: Desk) -> None:
    """Draw the composer with yesterday's edition, which is a draft: the demo has sent today's."""
    desk.open("editions/")
    day = (date.today() - timedelta(days=1)).isoformat()
    desk.ask("document.getElementById('on').value = arguments[0]", day)
    desk.click("form.desk-find button[type=submit]")
    desk.wait(lambda: desk.all(".desk-clock"))
    desk.draw("edition")


def _crop(desk: Desk) -> None:
    """Draw the page where a picture is cropped, with a frame on it."""
    desk.size(WIDTH)
    desk.open("images/?" + urlencode({"q": PICTURE}))
    numbers = [
        re.search(r"/desk/images/(\d+)/", str(one.get_attribute("href")))
        for one in desk.all("a[href*='/desk/images/']")
    ]
    pk = next(one[1] for one in numbers if one)
    desk.open(f"pictures/{pk}/crop/")
    desk.click("button[data-shape='1.5']")
    desk.to_top()
    desk.draw("crop")


if __name__ == "__main__":
    main(*sys.argv[1:4])
