"""Pages on a wide screen."""

import pytest

from tests.browser import chromium
from tests.browser.chromium import Browser
from tests.factories import newsroom
from tests.processes.sites import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 1920])
def test_success_lead_of_a_subject_is_as_wide_as_its_column(site: Site, reader: Browser, width: int) -> None:
    reader.open(site.origin + newsroom.ARTICLE)
    reader.open(str(reader.one("a[rel=tag]").get_attribute("href")))
    reader.size(width, 900)
    try:
        lead, column = reader.ask(
            "return ['.card--lead', '.front__main'].map((part) => document.querySelector(part).offsetWidth)"
        )
        assert lead == column
    finally:
        reader.size(*chromium.PHONE)
