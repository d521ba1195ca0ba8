"""A subject made in the form of an article: one of nearly this name is shown first, and can be taken, with the keyboard too."""

import os
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.desk import WAIT_S, Desk, signed_in
from tests.browser.test_suggestions import ROWS
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

_MAKE = """
from rotative.subjects.models import Subject, SubjectName
for names in ({"fr": "Mohammed Belkacem", "ar": "محمد بلقاسم"}, {"fr": "Tarik Benslimane"}, {"fr": "Salim Hadjaj"}, {"ar": "الإدريسي"}):
    if not SubjectName.objects.filter(name__in=names.values()).exists():
        subject = Subject.objects.create(kind="person")
        for language, name in names.items():
            row = SubjectName(subject=subject, language=language, name=name)
            row.clean()
            row.save()
"""
_FOCUS = "return document.activeElement.id"
_NAME = "#tab-create [name=name]"


@pytest.fixture
def desk(site: Site, viewer: Browser, request: pytest.FixtureRequest) -> Desk:
    sites.python(site.folder, _MAKE)
    return signed_in(site, viewer, language=getattr(request, "param", "fr"))


def _dialogue(desk: Desk, language: str) -> None:
    """Open the tab "New subject" of the dialogue of subjects."""
    desk.open(f"articles/add/?locale={language}")
    run = desk.browser.driver.execute_script
    run(
        "document.getElementById(document.querySelector('[role=tabpanel]:has(#id_article_subjects-ADD)').getAttribute('aria-labelledby')).click()"
    )
    run("document.getElementById('id_article_subjects-ADD').click()")
    sites.wait(lambda: desk.browser.all("#id_article_subjects-0-subject-chooser"), within_s=WAIT_S)
    run(
        "document.querySelector('#id_article_subjects-0-subject-chooser [data-chooser-action-choose]').click()"
    )
    sites.wait(lambda: desk.browser.all(".modal.in #tab-label-create"), within_s=WAIT_S)
    run("document.getElementById('tab-label-create').click()")
    sites.wait(lambda: desk.browser.one(_NAME).is_displayed(), within_s=WAIT_S)


def _add(desk: Desk, name: str) -> None:
    desk.write(_NAME, name)
    desk.browser.one(_NAME).send_keys(Keys.ENTER)


def _fits(desk: Desk, selector: str) -> bool:
    shown = desk.browser.one(selector)
    fits: bool = desk.browser.driver.execute_script(
        "return arguments[0].scrollWidth <= arguments[0].clientWidth + 1", shown
    )
    return fits


def _look(desk: Desk, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        desk.browser.driver.save_screenshot(str(Path(folder) / f"{name}.png"))


def test_success_the_near_one_is_taken_with_the_keyboard(desk: Desk) -> None:
    desk.browser.size(1280, 900, mobile=False)
    _dialogue(desk, "fr")
    _add(desk, "Mohamed Belkacem")
    sites.wait(lambda: desk.browser.ask(_FOCUS) == "desk-namesakes", within_s=WAIT_S)
    _look(desk, "near-fr")

    (line,) = desk.browser.texts("#desk-namesakes li > span")
    assert line == "Mohammed Belkacem · Personne · محمد بلقاسم"
    assert desk.browser.one(_NAME).get_attribute("value") == "Mohamed Belkacem"
    assert _fits(desk, ".modal-content")

    active = desk.browser.driver.switch_to.active_element
    active.send_keys(Keys.TAB)
    desk.browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    sites.wait(lambda: desk.browser.ask(ROWS) == [["Mohammed Belkacem", False]], within_s=WAIT_S)


def test_success_another_one_is_made_on_purpose(desk: Desk) -> None:
    _dialogue(desk, "fr")
    _add(desk, "Tarek Benslimane")
    sites.wait(lambda: desk.browser.all("#tab-create [name=homonym]"), within_s=WAIT_S)

    desk.browser.one("#tab-create [name=homonym]").send_keys(Keys.SPACE)
    desk.browser.one(_NAME).send_keys(Keys.ENTER)

    sites.wait(lambda: desk.browser.ask(ROWS) == [["Tarek Benslimane", False]], within_s=WAIT_S)


@pytest.mark.parametrize("desk", ["ar"], indirect=True)
def test_success_arabic_on_a_phone(desk: Desk) -> None:
    desk.browser.size(390, 844)
    _dialogue(desk, "ar")
    _add(desk, "الادريسي")
    sites.wait(lambda: desk.browser.ask(_FOCUS) == "desk-namesakes", within_s=WAIT_S)
    _look(desk, "near-ar")

    assert desk.browser.texts("#desk-namesakes li > span") == ["الإدريسي · شخص"]
    assert _fits(desk, "#desk-namesakes")
    assert _fits(desk, ".modal-content")


def test_success_a_new_name_of_the_text_is_asked_about_too(desk: Desk) -> None:
    desk.open("articles/add/?locale=fr")
    desk.write("[name=standfirst]", "La ville est calme, dit Salim Hadjadj.")
    sites.wait(lambda: desk.browser.all(".desk-suggestion__new"), within_s=WAIT_S)
    article = desk.browser.driver.current_window_handle
    desk.browser.driver.execute_script("document.querySelector('.desk-suggestion__new').click()")
    sites.wait(lambda: len(desk.browser.driver.window_handles) == 2, within_s=WAIT_S)
    (other,) = set(desk.browser.driver.window_handles) - {article}
    desk.browser.driver.switch_to.window(other)

    sites.wait(
        lambda: desk.browser.ask("return document.querySelector('[name=names-0-name]')?.value"),
        within_s=WAIT_S,
    )
    desk.browser.driver.execute_script("document.getElementById('w-editor-form').requestSubmit()")
    sites.wait(lambda: "Salim Hadjaj”" in desk.text("main"), within_s=WAIT_S)
    desk.browser.driver.execute_script("document.querySelector('[name=homonym]').checked = true")
    desk.browser.driver.execute_script("document.getElementById('w-editor-form').requestSubmit()")
    sites.wait(lambda: "/add/" not in desk.browser.driver.current_url, within_s=WAIT_S)

    # The text has not changed: the form asks again when one comes back.
    desk.browser.driver.close()
    desk.browser.driver.switch_to.window(article)
    desk.browser.driver.execute_script("window.dispatchEvent(new Event('focus'))")
    sites.wait(lambda: not desk.browser.all(".desk-suggestion__new"), within_s=WAIT_S)
    assert desk.browser.texts("[data-desk-suggestions-list] .button")[0] == "Salim Hadjadj"
