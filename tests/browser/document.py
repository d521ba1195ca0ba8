"""The body of an article in the browser: typed in, pasted into, read as blocks."""

import json
from dataclasses import dataclass
from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.desk import WAIT_S, Desk
from tests.processes import sites

_ROOT = "document.querySelector('[data-desk-document]')"
# Puts the cursor at the end of the document.
_END = f"const {{ editor }} = {_ROOT}.deskDocument; editor.commands.setTextSelection(editor.state.doc.content.size); editor.view.focus();"
_PASTE = """
const [types, target] = arguments;
const data = new DataTransfer();
for (const [type, text] of Object.entries(types)) data.setData(type, text);
document.querySelector('.desk-text').dispatchEvent(
  new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
"""
_MAKE = """
const done = arguments[arguments.length - 1];
const bodies = arguments[0];
import('/static/desk/document/blocks.js').then(({ toBlocks, toDocument }) => {
  const { schema } = document.querySelector('[data-desk-document]').deskDocument.editor;
  done(bodies.map((body) => {
    const { doc, memory } = toDocument(schema, body);
    const same = toBlocks(doc, memory);
    // As if every block had been changed: nothing is remembered.
    const written = toBlocks(doc, { find: () => undefined, written: new WeakMap() });
    return [same, written];
  }));
});
"""


@dataclass(frozen=True, kw_only=True)
class Document:
    """The editor of a body."""

    desk: Desk

    def open(self, path: str) -> None:
        self.desk.open(path)
        sites.wait(lambda: self.desk.browser.ask(f"return Boolean({_ROOT}?.deskDocument)"), within_s=WAIT_S)

    def blocks(self) -> list[dict[str, Any]]:
        """Return the blocks of the text, without their ids."""
        found: list[dict[str, Any]] = self.desk.browser.ask(f"return {_ROOT}.deskDocument.toBlocks()")
        return [without_ids(one) for one in found]

    def kinds(self) -> list[tuple[str, Any]]:
        return [(one["type"], one["value"]) for one in self.blocks()]

    def at_end(self) -> None:
        self.desk.browser.ask(_END)

    def select(self, words: str) -> None:
        """Select the first place of these words."""
        self.desk.browser.driver.execute_script(
            f"""
            const {{ editor }} = {_ROOT}.deskDocument;
            let found = null;
            editor.state.doc.descendants((node, pos) => {{
              const at = node.isText && found === null ? node.text.indexOf(arguments[0]) : -1;
              if (at >= 0) found = pos + at;
            }});
            editor.view.focus();
            editor.commands.setTextSelection({{ from: found, to: found + arguments[0].length }});
            """,
            words,
        )

    def type(self, *keys: str) -> None:
        ActionChains(self.desk.browser.driver).send_keys(*keys).perform()

    def press(self, *keys: str) -> None:
        """Press keys together; the last one is let go first."""
        *held, last = keys
        chain = ActionChains(self.desk.browser.driver)
        for key in held:
            chain.key_down(key)
        chain.send_keys(last)
        for key in reversed(held):
            chain.key_up(key)
        chain.perform()

    def undo(self) -> None:
        self.press(Keys.CONTROL, "z")

    def paste(self, *, html: str = "", text: str = "") -> None:
        types = {name: value for name, value in (("text/html", html), ("text/plain", text)) if value}
        self.desk.browser.driver.execute_script(_PASTE, types)

    def tool(self, name: str) -> None:
        self.desk.browser.one(f".desk-toolbar [data-tool={name}]").click()

    def written_again(self, bodies: list[Any]) -> list[tuple[Any, Any]]:
        """Return for each body what the editor writes untouched, and what it writes when nothing is remembered."""
        self.desk.browser.driver.set_script_timeout(120)
        found: list[tuple[Any, Any]] = self.desk.browser.driver.execute_async_script(_MAKE, bodies)
        return found


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_ids(inner) for name, inner in value.items() if name != "id"}
    return [without_ids(inner) for inner in value] if isinstance(value, list) else value


def dumped(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
