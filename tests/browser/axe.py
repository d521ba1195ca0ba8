"""axe-core, a checker of accessibility, on the page that a browser shows.

It is the copy that Wagtail brings for its own desk: docs/decisions/0041-axe-as-wagtail-brings-it.md.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import wagtail.admin

from tests.browser.chromium import Browser

_SCRIPTS = Path(wagtail.admin.__file__).parent / "static" / "wagtailadmin" / "js"
# The second one has axe-core, and waits for the first.
_BUNDLES = ("vendor.js", "userbar.js")
# Levels A and AA of WCAG 2.2, with what it took over from 2.0 and 2.1.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_VERSION = "return window.axe && axe.getRules(['wcag22aa']).length ? axe.version : ''"
_RUN = """
const [tags, done] = arguments;
for (const one of document.querySelectorAll("details")) one.open = true;
axe.run(document, { runOnly: tags }).then((found) => done(found.violations.flatMap((rule) =>
  rule.nodes.map((node) => [rule.id, node.target.flat().join(" "), node.html.slice(0, 300)])))
).catch((error) => done([["axe", "", String(error)]]));
"""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """An element that breaks a rule."""

    rule: str
    selector: str
    html: str


def faults(browser: Browser) -> list[Fault]:
    """Return what the page breaks of `TAGS`; what can be unfolded is unfolded first.

    Raises AssertionError when Wagtail has no axe-core any more, or one without the rules of WCAG 2.2.
    """
    if not browser.ask(_VERSION):
        browser.ask(_engine())
    assert browser.ask(_VERSION), "Wagtail has no axe-core any more: see docs/decisions/0041."
    found = browser.driver.execute_async_script(_RUN, list(TAGS))
    return [Fault(rule=rule, selector=selector, html=html) for rule, selector, html in found]


@cache
def _engine() -> str:
    return ";".join((_SCRIPTS / name).read_text(encoding="utf-8") for name in _BUNDLES)
