"""A good and a bad example for each rule of templates."""

from tests.house import templates


def test_fail_template_without_a_comment() -> None:
    assert templates.undescribed('{% extends "base.html" %}\n{# page: ArticlePage #}\n<p>') == []
    assert templates.undescribed("{% comment %}page: Page{% endcomment %}") == []
    assert templates.undescribed('{% extends "base.html" %}\n<p>\n<p>\n<p>\n{# page #}') == [
        "no comment at the top"
    ]


def test_fail_template_trusts() -> None:
    literal = """{% set serif = "Georgia, 'Times'" %}{{ serif|safe }}{{ x|replace("a", "&#10;"|safe) }}"""

    assert templates.trusting("{{ block.html }} {{ safe }} {{ x|safely }}") == []
    assert templates.trusting(literal) == []
    assert templates.trusting("{{ page.text | safe }}{% autoescape off %}") == [
        "page.text|safe",
        "{% autoescape off",
    ]


def test_fail_limit_of_another_form() -> None:
    field = '<input type="text" name="q" required maxlength="200">'

    assert (
        templates.other_limits(field + '<input name="x" maxlength="{{ input.max_length }}">', {"q": 200})
        == []
    )
    assert templates.other_limits(field, {"q": 100}) == ["q: 200"]
    assert templates.other_limits(field, {}) == ["q: 200"]
