"""Bodies of posts: every word arrives, in the block it belongs to, or is reported."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import etree

from rotative.core import html as safe
from rotative.importers.html import convert
from rotative.importers.old_site import OldSite
from rotative.importers.records import (
    Block,
    Embed,
    Gallery,
    Intertitle,
    ListBlock,
    Paragraph,
    Picture,
    Quotation,
    Table,
)
from tests.importers.wordpress.sites import bodies

SITE = OldSite.of("https://ancien.example")
_WORD = re.compile(r"\w+")


def blocks(html: str) -> list[Block]:
    return list(convert(html, site=SITE).blocks)


def problems(html: str) -> list[tuple[str, str]]:
    return [(problem.kind, problem.detail) for problem in convert(html, site=SITE).problems]


CASES = {
    "typed lines": ("un\n\ndeux\ntrois", [Paragraph(html="un"), Paragraph(html="deux<br>trois")]),
    "an element over two paragraphs": (
        "a <em>b\n\nc</em> d",
        [Paragraph(html="a <em>b</em>"), Paragraph(html="<em>c</em> d")],
    ),
    "block editor": (
        "<!-- wp:paragraph -->\n<p>un\ndeux</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading -->\n<h2>T <b>t</b></h2>\n"
        "<!-- /wp:heading -->",
        [Paragraph(html="un deux"), Intertitle(text="T t")],
    ),
    "text is escaped": ("2 < 3 & 4", [Paragraph(html="2 &lt; 3 &amp; 4")]),
    "quotation": (
        "<blockquote><p>Un.</p><p>Deux.</p><cite>Nadia</cite></blockquote>",
        [Quotation(text="Un.\n\nDeux.", source="Nadia")],
    ),
    "pull quote": (
        '<figure class="wp-block-pullquote"><blockquote><p>Un.</p><cite>X</cite></blockquote></figure>',
        [Quotation(text="Un.", source="X")],
    ),
    "a title cited in a quotation is no source": (
        "<blockquote>Dans <cite>La Gazette</cite>, ceci.</blockquote>",
        [Quotation(text="Dans La Gazette, ceci.")],
    ),
    "nested list": (
        "<ul><li>a<ol><li>b</li><li>c</li></ol>d</li><li>e</li></ul>",
        [ListBlock(ordered=False, items=("<p>a</p><ol><li>b</li><li>c</li></ol><p>d</p>", "e"))],
    ),
    "table": (
        "<table><caption>T</caption><tr><th>a</th><th>b</th></tr><tr><td colspan=2>c</td></tr>"
        "<tr><td rowspan=2>d</td><td>e</td></tr><tr><td>f</td></tr></table>",
        [Table(caption="T", header=("a", "b"), rows=(("c", ""), ("d", "e"), ("", "f")))],
    ),
    "figure": (
        '<figure><a href="/x.jpg"><img class="wp-image-7" src="/x-300x200.jpg" alt="A"></a><figcaption>L <i>i</i></figcaption></figure>',
        [Picture(url="https://ancien.example/x-300x200.jpg", alt="A", caption="L i", media_id="7")],
    ),
    "caption shortcode": (
        '[caption id="attachment_7" width="3"]<img src="/x.jpg" alt="A" /> Une légende[/caption]',
        [Picture(url="https://ancien.example/x.jpg", alt="A", caption="Une légende")],
    ),
    "picture inside a paragraph": (
        '<p>a <img src="/x.jpg"> b</p>',
        [Paragraph(html="a"), Picture(url="https://ancien.example/x.jpg"), Paragraph(html="b")],
    ),
    "lazy picture": (
        '<img src="data:image/gif;base64,R0" data-src="/x.jpg"><noscript><img src="/x.jpg"></noscript>',
        [Picture(url="https://ancien.example/x.jpg")],
    ),
    "lone address": (
        "un\nhttps://www.youtube.com/watch?v=abc\ndeux",
        [Paragraph(html="un"), Embed(url="https://www.youtube.com/watch?v=abc"), Paragraph(html="deux")],
    ),
    "embed block": (
        '<!-- wp:embed {"url":"https://v.example/1"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
        "https://v.example/1\n</div><figcaption>Film</figcaption></figure><!-- /wp:embed -->",
        [Embed(url="https://v.example/1", title="Film")],
    ),
    "frame": (
        '<iframe src="//www.youtube.com/embed/abcdefg" title="Film"></iframe>',
        [Embed(url="https://www.youtube.com/watch?v=abcdefg", title="Film")],
    ),
    "post of a network": (
        '<blockquote class="twitter-tweet"><p>Mot</p><a href="https://twitter.com/x/status/1">d</a></blockquote>',
        [
            Quotation(text="Mot\n\nd"),
            Embed(url="https://twitter.com/x/status/1"),
        ],
    ),
    "own links become paths": (
        '<a href="https://www.ancien.example/2019/x/?a=1#b">x</a> <a href="https://e.org/">y</a>',
        [Paragraph(html='<a href="/2019/x/?a=1#b">x</a> <a href="https://e.org/">y</a>')],
    ),
    "code": (
        "<pre>a\n\n  <b>b</b></pre>",
        [Paragraph(html="<code>a<br><br>\xa0\xa0<strong>b</strong></code>")],
    ),
    "verse": ('<pre class="wp-block-verse">a\nb</pre>', [Paragraph(html="a<br>b")]),
    "columns and buttons": (
        "<!-- wp:columns --><div><!-- wp:column --><div><p>a</p></div><!-- /wp:column --></div><!-- /wp:columns -->"
        '<div class="wp-block-button"><a class="wp-block-button__link" href="/b/">b</a></div>',
        [Paragraph(html="a"), Paragraph(html='<a href="/b/">b</a>')],
    ),
    "definitions": (
        "<dl><dt>a</dt><dd>b</dd></dl>",
        [Paragraph(html="<strong>a</strong>"), Paragraph(html="b")],
    ),
    "brackets that are writing": (
        "Il [le maire] dit [sic] : [celui-ci] [après 2014] [...] [1]",
        [Paragraph(html="Il [le maire] dit [sic] : [celui-ci] [après 2014] [...] [1]")],
    ),
    "emoji pictures": (
        'oui <img class="emoji" alt="🙂" src="https://s.w.org/1.png">',
        [Paragraph(html="oui 🙂")],
    ),
    "a whole page pasted": (
        "a</body></html><p>b</p></div>c",
        [Paragraph(html="a"), Paragraph(html="b"), Paragraph(html="c")],
    ),
    "nothing": (" \n<p>&nbsp;</p>\n", []),
}


@pytest.mark.parametrize("name", CASES)
def test_success_blocks_of(name: str) -> None:
    html, expected = CASES[name]

    assert blocks(html) == expected


REPORTED = {
    "unknown shortcode": ('a [formulaire id="3"] b', "a b", ("shortcode_removed", "formulaire")),
    "enclosing shortcode": ('[boite titre="t"]a b[/boite]', "a b", ("shortcode_removed", "boite")),
    "script": ("a <script>alert(1)</script>b", "a b", ("script_removed", "")),
    "code in a link": ('<a href="javascript:alert(1)">a b</a>', "a b", ("unsafe_link_removed", "javascript")),
    "link inside the page": ('<a href="#note">a b</a>', "a b", ("inner_link_removed", "")),
    "telephone": ('<a href="tel:+1">a b</a>', "a b", ("link_removed", "tel")),
    "page break": ("<p>a</p><!--more--><p>b</p>", "a b", ("page_break_removed", "")),
    "block without content": (
        'a b<!-- wp:latest-posts {"n":3} /-->',
        "a b",
        ("block_without_content", "latest-posts"),
    ),
    "struck words": ("a <del>b</del>", "a b", ("marking_lost", "del")),
    "form": ("a b <input value=x>", "a b", ("form_removed", "")),
}


@pytest.mark.parametrize("name", REPORTED)
def test_success_words_stay_and_the_rest_is_reported(name: str) -> None:
    html, text, problem = REPORTED[name]

    assert safe.plain(" ".join(block.html for block in blocks(html) if isinstance(block, Paragraph))) == text
    assert problems(html) == [problem]


def test_success_gallery_of_numbers() -> None:
    conversion = convert('[gallery ids="7,8"]', site=SITE, post="3")

    assert conversion.blocks == (
        Gallery(pictures=(Picture(url="", media_id="7"), Picture(url="", media_id="8"))),
    )
    assert convert("[gallery]", site=SITE, post="3").blocks == (Gallery(own_of="3"),)


def test_success_gallery_of_the_block_editor() -> None:
    html = (
        '<figure class="wp-block-gallery has-nested-images"><figure class="wp-block-image"><img src="/a.jpg"/></figure>'
        '<figure class="wp-block-image"><img src="/b.jpg"/><figcaption>B</figcaption></figure>'
        '<figcaption class="blocks-gallery-caption">Tout</figcaption></figure>'
    )

    assert blocks(html) == [
        Gallery(
            pictures=(
                Picture(url="https://ancien.example/a.jpg"),
                Picture(url="https://ancien.example/b.jpg", caption="B"),
            ),
            caption="Tout",
        )
    ]


def test_success_nested_deeper_than_any_page() -> None:
    conversion = convert("<div>" * 5000 + "mot" + "</div>" * 5000, site=SITE)

    assert conversion.blocks == (Paragraph(html="mot"),)


def test_fail_handlers_in_every_place() -> None:
    html = (
        '<p onclick="x()" style="x">a</p><img src="javascript:x()" onerror="x()"><iframe src="javascript:x()"></iframe>'
        '<h2 onmouseover="x()">b</h2><svg onload="x()"></svg><table><tr><td onclick=x()>c</td><td>d</td></tr></table>'
    )

    conversion = convert(html, site=SITE)

    assert "x()" not in repr(conversion.blocks)
    assert {problem.kind for problem in conversion.problems} == {
        "picture_removed",
        "frame_removed",
        "drawing_removed",
    }


def test_success_no_word_of_a_theme_test_is_lost() -> None:
    assert {name: lost for name, body in bodies().items() if (lost := _lost(body))} == {}


def test_success_a_lost_word_is_found() -> None:
    assert _lost("<p>un</p><object>deux</object>") == Counter(["deux"])


def _lost(body: str) -> Counter[str]:
    """Return the words of a body that no block has; none for a body with shortcodes, which may go."""
    if "[" in body or not body.strip():
        return Counter()
    arrived = Counter(_WORD.findall(" ".join(map(_text, blocks(body)))))
    source = etree.HTML(f"<html><body>{body}</body></html>")
    wanted = Counter(
        _WORD.findall(" ".join(source.xpath("//text()[not(ancestor::script or ancestor::style)]")))
    )
    joined = "".join("".join(map(_text, blocks(body))).split())
    return Counter({word: times for word, times in (wanted - arrived).items() if word not in joined})


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return safe.plain(block.html)
    if isinstance(block, ListBlock):
        return " ".join(safe.plain(item) for item in block.items)
    if isinstance(block, Table):
        return " ".join([block.caption, *block.header, *(cell for row in block.rows for cell in row)])
    return " ".join(str(value) for value in vars(block).values())


def test_success_number_of_no_character() -> None:
    number = "&#" + "9" * 5000 + ";"

    assert convert(f"Un {number} mot", site=SITE).blocks == convert("Un \ufffd mot", site=SITE).blocks
