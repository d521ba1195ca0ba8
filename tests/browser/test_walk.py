"""The first hour at the desk, after the first article: paste, blocks, the front page, a test letter, letters called back.

Rows of pictures to look at, in both languages and on both screens:

    WALK_PICTURES=/tmp/walk .venv/bin/python -m pytest -q -n 0 tests/browser/test_walk.py
"""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from selenium.common.exceptions import ElementNotInteractableException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.browser.chromium import SCREENS, Browser
from tests.browser.desk import WAIT_S, signed_in
from tests.browser.document import Document
from tests.browser.test_first_hour import SIGNATURE, Walk
from tests.browser.test_fronts import APPROVE, DROP, FORGET, last_line
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

CLIPBOARD = Path(__file__).resolve().parents[1] / "fixtures" / "clipboard"
PICTURES = os.environ.get("WALK_PICTURES", "")
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FRONT = "from rotative.pages.models import FrontPage; print(FrontPage.objects.get(locale__language_code={language!r}).pk)"
WORDS = {
    "fr": {
        "byline": "Nadia Ferhat",
        "headline": "Le bac passe la nuit au quai",
        "standfirst": "La capitainerie attend une pièce de rechange.",
        "gallery": "Le chantier, mois après mois",
        "figures": "Mois\tPassages\nMars\t1 200\nAvril\t950",
        "chart": "Passages par mois",
        "film": "Le bac, vu du phare",
        "urgent": "Le pont est fermé jusqu’à midi",
        "filing": "Classement",
    },
    "ar": {
        "byline": "هند العلوي",
        "headline": "العبّارة تبيت في الرصيف",
        "standfirst": "تنتظر قيادة الميناء قطعة غيار.",
        "gallery": "الورش شهرا بعد شهر",
        "figures": "الشهر\tالرحلات\nمارس\t1200\nأبريل\t950",
        "chart": "الرحلات في كل شهر",
        "film": "العبّارة من المنارة",
        "urgent": "الجسر مغلق حتى الظهر",
        "filing": "التصنيف",
    },
}
# Two on each run; all four when somebody looks at the pictures.
WALKS = ["fr-desktop", "ar-phone", *(["fr-phone", "ar-desktop"] if PICTURES else [])]


@dataclass
class FirstHour(Walk):
    """A colleague on the way, in one language on one screen."""

    name: str = ""
    started: float = field(default_factory=time.monotonic)
    seen: int = 0

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]

    @property
    def language(self) -> str:
        return self.name.partition("-")[0]

    @property
    def document(self) -> Document:
        return Document(desk=self.desk)

    def look(self, step: str) -> None:
        """Keep a picture of the window, its number, the seconds and the clicks so far in its name."""
        if not PICTURES:
            return
        self.seen += 1
        folder = Path(PICTURES)
        folder.mkdir(exist_ok=True)
        passed = f"{time.monotonic() - self.started:.0f}s-{self.clicks}clicks"
        self.desk.browser.driver.save_screenshot(
            str(folder / f"{self.name}-{self.seen:02}-{step}-{passed}.png")
        )

    def insert(self, kind: str) -> None:
        """Insert a block at the end of the text, by the tools above it."""
        self.document.at_end()
        Select(self.desk.browser.one(".desk-tool--insert")).select_by_value(kind)
        sites.wait(lambda: self.desk.browser.all(f".desk-card--{kind}"), within_s=WAIT_S)

    def fill(self, kind: str, number: int, text: str) -> None:
        """Write into a field of the last card of a kind."""
        fields = f".desk-card--{kind}:last-of-type :is(input[type=text], input[type=url], textarea)"

        def is_written() -> bool:
            # A card draws its fields one after the other, and moves while it does.
            found = self.desk.browser.all(fields)[number : number + 1]
            if not found or not found[0].is_displayed():
                return False
            try:
                found[0].send_keys(text)
            except ElementNotInteractableException:
                return False
            return True

        sites.wait(is_written, within_s=WAIT_S)


@pytest.fixture(params=WALKS)
def hour(request: pytest.FixtureRequest, site: Site, viewer: Browser) -> Iterator[FirstHour]:
    language, screen = request.param.split("-")
    viewer.size(*SCREENS[screen])
    name = f"walk-{request.param}"
    desk = signed_in(site, viewer, name=name, language=language)
    code = "user = User.objects.get(username={name!r}); user.email = 'walk@example.org'; user.save()\n"
    byline = WORDS[language]["byline"]
    sites.python(
        site.folder,
        SIGNATURE.format(name=name, byline=byline, language=language) + code.format(name=name),
    )
    yield FirstHour(desk=desk, name=request.param)


def begin(hour: FirstHour) -> None:
    """Open a new article and write its headline and standfirst."""
    hour.desk.open("")
    hour.look("desk")
    hour.click("a.button[href*='articles/add']")
    focused = "return document.activeElement.name === 'headline'"
    sites.wait(lambda: hour.desk.browser.ask(focused), within_s=WAIT_S)
    hour.document.type(f"{hour.words['headline']} {hour.name}", Keys.TAB, hour.words["standfirst"], Keys.TAB)
    ready = "return document.activeElement.classList.contains('desk-text')"
    sites.wait(lambda: hour.desk.browser.ask(ready), within_s=WAIT_S)


def illustrate(hour: FirstHour) -> None:
    """Put a gallery, a chart and a film at the end of the text."""
    hour.insert("gallery")
    for number in range(2):
        if number:
            hour.click(".desk-card--gallery .desk-field--list > button")
        hour.click(".desk-card--gallery .desk-row:last-child .desk-chosen__row button")
        sites.wait(lambda: hour.desk.browser.all(".modal a[data-chooser-modal-choice]"), within_s=WAIT_S)
        hour.look("chooser")
        hour.click(".modal a[data-chooser-modal-choice]")
        sites.wait(lambda: not hour.desk.browser.all(".modal.in"), within_s=WAIT_S)
    hour.look("gallery")
    hour.insert("chart")
    hour.fill("chart", 0, hour.words["chart"])
    # A tab would lead to the next field: figures are pasted.
    hour.desk.browser.driver.execute_script(
        "const field = [...document.querySelectorAll('.desk-card--chart textarea')].pop();"
        "field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));",
        hour.words["figures"],
    )
    hour.look("chart")
    hour.insert("embed")
    hour.fill("embed", 0, FILM)
    hour.fill("embed", 1, hour.words["film"])
    hour.look("film")


def test_success_pasted_and_illustrated_article(site: Site, hour: FirstHour) -> None:
    begin(hour)
    hour.document.paste(html=(CLIPBOARD / "word.html").read_text())
    hour.look("pasted-from-word")
    hour.document.at_end()
    hour.document.paste(html=(CLIPBOARD / "google_docs.html").read_text())
    hour.look("pasted-from-google-docs")

    illustrate(hour)
    hour.click("[role=tab]", text=hour.words["filing"])
    hour.look("filing")
    hour.click("button[name=action-publish]")
    sites.wait(lambda: hour.desk.browser.all("button[name=when]"), within_s=WAIT_S)
    hour.look("publish")
    hour.click("button[name=when]")
    sites.wait(lambda: hour.desk.browser.all(".desk-published"), within_s=WAIT_S)
    hour.look("published")

    headline = f"{hour.words['headline']} {hour.name}"
    query = "SELECT path, body FROM articles_article WHERE headline = ? AND live"
    [(path, body)] = sites.wait(lambda: site.rows(query, headline), within_s=WAIT_S)
    assert {"table", "list", "intertitle", "gallery", "chart", "embed"} <= {
        one["type"] for one in json.loads(body)
    }
    sites.wait(lambda: site.status(path) == 200, within_s=WAIT_S)
    page = site.get(path, accept_encoding="").body.decode()
    assert all(part in page for part in ('class="gallery"', 'class="chart"', "dQw4w9WgXcQ", "<table"))


def test_success_front_page_with_an_urgent_line(site: Site, hour: FirstHour) -> None:
    pk = last_line(sites.python(site.folder, FRONT.format(language=hour.language)))
    try:
        hour.desk.open(f"fronts/{pk}/")
        hour.look("front")
        hour.click("#urgent > summary")
        hour.desk.write("#urgent-text", hour.words["urgent"])
        hour.look("urgent")
        hour.click("button[value=urgent]")
        sites.wait(lambda: hour.desk.text(".desk-urgent") == hour.words["urgent"], within_s=WAIT_S)
        hour.click("[data-found]:first-child button[value=place]")
        hour.look("front-arranged")
        hour.click("button[value=publish]")

        front = "/" if hour.language == "fr" else "/ar/"
        # A headline's last words stay together: the page has no-break spaces.
        sites.wait(
            lambda: (
                hour.words["urgent"]
                in site.get(front, accept_encoding="").body.decode().replace("\u00a0", " ")
            ),
            within_s=WAIT_S,
        )
        hour.desk.browser.open(site.origin + front)
        hour.look("front-of-readers")
    finally:
        if hour.language == "fr":
            sites.python(site.folder, DROP)
    assert hour.clicks <= 4


def test_success_test_letter_and_letters_called_back(
    site: Site, hour: FirstHour, mail: tuple[int, Path]
) -> None:
    pk = json.loads(last_line(sites.python(site.folder, APPROVE)))
    before = len([*mail[1].glob("new/*")])
    try:
        hour.desk.open(f"editions/{pk}/")
        hour.look("edition")
        hour.desk.open(f"editions/{pk}/preview/")
        hour.look("preview")
        hour.click("button[value=test]")
        sites.wait(lambda: len([*mail[1].glob("new/*")]) > before, within_s=WAIT_S)
        hour.look("test-letter")
        hour.desk.open(f"editions/{pk}/")
        hour.click(".desk-approve button[value=send]")
        sites.wait(lambda: hour.desk.browser.all("input[name=sure]"), within_s=WAIT_S)
        hour.look("send")
        hour.click("button[value=send]")
        sites.wait(lambda: hour.desk.text("[data-desk-left] [role=timer]"), within_s=WAIT_S)
        hour.look("thirty-seconds")
        hour.click("button[value=call_back]")
        sites.wait(lambda: hour.desk.browser.all(".desk-approve button[value=send]"), within_s=WAIT_S)
        hour.look("called-back")
        letters = [path.read_text(errors="replace") for path in mail[1].glob("new/*")][before:]
    finally:
        sites.python(site.folder, FORGET.format(pk=pk))

    assert len([*mail[1].glob("new/*")]) == before + 1, letters
