"""Guarantees of Jinja2 that the straighter code of templates keeps: escaping, strictness, macros, parts."""

from dataclasses import dataclass

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, StrictUndefined, UndefinedError
from markupsafe import Markup

from rotative.layout import contexts, surroundings
from rotative.layout.dates import Calendar
from rotative.layout.environment import TEMPLATES, Translated, Words, furnish, part, printed_page
from tests.layout.newsroom import Samples

PARTS = {
    "macros.html": "{% macro name(who, level=2) %}<h{{ level }}>{{ who }}{% if greeting is defined %}!{% endif %}</h{{ level }}>{% endmacro %}",
    "part.html": "{% set who = 'part' %}{{ who }} {{ thing.title }}",
}


@dataclass(frozen=True)
class Thing:
    title: object


def _printed(template: str, title: object = "a", **more: object) -> str:
    env = Translated(
        loader=DictLoader({**PARTS, "page.html": template}), autoescape=True, undefined=StrictUndefined
    )
    env.words = Words("fr")
    return env.get_template("page.html").render(thing=Thing(title), **more)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (None, "None"),
        (type("Words", (str,), {})("<i>"), "&lt;i&gt;"),
    ],
)
def test_success_what_is_printed_is_escaped_but_markup(title: object, expected: str) -> None:
    assert _printed("{{ thing.title }}", title) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("m.name('<')", "<h2>&lt;</h2>"),
        ("m.name('a', 3)", "<h3>a</h3>"),
        ("m.name(level=4, who='a')", "<h4>a</h4>"),
        ("m.name('a', level=5)", "<h5>a</h5>"),
    ],
)
def test_success_a_macro_takes_what_it_names(call: str, expected: str) -> None:
    # What the page was given, an imported macro does not see.
    shown = _printed("{% import 'macros.html' as m %}{{ " + call + " }}", greeting="hello")

    assert shown == expected


@pytest.mark.parametrize("call", ["m.name('a', 1, 2)", "m.name('a', size=1)", "m.name('a', who='b')"])
def test_fail_a_macro_refuses_what_it_does_not_name(call: str) -> None:
    with pytest.raises(TypeError):
        _printed("{% import 'macros.html' as m %}{{ " + call + " }}")


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{% import 'macros.html' as m %}{{ m.name() }}", UndefinedError),
        ("{{ nobody }}", UndefinedError),
        ("{{ nobody.title }}", UndefinedError),
        ("{{ thing.size }}", AttributeError),
        ("{% import 'macros.html' as m %}{{ m.nothing('a') }}", AttributeError),
    ],
)
def test_fail_what_is_not_there_is_an_error(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        _printed(template)


def test_success_a_part_sees_the_page_and_leaves_it_alone() -> None:
    page = "{% set who = 'page' %}{% for word in 'xy' %}{% include 'part.html' %}{{ word }}, {% endfor %}{{ who }}"

    assert _printed(page, "<T>") == "part &lt;T&gt;x, part &lt;T&gt;y, page"


def plain_environment(language: str) -> Environment:
    """Return an environment of Jinja2 as it comes, with our filters, functions and macros."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    calendar = Calendar(language=language, time_zone="Africa/Casablanca", digits="latin")
    furnish(env, Words(language), calendar)
    return env


def lines(html: str) -> list[str]:
    return [line for line in html.split("\n") if line]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_success_every_page_is_the_one_that_plain_jinja2_prints(samples: Samples, language: str) -> None:
    env = plain_environment(language)
    pages = [page for page in samples.printed if page.frame.conventions.language == language]

    differing = []
    for page in pages:
        html = env.get_template(page.template).render(page=page, frame=page.frame)
        if lines(html) != lines(printed_page(page)):
            differing.append(page.frame.path)

    assert pages
    assert differing == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_success_every_frame_is_the_one_that_plain_jinja2_prints(samples: Samples, language: str) -> None:
    env = plain_environment(language)
    around = [one for one in samples.surroundings if one.outlet.language == language]

    differing = [
        template
        for template in surroundings.PARTS.values()
        for one in around
        if lines(env.get_template(template).render(around=one)) != lines(part(template, one))
    ]

    assert around
    assert differing == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_success_every_template_is_compared(samples: Samples, language: str) -> None:
    printed = {page.template for page in samples.printed if page.frame.conventions.language == language}

    assert printed == {
        page.template
        for page in map(contexts.__dict__.get, contexts.__all__)
        if isinstance(page, type) and issubclass(page, contexts.Page) and page is not contexts.Page
    }
