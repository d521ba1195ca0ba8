"""A colleague at the desk, in a browser."""

import json
from dataclasses import dataclass

from tests.browser.chromium import Browser
from tests.processes import sites
from tests.processes.sites import Site

WAIT_S = 60
_SIGN_IN = """
import json
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile
from rotative.staff.models import User
asked = json.loads({asked!r})
user, _made = User.objects.get_or_create(username=asked["name"])
user.is_superuser = not asked["group"]
user.save()
user.groups.set(Group.objects.filter(name=asked["group"]))
profile = UserProfile.get_for_user(user)
profile.preferred_language = asked["language"]
profile.save()
client = Client()
client.force_login(user)
print(json.dumps(client.cookies["sessionid"].value))
"""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The desk of a site, for one signed-in colleague."""

    site: Site
    browser: Browser

    def open(self, path: str) -> None:
        self.browser.open(f"{self.site.origin}/desk/{path}")

    def write(self, selector: str, text: str) -> None:
        """Replace the text of a field, as typing does."""
        field = self.browser.one(selector)
        field.clear()
        field.send_keys(text)

    def panel(self, name: str) -> None:
        """Open a side panel: preview, checks, status."""
        self.browser.one(f'[data-side-panel-toggle="{name}"]').click()

    def text(self, selector: str) -> str:
        """Return the text of the first element, shown or not; "" when there is none."""
        found: str = self.browser.ask(
            f"return document.querySelector({selector!r})?.textContent.trim() || ''"
        )
        return found

    def in_preview(self, selector: str) -> str:
        """Return the text of an element of the page in the preview's frame; "" while there is none."""
        frame = "document.getElementById('w-preview-iframe')?.contentDocument"
        found: str = self.browser.ask(
            f"return {frame}?.querySelector({selector!r})?.textContent.trim() || ''"
        )
        return found


def signed_in(
    site: Site, browser: Browser, *, name: str = "chief", group: str = "", language: str = "fr"
) -> Desk:
    """Sign a colleague in. group: its name; "" makes an administrator."""
    asked = json.dumps({"name": name, "group": group, "language": language})
    cookie = json.loads(sites.python(site.folder, _SIGN_IN.format(asked=asked)).strip().splitlines()[-1])
    browser.open(f"{site.origin}/desk/login/")
    browser.driver.add_cookie({"name": "sessionid", "value": cookie, "path": "/desk/"})
    return Desk(site=site, browser=browser)
