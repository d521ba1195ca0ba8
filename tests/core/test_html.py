"""Cleaning: harmless markup stays, everything that could run goes."""

from __future__ import annotations

import pytest

from rotative.core.html import clean, plain, plain_lines, printable
from tests.factories import payloads


def test_success_inline_markup_stays() -> None:
    html = '<strong>a</strong> <em>b</em> <sup>c</sup><br><code>d</code> <a href="/x/">e</a>'

    assert clean(html) == html.replace('/x/"', '/x/" rel="noopener"')


@pytest.mark.parametrize(
    "href", ["https://e.org/", "http://e.org/", "mailto:a@e.org", "/x/", "x?y=1#z", "//e.org/"]
)
def test_success_links_that_stay(href: str) -> None:
    assert clean(f'<a href="{href}" target=_blank>x</a>') == f'<a href="{href}" rel="noopener">x</a>'


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
     "data:text/html,x", "vbscript:x", "&#106;avascript:alert(1)", "file:///etc/passwd"],
)  # fmt: skip
def test_fail_links_that_run_code(href: str) -> None:
    assert clean(f'<a href="{href}">x</a>') == '<a rel="noopener">x</a>'


def test_fail_scripts_handlers_and_styles() -> None:
    html = '<script>a</script><style>b</style><p onclick="c" style="d">e</p><img src=x onerror=f><iframe src=g></iframe>'

    assert clean(html) == "e"
    assert clean(html, level="blocks") == "<p>e</p>"


def test_success_plain_text_is_escaped() -> None:
    assert clean("1 > 0\xa0!") == "1 &gt; 0&nbsp;!"


def test_success_plain() -> None:
    assert plain("<p>Un <b>mot</b>clé</p><p>&lt;script&gt; &amp;amp; «\xa0oui\u202f»</p>\n fin") == (
        "Un motclé <script> &amp; «\xa0oui\u202f» fin"
    )


def test_success_plain_lines() -> None:
    assert plain_lines("Un<br>deux\r\n\r\n\n\ntrois <i>quatre</i>") == "Un\ndeux\n\ntrois quatre"


def test_fail_control_characters() -> None:
    assert printable("a\x00\x08b\ud800c\n\té") == "abc\n\té"
    assert plain("a&#1;b&#xd800;") == "ab\ufffd"


def test_success_cleaning_twice_is_cleaning_once() -> None:
    for payload in (*payloads.OWN, *payloads.ODD, *payloads.published(), *payloads.naughty()):
        for level in ("paragraph", "blocks", "comment"):
            once = clean(payload, level=level)
            assert clean(once, level=level) == once
