"""The clipboard of other programs pasted into a body: the right blocks, and not one word less."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment

from tests.browser.desk import WAIT_S, signed_in
from tests.browser.document import Document
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

CLIPBOARD = Path(__file__).resolve().parents[1] / "fixtures" / "clipboard"


def paragraph(html: str) -> tuple[str, str]:
    return "paragraph", f"<p>{html}</p>"


def items(*values: str, ordered: bool = False) -> tuple[str, Any]:
    return "list", {"ordered": ordered, "items": [{"type": "item", "value": value} for value in values]}


def table(*rows: list[str], row: bool = True, column: bool = False, caption: str = "") -> tuple[str, Any]:
    choice = {(True, True): "both", (True, False): "row", (False, True): "column", (False, False): "neither"}
    return "table", {
        "data": list(rows),
        "table_caption": caption,
        "first_row_is_table_header": row,
        "first_col_is_header": column,
        "table_header_choice": choice[row, column],
    }


EXPECTED: dict[str, list[tuple[str, Any]]] = {
    "word": [
        ("intertitle", "La digue de Kelvari"),
        paragraph(
            'Le conseil a voté <b>trois mesures</b> mardi<span data-footnote="Séance publique."></span>, '
            "a dit <i>le maire</i>, pour 12\xa0m<sup>3</sup> de CO<sub>2</sub>."
        ),
        ("intertitle", "Les mesures"),
        items("<p>Relever le mur</p><ul><li>au nord d’abord</li></ul>", "<p>Curer le port</p>"),
        items("<p>Payer les ouvriers</p>", ordered=True),
        table(["Jour", "Tonnes"], ["Lundi", "12"]),
        paragraph("قال العمدة إن السد صامد."),
    ],
    "google_docs": [
        ("intertitle", "Le port rouvre"),
        paragraph(
            "Le bac est <b>de retour</b><i> dès lundi</i>, dit "
            '<a href="https://example.org/port?page=2">la capitainerie</a>.'
        ),
        items("<p>Deux départs</p><ul><li>le matin</li></ul>"),
        table(["Heure", "Quai"], ["7 h 10", "B"]),
    ],
    "libreoffice": [
        ("intertitle", "Crue"),
        paragraph('L’eau est montée de <b>40</b> cm<span data-footnote="Relevé de 6 h."></span>.'),
        items("<p>Évacuer</p>", "<p>Compter</p>", ordered=True),
        table(["Quartier", "Maisons"], ["Le Port", "31"]),
    ],
    "whatsapp": [
        paragraph(
            "Le préfet confirme : <b>aucun blessé</b> 🙏 voir "
            '<a href="https://example.org/direct">https://example.org/direct</a>'
        ),
    ],
    "web_page": [
        ("intertitle", "Le chantier avance"),
        paragraph("Le quai nord, lundi."),
        paragraph(
            'Premier paragraphe\xa0: <a href="https://example.org/a?id=7">un lien</a>, un faux.'
        ),
        ("quotation", {"text": "Nous finirons en mai.\nPas avant.", "source": "La cheffe de chantier"}),
        ("subheading", "Le calendrier"),
        paragraph("Texte dans une boîte<br/>sur deux lignes"),
        paragraph("الأشغال مستمرة."),
        ("rule", None),
        ("embed", {"url": "https://www.youtube.com/watch?v=abc123", "title": "Le chantier vu du ciel"}),
        table(["Poste", "Millions"], ["Béton", "3,5"], ["Total à venir", ""], caption="Les coûts"),
        paragraph("Votre adresse"),
    ],
}  # fmt: skip
# What is said of things that are left out, by the file.
SAID = {
    "google_docs": ["1", "Images"],
    "web_page": ["1", "Cadres"],
}


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


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def words_of(html: str) -> list[str]:
    """Return the words that somebody who copied this page saw."""
    page = BeautifulSoup(html, "html.parser")
    for silent in page(["script", "style", "head", "title", "meta"]):
        silent.decompose()
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for sign in page.select(
        '[style*="mso-list:Ignore"], [style*="footnote-list"], .sdfootnoteanc, .sdfootnotesym'
    ):
        sign.decompose()
    return words(page.get_text(" "))


def words_in(blocks: list[tuple[str, Any]]) -> list[str]:
    return words(" ".join(_texts(blocks)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        shown = value.replace('<span data-footnote="', " ").replace('"></span>', " ")
        yield re.sub(r"<[^<>]*>", " ", shown)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


@pytest.mark.parametrize("program", EXPECTED)
def test_success_programs_are_read_as_blocks(program: str, empty: Document) -> None:
    html = (CLIPBOARD / f"{program}.html").read_text(encoding="utf-8")

    empty.paste(html=html, text="not this")

    found = empty.kinds()
    assert found == EXPECTED[program]
    assert set(words_of(html)) - set(words_in(found)) - {"1"} == set()
    status = empty.desk.text(".desk-document__status")
    assert all(word in status for word in SAID.get(program, [])), status


def test_success_lines_of_plain_text_are_paragraphs(empty: Document) -> None:
    empty.paste(text="Un.\nDeux.\n\n- a\n- b\n\n1. un\n2. deux\n\n- Seul, dit-il.\n")

    assert empty.kinds() == [
        paragraph("Un."),
        paragraph("Deux."),
        items("<p>a</p>", "<p>b</p>"),
        items("<p>un</p>", "<p>deux</p>", ordered=True),
        paragraph("- Seul, dit-il."),
    ]


def test_success_one_line_is_typed_where_the_cursor_is(empty: Document) -> None:
    empty.type("avant  après")
    empty.select("  ")

    empty.paste(text=" entre ")

    assert empty.kinds() == [paragraph("avant entre après")]


def test_success_one_paragraph_of_html_joins_the_one_it_is_pasted_into(empty: Document) -> None:
    empty.type("avant , après")
    empty.select(" ,")

    empty.paste(html="<p> et <b>entre</b></p>", text="x")

    assert empty.kinds() == [paragraph("avantet <b>entre</b> après")]


def test_success_headings_and_cells_take_text_alone(empty: Document) -> None:
    empty.type("## ")
    sites.wait(lambda: empty.desk.browser.all(".desk-text h2"), within_s=WAIT_S)

    empty.paste(html="<p>Un <b>gras</b></p><ul><li>a</li></ul>", text="x")

    assert empty.kinds() == [("intertitle", "Un gras a")]


def test_success_what_was_pasted_is_undone_at_once(empty: Document) -> None:
    empty.type("avant")
    empty.paste(html=(CLIPBOARD / "word.html").read_text(encoding="utf-8"), text="x")

    empty.undo()

    assert empty.kinds() == [paragraph("avant")]


def test_success_a_copy_inside_the_text_keeps_its_blocks_and_gets_ids_of_its_own(empty: Document) -> None:
    empty.type("> ")
    sites.wait(lambda: empty.desk.browser.all(".desk-text blockquote"), within_s=WAIT_S)
    empty.type("Jamais.")
    copied = empty.desk.browser.ask(
        """
        const { editor } = document.querySelector('[data-desk-document]').deskDocument;
        editor.commands.selectAll();
        const { dom, text } = editor.view.serializeForClipboard(editor.state.selection.content());
        editor.commands.setTextSelection(editor.state.doc.content.size);
        return [dom.innerHTML, text];
        """
    )
    before = empty.kinds()

    empty.desk.browser.ask(
        "const { editor } = document.querySelector('[data-desk-document]').deskDocument;"
        "editor.commands.insertContentAt(editor.state.doc.content.size, {type: 'paragraph'});"
        "editor.commands.focus('end', {scrollIntoView: false}); editor.view.focus();"
    )
    empty.paste(html=copied[0], text=copied[1])

    ids = empty.desk.browser.ask(
        "return document.querySelector('[data-desk-document]').deskDocument.toBlocks().map((one) => one.id)"
    )
    assert empty.kinds() == before * 2
    assert len(set(ids)) == 2
