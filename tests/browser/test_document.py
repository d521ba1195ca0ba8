"""The body of an article as one document: read from its blocks, typed in, undone, sent back."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from selenium.webdriver.common.keys import Keys

from tests.browser.desk import WAIT_S, signed_in
from tests.browser.document import Document, dumped
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

MAKE = """
import json
from rotative.articles.models import Article
from tests.factories.articles import published
from tests.factories import newsroom
picture = newsroom.drawn_picture()
body = json.loads({body!r})
for block in body:
    if block["type"] == "picture":
        block["value"]["image"] = picture.pk
    if block["type"] == "read_also":
        block["value"]["article"] = Article.objects.first().pk
print(published(headline="Tous les blocs", slug={slug!r}, body=json.dumps(body)).pk)
"""
BODY = [
    {"type": "paragraph", "value": '<p data-block-key="a1">Il a dit <b>non</b>, <a href="https://example.org/">ici</a>.</p><p>Deux.</p>', "id": "b1"},
    {"type": "intertitle", "value": "Un intertitre", "id": "b2"},
    {"type": "picture", "value": {"image": 1, "alt": "", "caption": "La digue", "credit": ""}, "id": "b3"},
    {"type": "quotation", "value": {"text": "Nous restons.\nToujours.", "source": "le maire"}, "id": "b4"},
    {"type": "list", "value": {"ordered": False, "items": [{"type": "item", "value": "<p>Un</p>", "id": "i1"}, {"type": "item", "value": "<p>Deux</p>", "id": "i2"}]}, "id": "b5"},
    {"type": "table", "value": {"data": [["Jour", "Tonnes"], ["Lundi", "12"], ["Mardi", None]], "first_row_is_table_header": True, "first_col_is_header": False, "table_caption": "Prises", "table_header_choice": "row", "cell": [], "mergeCells": []}, "id": "b6"},
    {"type": "embed", "value": {"url": "https://example.org/v", "title": "Une vidéo"}, "id": "b7"},
    {"type": "read_also", "value": {"article": 1}, "id": "b8"},
    {"type": "paragraph", "value": "<p>فقرة بالعربية مع كلمة Rabat.</p>", "id": "b9"},
]  # fmt: skip

TEXT = st.text(st.sampled_from("abé «»’'\"&<>فقرة  \xa0\u202f12"), max_size=12)
INLINE = st.recursive(
    TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["b", "i", "sup", "sub"]), inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        inner.map(lambda text: f'<a href="https://example.org/?a=1&amp;b=2">{text}</a>'),
        inner.map(lambda text: f'<a id="7" linktype="article">{text}</a>'),
        st.lists(inner, max_size=3).map("<br/>".join),
    ),
    max_leaves=4,
)  # fmt: skip
RICH = st.lists(INLINE, min_size=1, max_size=3).map(
    lambda parts: "".join(f'<p data-block-key="k{number}">{part}</p>' for number, part in enumerate(parts))
)
BLOCK = st.one_of(
    RICH.map(lambda html: ("paragraph", html)),
    TEXT.map(lambda text: ("intertitle", text)),
    st.tuples(TEXT, TEXT).map(lambda pair: ("quotation", {"text": "\n".join(pair), "source": pair[1]})),
    st.tuples(st.booleans(), st.lists(RICH, max_size=3)).map(
        lambda pair: ("list", {"ordered": pair[0], "items": [{"type": "item", "value": html, "id": f"i{n}"} for n, html in enumerate(pair[1])]})
    ),
    st.lists(st.lists(st.one_of(TEXT, st.none()), max_size=3), max_size=3).map(
        lambda rows: ("table", {"data": rows, "first_row_is_table_header": bool(rows), "first_col_is_header": False, "table_caption": "x"})
    ),
    st.tuples(TEXT, TEXT).map(lambda pair: ("embed", {"url": pair[0], "title": pair[1]})),
    st.sampled_from([("picture", {"image": 3, "alt": "", "caption": "", "credit": ""}), ("table", None), ("list", {"ordered": True, "items": []}), ("paragraph", ""), ("paragraph", "nu"), ("paragraph", "<ul><li>un</li></ul><p>deux</p>"), ("unheard_of", {"a": [1]})]),
)  # fmt: skip
# As in old articles, the sixth has no id, and the eighth that of the seventh.
BODIES = st.lists(BLOCK, max_size=8).map(
    lambda pairs: [
        {"type": kind, "value": value, **({} if number == 5 else {"id": f"id{min(number, 6)}"})}
        for number, (kind, value) in enumerate(pairs)
    ]
)


@pytest.fixture(scope="module")
def document(site: Site, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with browser(tmp_path_factory.mktemp("profile"), scripts=True) as viewer:
        viewer.driver.set_window_size(1280, 1000)
        yield Document(desk=signed_in(site, viewer))


@pytest.fixture
def empty(document: Document) -> Document:
    """Return an empty text with the cursor in it."""
    document.open("articles/add/")
    document.at_end()
    return document


def article(site: Site, slug: str) -> int:
    code = MAKE.format(body=json.dumps(BODY), slug=slug)
    return int(sites.python(site.folder, code).strip().splitlines()[-1])


def stored(site: Site, pk: int) -> list[dict[str, Any]]:
    """Return the body of the newest version."""
    [(content,)] = site.rows(
        "SELECT content FROM wagtailcore_revision WHERE object_id = ? ORDER BY id DESC LIMIT 1", str(pk)
    )
    body: list[dict[str, Any]] = json.loads(json.loads(content)["body"])
    return body


def words(value: Any) -> list[str]:
    """Return the words of a body, in order; not those of names, ids and tags."""
    return re.findall(r"[^\W_]+", " ".join(re.sub(r"<[^<>]*>", " ", unescape(text)) for text in texts(value)))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("type", "id", "table_header_choice"):
                yield from texts(inner)


def test_success_untouched_blocks_come_back_byte_for_byte(document: Document) -> None:
    bodies: list[Any] = []

    @settings(
        max_examples=300, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(BODIES)
    def collect(body: list[dict[str, Any]]) -> None:
        bodies.append(body)

    collect()
    document.open("articles/add/")
    for body, (same, written) in zip(bodies, document.written_again(bodies), strict=True):
        assert dumped(same) == dumped(body)
        # Written again, a block has the same words, in whatever order its fields are.
        assert sorted(words(written)) == sorted(words(body))


def test_success_every_article_of_the_newsroom_comes_back(site: Site, document: Document) -> None:
    rows = site.rows("SELECT body FROM articles_article UNION ALL SELECT body FROM pages_standingpage")
    bodies = [body for (text,) in rows if (body := json.loads(text or "[]"))]
    document.open("articles/add/")

    kinds = {block["type"] for body in bodies for block in body}
    assert {"gallery", "chart", "timeline", "fact_box", "rule", "subheading"} <= kinds
    for body, (same, written) in zip(bodies, document.written_again(bodies), strict=True):
        assert dumped(same) == dumped(body)
        assert sorted(words(written)) == sorted(words(body))


def test_success_a_changed_block_alone_is_written_anew(site: Site, document: Document) -> None:
    pk = article(site, "un-bloc-change")
    document.open(f"articles/edit/{pk}/")
    before = document.desk.browser.ask(
        "return JSON.parse(document.querySelector('textarea[name=body]').value)"
    )

    document.select("intertitre")
    document.type("titre")

    after = document.desk.browser.ask(
        "return document.querySelector('[data-desk-document]').deskDocument.toBlocks()"
    )
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        ({"type": "intertitle", "value": "Un intertitre", "id": "b2"}, {"type": "intertitle", "value": "Un titre", "id": "b2"})
    ]  # fmt: skip


def test_success_what_is_typed_is_saved_by_itself(site: Site, document: Document) -> None:
    pk = article(site, "saved-by-itself")
    document.open(f"articles/edit/{pk}/")

    document.select("Toujours")
    document.type("Jusqu’au bout")

    sites.wait(lambda: "Jusqu’au bout" in dumped(stored(site, pk)), within_s=WAIT_S)
    kept = [block for block in stored(site, pk) if block["type"] != "quotation"]
    assert [one["id"] for one in kept] == ["b1", "b2", "b3", "b5", "b6", "b7", "b8", "b9"]
    assert kept[0] == BODY[0]


def test_success_everything_is_undone_and_done_again(empty: Document) -> None:
    empty.type("Bonjour", Keys.ENTER, "/cit")
    sites.wait(lambda: empty.desk.browser.all(".desk-palette:not([hidden]) li"), within_s=WAIT_S)
    empty.type(Keys.ENTER)
    sites.wait(lambda: empty.desk.browser.all(".desk-text blockquote"), within_s=WAIT_S)
    empty.type("Jamais", Keys.ENTER, Keys.ENTER, "le maire", Keys.ENTER, "- ")
    sites.wait(lambda: empty.desk.browser.all(".desk-text ul"), within_s=WAIT_S)
    empty.type("un", Keys.ENTER, "deux", Keys.TAB, Keys.ENTER, Keys.ENTER, Keys.ENTER, "---")
    sites.wait(lambda: empty.desk.browser.all(".desk-text hr"), within_s=WAIT_S)
    written = empty.kinds()

    for _time in range(80):
        empty.undo()
    undone = empty.kinds()
    for _time in range(80):
        empty.press(Keys.CONTROL, Keys.SHIFT, "z")

    assert written[:3] == [
        ("paragraph", "<p>Bonjour</p>"),
        ("quotation", {"text": "Jamais", "source": "le maire"}),
        ("list", {"ordered": False, "items": [{"type": "item", "value": "<p>un</p><ul><li>deux</li></ul>"}]}),
    ]
    assert undone == []
    assert empty.kinds() == written


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["## ", "Titre"], ("intertitle", "Titre")),
        (["### ", "Titre"], ("subheading", "Titre")),
        (["- ", "un"], ("list", {"ordered": False, "items": [{"type": "item", "value": "<p>un</p>"}]})),
        (["1. ", "un"], ("list", {"ordered": True, "items": [{"type": "item", "value": "<p>un</p>"}]})),
        (["> ", "Non"], ("quotation", {"text": "Non", "source": ""})),
        (["un **deux** trois"], ("paragraph", "<p>un <b>deux</b> trois</p>")),
        (["un *deux* trois"], ("paragraph", "<p>un <i>deux</i> trois</p>")),
    ],
)
def test_success_signs_at_the_start_of_a_line(
    typed: list[str], expected: tuple[str, Any], empty: Document
) -> None:
    for keys in typed:
        empty.type(keys)
        empty.desk.browser.driver.execute_async_script(
            "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"
        )

    assert empty.kinds() == [expected]


def test_success_cells_are_walked_by_tab_and_rows_are_added(empty: Document) -> None:
    empty.type("/tab")
    sites.wait(lambda: empty.desk.browser.all(".desk-palette:not([hidden]) li"), within_s=WAIT_S)
    empty.type(Keys.ENTER)
    sites.wait(lambda: empty.desk.browser.all(".desk-text td"), within_s=WAIT_S)

    empty.type("A", Keys.TAB, "B", Keys.TAB, "C", *[Keys.TAB] * 7, "neuf")

    [(kind, value)] = empty.kinds()
    assert (kind, value["data"]) == ("table", [["A", "B", "C"], ["", "", ""], ["", "", ""], ["neuf", "", ""]])


def test_success_blocks_move_by_the_keyboard(empty: Document) -> None:
    empty.type("un", Keys.ENTER, "deux", Keys.ENTER, "trois")

    empty.press(Keys.ALT, Keys.SHIFT, Keys.ARROW_UP)

    assert [value for _kind, value in empty.kinds()] == ["<p>un</p>", "<p>trois</p>", "<p>deux</p>"]


def test_success_find_and_replace_all(empty: Document) -> None:
    empty.type("La digue, la Digue", Keys.ENTER, "les digues de l’été")
    empty.press(Keys.CONTROL, Keys.SHIFT, "f")
    find, by = empty.desk.browser.all(".desk-find input")

    find.send_keys("digue")
    sites.wait(lambda: "1" in empty.desk.text(".desk-find__count"), within_s=WAIT_S)
    by.send_keys("jetée")
    empty.desk.browser.all(".desk-find button")[3].click()

    assert [value for _kind, value in empty.kinds()] == [
        "<p>La jetée, la jetée</p>",
        "<p>les jetées de l’été</p>",
    ]


def test_success_tab_leads_from_the_standfirst_into_the_text(document: Document) -> None:
    document.open("articles/add/")
    document.desk.browser.one("[name=standfirst]").click()

    document.type(Keys.TAB, "Ici.")

    assert document.kinds() == [("paragraph", "<p>Ici.</p>")]


def test_success_a_key_is_answered_soon_in_twenty_thousand_words(empty: Document) -> None:
    """A key that is typed in the middle changes one block: no other is written or drawn again."""
    found = empty.desk.browser.driver.execute_script(
        """
        const { editor, memory } = document.querySelector('[data-desk-document]').deskDocument;
        const { schema } = editor;
        const words = "La digue tient bon depuis trois jours selon le maire du port ancien. ".repeat(6).trim();
        const made = Array.from({ length: 260 }, () => schema.nodes.paragraph.create(null, schema.text(words)));
        editor.view.dispatch(editor.state.tr.replaceWith(0, editor.state.doc.content.size, made));
        document.querySelector('[data-desk-document]').deskDocument.toBlocks();
        editor.commands.setTextSelection(130 * made[0].nodeSize + 20);
        const observer = new MutationObserver(() => {});
        observer.observe(editor.view.dom, { childList: true, characterData: true, subtree: true });
        let writes = 0;
        const set = memory.written.set.bind(memory.written);
        memory.written.set = (...values) => { writes += 1; return set(...values); };
        editor.view.dispatch(editor.state.tr.insertText("x"));
        document.querySelector('[data-desk-document]').deskDocument.toBlocks();
        const changes = observer.takeRecords().filter(({ target }) => target !== editor.view.dom);
        return [editor.state.doc.textContent.split(/\\s+/).length, writes, new Set(changes.map(({ target }) => (target.nodeType === 3 ? target.parentElement : target))).size];
        """
    )

    words_there, writes, blocks_drawn = found
    assert words_there > 20_000
    assert (writes, blocks_drawn) == (1, 1)
