"""Every kind of page, printed from believable content: whole, escaped, small, and asking nobody else for anything."""

import re
from dataclasses import replace
from itertools import pairwise

import brotli
import pytest
from jinja2 import StrictUndefined
from lxml import html
from lxml.html import fromstring
from markupsafe import Markup

from rotative.articles.body import views
from rotative.articles.cards import ParagraphView, TableView
from rotative.layout import assets, contexts
from rotative.layout.colour import NIGHT, PAPER
from rotative.layout.environment import TEMPLATES, environment, render
from tests.layout.newsroom import KINDS, Samples
from tests.layout.selecting import select

pytestmark = pytest.mark.django_db
PAGES = [(language, name) for language in ("fr", "ar") for name in KINDS]
EVIL = "<script>alert(1)</script>"

# What an article may cost before its pictures: design, G10.
BUDGET_BYTES = 14 * 1024


@pytest.fixture(params=PAGES, ids=lambda pair: "-".join(pair))
def page(request: pytest.FixtureRequest, samples: Samples) -> contexts.Page:
    language, name = request.param
    found: contexts.Page = samples.page(language, name)
    return found


@pytest.fixture
def article(samples: Samples) -> contexts.ArticlePage:
    """Return the French article that has everything."""
    found: contexts.ArticlePage = samples.page("fr", "article")
    return found


def document(page: contexts.Page) -> html.HtmlElement:
    return html.document_fromstring(render(page).decode())


def test_success_language_and_direction(page: contexts.Page) -> None:
    root = document(page)

    assert (root.get("lang"), root.get("dir")) == (
        page.frame.conventions.language,
        page.frame.conventions.direction,
    )


def test_success_colours_of_the_browser_are_the_paper_s(page: contexts.Page) -> None:
    found = document(page).xpath("//meta[@name='theme-color']")

    assert [(each.get("media"), each.get("content")) for each in found] == [
        ("(prefers-color-scheme: light)", PAPER),
        ("(prefers-color-scheme: dark)", NIGHT),
    ]


def test_success_a_picture_for_other_sites(page: contexts.Page) -> None:
    found = {each.get("property"): each.get("content") for each in document(page).xpath("//meta[@property]")}

    assert found["og:image"].startswith(f"{page.frame.base_url}/")
    assert int(found["og:image:width"]) >= 400 and found["og:image:alt"] is not None


def test_success_one_main_heading(page: contexts.Page) -> None:
    assert len(document(page).xpath("//h1")) == 1


def test_success_heading_levels_never_skip(page: contexts.Page) -> None:
    levels = [int(tag[1]) for tag in re.findall(r"<(h[1-6])\b", render(page).decode())]

    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_success_every_id_is_unique_and_every_reference_is_met(page: contexts.Page) -> None:
    root = document(page)
    ids = root.xpath("//@id")
    wanted = [
        word for value in root.xpath("//@aria-labelledby | //@aria-describedby") for word in value.split()
    ]

    assert len(ids) == len(set(ids))
    assert set(wanted) <= set(ids)


def test_success_every_field_has_a_label(page: contexts.Page) -> None:
    fields = document(page).xpath("//*[self::input or self::textarea or self::select][not(@type='hidden')]")

    assert all(any(True for _ in field.iterancestors("label")) for field in fields)


def test_success_a_strict_content_policy_holds(page: contexts.Page) -> None:
    root = document(page)

    assert root.xpath("//@style | //style") == []
    assert root.xpath("//script[not(@src) and not(@type='application/ld+json')]") == []
    assert [name for element in root.iter() for name in element.attrib if name.startswith("on")] == []


def test_success_every_class_has_its_rules(page: contexts.Page) -> None:
    """A page asks for a part of the rules: those of the other kinds of pages may not be what it needs."""
    accent_colour = "#0b5a6e"
    own = assets.stylesheet(accent_colour, page.sheet) + "".join(
        assets.component_asset(name).body.decode() for name in page.components
    )
    root, missing = document(page), _selectors(assets.stylesheet(accent_colour)) - _selectors(own)

    assert [selector for selector in sorted(missing) if select(root, selector)] == []


def _selectors(css: str) -> set[str]:
    """Return the selectors made of names and classes alone, with spaces or `>` between them."""
    preludes = re.findall(r"([^{};]+)\{", css)
    every = {selector for prelude in preludes for selector in prelude.split(",")}
    return {
        selector.replace(">", " > ") for selector in every if re.fullmatch(r"[\w.> -]*\.[\w.> -]*", selector)
    }


def test_success_nothing_is_fetched_from_elsewhere(page: contexts.Page) -> None:
    fetched = document(page).xpath(
        "//img/@src | //script/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='apple-touch-icon']/@href"
    )

    assert fetched
    assert all(address.startswith("/") and not address.startswith("//") for address in fetched)


def test_success_pictures_have_sizes_and_words(page: contexts.Page) -> None:
    pictures = document(page).xpath("//img")

    assert all(picture.get("width") and picture.get("height") for picture in pictures)
    assert all(picture.get("alt") is not None for picture in pictures)


def test_success_what_changes_something_is_posted(page: contexts.Page) -> None:
    forms = document(page).xpath("//form")

    assert all(form.get("action").startswith("/_/") for form in forms if form.get("method") == "post")
    assert all(form.get("action") == page.frame.search_path for form in forms if form.get("method") is None)


def test_success_unindexed_pages_say_so(page: contexts.Page) -> None:
    robots = document(page).xpath("//meta[@name='robots']/@content")

    assert robots == ([] if page.frame.indexed else ["noindex"])


def test_success_a_page_has_every_rule_it_needs(page: contexts.Page) -> None:
    """No class of a page is styled only in a file that its sheet leaves out."""
    sheet = assets.SHEETS[page.sheet]
    left_out = [name for name in assets.STYLES if name not in sheet]
    styled = {
        name: set(re.findall(r"\.([a-z][\w-]*)", (assets.HERE / "css" / f"{name}.css").read_text()))
        for name in assets.STYLES
    }
    kept = set[str]().union(*(styled[name] for name in sheet))
    elsewhere = set[str]().union(*(styled[name] for name in left_out)) - kept
    classes = {word for value in document(page).xpath("//@class") for word in value.split()}

    assert classes & elsewhere == set()


def test_success_every_file_a_page_asks_for_exists(page: contexts.Page, samples: Samples) -> None:
    outlet = samples.outlet(page.frame.conventions.language)
    made = {asset.path for asset in assets.assets(outlet)}
    wanted = set(
        document(page).xpath("//@href[starts-with(., '/static/')] | //@src[starts-with(., '/static/')]")
    )

    assert wanted <= made


def test_success_a_page_fits_the_first_flight(page: contexts.Page, samples: Samples) -> None:
    styles = assets.stylesheet_asset(samples.outlet("fr").accent, page.sheet)

    wire = len(brotli.compress(render(page), quality=5)) + len(brotli.compress(styles.body, quality=5))

    assert wire <= BUDGET_BYTES


def test_success_the_article_stands_in_the_reader_s_order(article: contexts.ArticlePage) -> None:
    text = render(article).decode().partition("<main")[2]
    marks = (
        'class="breadcrumb"', 'class="kicker"', "<h1>", "article__standfirst", "article__byline", "2026-11-23T07:40:00+01:00",
        "2026-11-23T09:40:00+01:00", 'class="article__share"', "article__picture", "article__body", "article__note",
        'class="corrections"', 'class="share"', 'class="followed"', 'class="subjects"', 'class="related"', 'class="invitation"',
        'class="comments"',
    )  # fmt: skip

    found = [text.index(mark) for mark in marks]

    assert found == sorted(found)


def test_success_every_block_is_printed(article: contexts.ArticlePage) -> None:
    body = document(article).xpath("//div[@class='article__body']")[0]

    assert [child.get("class") or child.tag for child in body] == [
        "p", "h2", "p", "figure", "quotation", "p", "ol", "table", "p", "embed", "read-also", "p",
    ]  # fmt: skip


def test_success_columns_of_figures_end_together() -> None:
    data = [["Ligne", "Trajets", "Part", "Note"], ["A", "1 200", "12,5 %", "3"], ["B", "–", "7 %", "bien"]]
    stored = {"data": data, "first_row_is_table_header": True, "first_col_is_header": True}

    [table] = views([{"type": "table", "value": stored}], language="fr", card=lambda _id: None)

    assert isinstance(table, TableView)
    assert table.figures == (False, True, True, False)
    root = fromstring(str(environment("fr", "UTC", "latin").globals["blocks"].table(table)))
    assert root.xpath("//*[@class='figures']/text()") == [
        "Trajets", "Part", "1\u202f200", "12,5\u00a0%", "–", "7\u00a0%"
    ]  # fmt: skip


def test_success_the_time_zone_is_shown_where_the_outlet_wants_it(article: contexts.ArticlePage) -> None:
    conventions = replace(article.frame.conventions, shows_time_zone=True)
    abroad = replace(article, frame=replace(article.frame, conventions=conventions))

    zones = [document(page).xpath("//*[@class='zone']/text()") for page in (article, abroad)]

    assert zones == [[], ["(UTC+1)", "(UTC+1)"]]


def test_success_an_old_article_says_so(article: contexts.ArticlePage) -> None:
    old, older = (
        document(replace(article, old_after_years=years)).findtext(".//p[@class='article__old']")
        for years in (1, 2)
    )

    assert old and old.startswith("Cet article a plus d’un an. Il a été publié le ")
    assert older and older.startswith("Cet article a plus de 2 ans. Il a été publié le ")


def test_success_closed_comments_leave_no_form(article: contexts.ArticlePage) -> None:
    closed = replace(article, article=replace(article.article, comments_open=False))

    assert document(closed).xpath("//form[@action='/_/comment/']") == []


def test_success_a_reply_names_its_comment(article: contexts.ArticlePage) -> None:
    root = document(article)
    number = str(article.comments[0].id)

    assert root.xpath("//form[@action='/_/comment/']//select[@name='parent']/option/@value") == ["", number]
    assert root.xpath("//a[@data-reply]/@data-reply") == [number]


@pytest.mark.parametrize(("language", "name"), [("ar", "Karim B."), ("fr", "فاطمة الزهراء")])
def test_success_a_name_in_another_script_stands_apart(samples: Samples, language: str, name: str) -> None:
    page = samples.page(language, "article")
    root = document(replace(page, comments=(replace(page.comments[0], name=name),)))

    assert root.xpath("//p[@class='comment__by']/b/bdi/text()")[0] == name
    # In one piece: the link is a flex box, which would drop the space before the name.
    assert root.xpath("//p[@class='comment__reply']/a/span/bdi/text()") == [name]
    # An option holds no element: first strong isolate, pop directional isolate.
    between = "،" if language == "ar" else ","
    assert root.xpath("//select[@name='parent']/option/text()")[1].startswith(f"\u2068{name}\u2069{between} ")


def test_success_ten_comments_fit_the_first_flight_too(
    article: contexts.ArticlePage, samples: Samples
) -> None:
    one = article.comments[0]
    crowded = replace(
        article, comments=tuple(replace(one, id=at, name=f"Lectrice {at}") for at in range(1, 11))
    )
    styles = assets.stylesheet_asset(samples.outlet("fr").accent, article.sheet)

    wire = sum(len(brotli.compress(body, quality=5)) for body in (render(crowded), styles.body))

    assert wire <= BUDGET_BYTES


def test_success_an_author_is_named_once_on_their_page(samples: Samples) -> None:
    page = samples.page("fr", "author")
    shared = [card for card in page.cards if len(card.bylines) > 1]

    named = [link.text_content() for link in document(page).xpath("//a[@rel='author']")]

    assert len(page.cards) > len(shared)
    assert named.count(page.name) == len(shared)


def test_success_french_spaces_are_narrow(samples: Samples) -> None:
    text = render(samples.page("fr", "front")).decode()

    assert "Qui a voté les travaux du lot\u00a01\u202f?" in text


def test_success_arabic_digits_when_the_outlet_wants_them(samples: Samples) -> None:
    page = samples.page("ar", "article")
    page = replace(
        page, frame=replace(page.frame, conventions=replace(page.frame.conventions, digits="arabic"))
    )

    assert "٢٣ نونبر ٢٠٢٦" in render(page).decode()


def test_success_other_sites_get_the_address_encoded(article: contexts.ArticlePage) -> None:
    shared = document(article).xpath("//section[@class='share']//a/@href")

    assert (
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Festuaire.example%2Fpolitique%2Fle-bac-revient-au-quai%2F"
        in shared
    )


def test_fail_plain_text_is_never_markup(article: contexts.ArticlePage) -> None:
    card = replace(article.article.card, headline=EVIL, standfirst=EVIL, bylines=())
    hostile = replace(
        article,
        frame=replace(article.frame, title=EVIL, description=EVIL),
        article=replace(article.article, card=card, body=(ParagraphView(html=EVIL),), updated_note=EVIL),
        comments=(replace(article.comments[0], name=EVIL, text=EVIL, replies=()),),
    )

    root = document(hostile)

    assert [script.get("type") for script in root.xpath("//script")] == [
        "application/ld+json",
        "module",
        "module",
    ]
    assert root.xpath("//h1/text()") == [EVIL]


def test_fail_structured_data_cannot_leave_its_element(article: contexts.ArticlePage) -> None:
    hostile = replace(
        article, frame=replace(article.frame, json_ld='{"a": "</script><script>alert(1)</script>"}')
    )

    block = document(hostile).xpath("//script[@type='application/ld+json']")[0]

    assert block.text == '{"a": "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e"}'


def test_fail_a_query_is_shown_as_text(samples: Samples) -> None:
    page = samples.page("fr", "search-empty")

    assert document(page).xpath("//input[@id or @name='q']/@value")[0] == "<b>zzz</b>"
    assert document(page).xpath("//b") == []


def test_fail_an_unknown_name_is_an_error() -> None:
    assert environment("fr", "Africa/Casablanca", "latin").undefined is StrictUndefined


def test_success_every_template_says_what_it_takes() -> None:
    silent = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if not re.match(r'(\{% extends "base.html" %\}\n)?\{#', path.read_text(encoding="utf-8"))
    ]

    assert silent == []


def test_success_sanitised_html_is_printed_as_it_is(article: contexts.ArticlePage) -> None:
    body = (ParagraphView(html=Markup("<p>Le <em>Sebra</em></p>")),)

    assert (
        "<p>Le <em>Sebra</em></p>"
        in render(replace(article, article=replace(article.article, body=body))).decode()
    )
