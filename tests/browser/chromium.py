"""A driver of Chromium: pages as readers see them, their requests, and the scripts that ran."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
MISSING = " and ".join(
    f"{name} is not installed"
    for name, found in (("chromium", CHROMIUM), ("chromedriver", DRIVER))
    if not found
)

PHONE = (412, 915)
# Width, height, and whether it is a phone.
SCREENS = {"desktop": (1280, 900, False), "phone": (390, 844, True)}
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
# A payload that runs writes this to the console.
RAN = "RAN:"
_HOOKS = (
    "for (const name of ['alert', 'confirm', 'prompt', 'print'])"
    f" window[name] = (...words) => console.warn('{RAN} ' + name + ' ' + words.join(' '));"
)
# Touches every element as a reader might. Links and forms do not leave the page.
_POKE = """
const harmless = /^(https?|mailto|file|chrome-error|about:blank)/;
window.addEventListener("click", (event) => {
  const link = event.target.closest ? event.target.closest("a, area") : null;
  const address = link ? link.href.baseVal || link.href || link.getAttribute("xlink:href") || "" : "";
  if (!address || harmless.test(String(address))) event.preventDefault();
}, true);
window.addEventListener("submit", (event) => event.preventDefault(), true);
const names = ["mouseover", "mouseenter", "pointerover", "focus", "focusin", "blur", "error", "load", "toggle",
  "animationstart", "transitionend", "wheel", "keydown", "copy", "paste", "input", "change", "beforetoggle"];
const roots = [document];
for (const frame of document.querySelectorAll("iframe, object, embed"))
  try { if (frame.contentDocument) roots.push(frame.contentDocument); } catch { }
for (const root of roots)
  for (const element of root.querySelectorAll("*")) {
    if (element.tagName === "DETAILS") element.open = true;
    for (const name of names) try { element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true})); } catch { }
    try { element.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})); } catch { }
  }
"""
# Markup that no text of a reader or a colleague may put into a page.
_DANGERS = """
const found = [];
for (const element of document.querySelectorAll("*")) {
  if (/^(iframe|object|embed|base|applet|frame|frameset|math|portal)$/i.test(element.localName)) found.push(element.outerHTML);
  if (element.localName === "script" && element.type !== "application/ld+json" && !/^\\/static\\//.test(element.getAttribute("src")))
    found.push(element.outerHTML);
  for (const attribute of element.attributes) {
    const value = attribute.value.replace(/[\\u0000-\\u0020]/g, "").toLowerCase();
    if (/^on/i.test(attribute.name) || /^(srcdoc|formaction)$/i.test(attribute.name)) found.push(element.outerHTML);
    if (/^(href|src|action|xlink:href|poster|background)$/i.test(attribute.name)
        && /^(javascript|vbscript|data|blob|filesystem):/.test(value)) found.push(element.outerHTML);
  }
}
return found.map((html) => html.slice(0, 300));
"""


class Browser:
    """A tab of the browser."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self.all(selector)]

    def ask(self, script: str) -> Any:
        """Run a script in the page and return its result, also if the page's own scripts are switched off."""
        return self.driver.execute_script(script)

    def size(self, width: int, height: int, mobile: bool = True) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile},
        )

    def bypass_policy(self) -> None:
        """Ignore Content-Security-Policy from now on: only the markup protects."""
        self.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})

    def without_pictures(self) -> None:
        """Let every picture fail from now on, so that its error handlers would run."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/media/*"]})

    def console(self) -> list[str]:
        """Return the console messages since the last call, without those of Chromium's own first tab."""
        lines = self.driver.get_log("browser")
        return [
            f"{line['level']} {line['message']}"
            for line in lines
            if not line["message"].startswith("chrome://")
        ]

    def poke_and_look(self) -> list[str]:
        """Touch every element of the page. Returns the markup that could run a script."""
        found: list[str] = self.ask(f"(() => {{{_POKE}}})(); return (() => {{{_DANGERS}}})();")
        return found

    def ran(self) -> list[str]:
        """Return the calls of alert, confirm, prompt and print since the last call."""
        # After two frames the handlers of the touched elements have run.
        self.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
        return [line for line in self.console() if RAN in line]

    def network(self) -> list[dict[str, Any]]:
        """Return the Network events since the last call."""
        messages = (json.loads(line["message"])["message"] for line in self.driver.get_log("performance"))
        return [message for message in messages if message["method"].startswith("Network.")]


@contextlib.contextmanager
def started(folder: Path, *, scripts: bool = True) -> Iterator[Browser]:
    """Start a new Chromium. scripts: whether pages may run theirs."""
    options = ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    driver = Chrome(options=options, service=Service(DRIVER, log_output=os.devnull))
    try:
        driver.set_page_load_timeout(20)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _HOOKS})
        yield Browser(driver)
    finally:
        driver.quit()
