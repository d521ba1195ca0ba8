"""Subjects suggested under the text of an article: added with one click, refused with another, never added alone."""

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Browser
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

_MAKE = """
from rotative.subjects.models import Subject, SubjectName
made = SubjectName.objects.filter(name="Bellefonds").exists()
for kind, names in (("person", {"fr": "Léa Marchetti", "ar": "ليا ماركيتي"}), ("place", {"fr": "Bellefonds", "ar": "بيلفون"}), ("organisation", {"fr": "Bellefonds"})) if not made else ():
    subject = Subject.objects.create(kind=kind)
    for language, name in names.items():
        row = SubjectName(subject=subject, language=language, name=name)
        row.clean()
        row.save()
"""
_SUGGESTED = "return [...document.querySelectorAll('[data-desk-suggestions-list] > li')].map((row) => row.innerText.replace(/\\s+/g, ' ').trim())"
ROWS = """
return [...document.querySelectorAll('input[name^="article_subjects-"][name$="-subject"]')]
  .filter((row) => !row.name.includes("__prefix__"))
  .map((row) => [document.getElementById(`${row.id}-chooser`).querySelector("[data-chooser-title]").textContent.trim(),
    row.form.elements[row.name.replace(/subject$/, "mentioned")].checked])
"""


@pytest.fixture
def desk(site: Site, viewer: Browser) -> Iterator[Desk]:
    sites.python(site.folder, _MAKE)
    viewer.driver.set_window_size(1366, 860)
    yield signed_in(site, viewer, language="fr")


def _suggested(desk: Desk) -> list[str]:
    found: list[str] = desk.browser.ask(_SUGGESTED)
    return found


def test_success_one_click_adds_and_another_refuses(desk: Desk) -> None:
    desk.open("articles/add/?locale=fr")
    desk.write("[name=headline]", "Marchetti quitte la ville")
    desk.write(
        "[name=standfirst]", "Léa Marchetti s’en va, dit Paul Quirier. On l’attend du côté de Bellefonds."
    )

    sites.wait(lambda: len(_suggested(desk)) == 3, within_s=WAIT_S)
    desk.browser.ask(
        "document.querySelector('[data-desk-suggestions]').scrollIntoView({ block: 'center', behavior: 'instant' })"
    )
    person, choice, unknown = _suggested(desk)
    assert person.startswith("Léa Marchetti") and "dans le titre" in person
    assert choice.startswith("Lequel") and choice.count("Bellefonds") == 2
    assert "Paul Quirier" in unknown
    assert desk.browser.ask(ROWS) == []

    desk.browser.all("[data-desk-suggestions-list] .button")[0].click()
    sites.wait(lambda: len(_suggested(desk)) == 2, within_s=WAIT_S)
    assert desk.browser.ask(ROWS) == [["Léa Marchetti", False]]

    desk.browser.all(".desk-suggestion__refuse")[0].click()
    sites.wait(lambda: len(_suggested(desk)) == 1, within_s=WAIT_S)
    # The draft has a number once it is saved by itself; then the refusal is kept.
    kept = "SELECT COUNT(*) FROM articles_refusedsuggestion"
    sites.wait(lambda: desk.site.rows(kept)[0][0] == 1, within_s=3 * WAIT_S)
    # What was accepted counts with this save, until one is without it.
    counted = "SELECT name, accepted FROM subjects_nametrust WHERE name = 'lea marchetti'"
    sites.wait(lambda: desk.site.rows(counted) == [("lea marchetti", 1)], within_s=WAIT_S)
    desk.browser.driver.execute_script(
        "document.getElementById('id_article_subjects-0-DELETE-button').click()"
    )
    sites.wait(lambda: desk.site.rows(counted) == [("lea marchetti", 0)], within_s=WAIT_S)


_WEAK = """
from rotative.subjects.models import NameTrust, SubjectName
name = SubjectName.objects.get(name="Léa Marchetti")
NameTrust.objects.update_or_create(subject_id=name.subject_id, language="fr", name="lea marchetti", defaults={"accepted": 1, "refused": 12})
print(name.subject_id)
"""


@pytest.mark.parametrize("width", [1366, 390])
def test_success_a_weak_name_is_suggested_again(desk: Desk, width: int) -> None:
    subject = sites.python(desk.site.folder, _WEAK).strip()
    desk.browser.driver.set_window_size(width, 860)
    desk.open(f"subjects/edit/{subject}/")

    row = desk.browser.one("#w-editor-form .desk-lines li")
    assert row.text.startswith("« Léa Marchetti » a été refusé 12 fois sur 13 (Français)")
    button = row.find_element("tag name", "button")
    for shown in (row, button):
        assert desk.browser.driver.execute_script(
            "return arguments[0].scrollWidth <= arguments[0].clientWidth + 1", shown
        )
    desk.browser.driver.execute_script(
        "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", button
    )
    button.click()

    counted = "SELECT COUNT(*) FROM subjects_nametrust WHERE name = 'lea marchetti'"
    sites.wait(lambda: desk.site.rows(counted)[0][0] == 0, within_s=WAIT_S)
    sites.wait(lambda: "est de nouveau proposé" in desk.text(".messages"), within_s=WAIT_S)
    assert desk.browser.all("#w-editor-form .desk-lines li") == []


@pytest.mark.parametrize("width", [1366, 390])
def test_success_fits_in_arabic(desk: Desk, width: int) -> None:
    desk.browser.driver.set_window_size(width, 860)
    desk.open("articles/add/?locale=ar")
    desk.write("[name=headline]", "ليا ماركيتي تغادر بيلفون")

    sites.wait(lambda: len(_suggested(desk)) == 2, within_s=WAIT_S)
    box = desk.browser.one("[data-desk-suggestions]")
    desk.browser.driver.execute_script("arguments[0].scrollIntoView()", box)
    assert desk.browser.driver.execute_script(
        "return arguments[0].scrollWidth <= arguments[0].clientWidth + 1", box
    )
