"""A good and a bad example for each rule of code."""

from tests.house import code


def test_fail_another_clock() -> None:
    assert code.other_clocks("clock.now()") == []
    assert code.other_clocks("x = timezone.now()\ny = datetime.datetime.now(UTC)") == [
        "line 1: timezone.now()",
        "line 2: datetime.datetime.now()",
    ]


def test_fail_raw_sql() -> None:
    assert code.raw_sql("sql.rows(query)\nitem.raw('x')\nArticle.objects.filter()") == []
    assert code.raw_sql("with connection.cursor() as cursor: pass\nArticle.objects.raw('SELECT')") == [
        "line 1: connection.cursor()",
        "line 2: Article.objects.raw()",
    ]


def test_fail_import_by_name_without_a_reason() -> None:
    reason = "# an extra that may be missing"

    assert code.imports_without_reason(f'boto3 = import_module("boto3")  {reason}') == []
    assert code.imports_without_reason('boto3 = import_module("boto3")') == ["line 1: import_module('boto3')"]


def test_fail_something_left_behind() -> None:
    assert (
        code.left_behind("see /srv/rotative/app and https://example.org/x.xml, uv --no-emit-index-url") == []
    )
    assert code.left_behind("# TO" + "DO: later") == ["TO" + "DO"]
    assert code.left_behind("cd /ho" + "me/leila/rotative") == ["/ho" + "me/leila/r"]
    assert code.left_behind("pip --index" + "-url https://py" + "pi.example/simple") == [
        "index" + "-url",
        "https://py" + "pi",
    ]
