"""The desk's own policy in a browser: nothing that the desk needs is refused."""

import json

import pytest

from tests.browser.conftest import Browse
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

SIGN_IN = """
from django.test import Client
from django.urls import reverse
from rotative.pages.models import FrontPage
from rotative.staff.models import User
from tests.factories.articles import published
chief, _made = User.objects.get_or_create(username="policy", defaults={"is_superuser": True})
client = Client()
client.force_login(chief)
article = published(headline="Sous la règle", body=[("paragraph", "<p>Une phrase.</p>")])
front = FrontPage.objects.first()
import json
print(json.dumps([client.cookies["sessionid"].value, [
    "/desk/", "/desk/comments/", "/desk/person/", "/desk/press/", "/desk/editions/", "/desk/images/add/",
    reverse("wagtailsnippets_articles_article:add") + "?locale=fr",
    reverse("wagtailsnippets_articles_article:edit", args=[article.pk]),
    reverse("wagtailadmin_pages:edit", args=[front.pk]), reverse("wagtailsettings:edit", args=["masthead", "masthead"]),
]]))
"""


def test_success_nothing_that_the_desk_needs_is_refused(
    site: Site, browser: Browse, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cookie, pages = json.loads(sites.python(site.folder, SIGN_IN).strip().splitlines()[-1])
    refused = {}
    with browser(tmp_path_factory.mktemp("policy")) as found:
        found.open(f"{site.origin}/desk/login/")
        found.driver.add_cookie({"name": "sessionid", "value": cookie, "path": "/desk/"})
        for page in pages:
            found.open(site.origin + page)
            assert "/login/" not in found.driver.current_url
            lines = [line["message"] for line in found.driver.get_log("browser")]
            if said := [line for line in lines if "Content Security Policy" in line or "TypeError" in line]:
                refused[page] = said

    assert refused == {}
