"""Names of lists are read as they are written."""

import pytest

from rotative.articles import list_name
from rotative.articles.list_name import ListName

WRITTEN = {
    "site:fr": ListName(kind="site", language="fr"),
    "brief:ar": ListName(kind="brief", language="ar"),
    "news:en": ListName(kind="news", language="en"),
    "section:3": ListName(kind="section", id=3),
    "section:3@12": ListName(kind="section", id=3, window=12),
    "author:5": ListName(kind="author", id=5),
    "subject:7:fr": ListName(kind="subject", id=7, language="fr"),
    "subject:7:fr@2": ListName(kind="subject", id=7, language="fr", window=2),
    "month:fr:2026-11": ListName(kind="month", language="fr", month="2026-11"),
    "month:fr:2026-11@3": ListName(kind="month", language="fr", month="2026-11", window=3),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_success_read_and_written(written: str) -> None:
    name = ListName.parse(written)

    assert name == WRITTEN[written]
    assert str(name) == written


@pytest.mark.parametrize(
    "written", ["", "fr", "city:3", "section", "section:three", "subject:7", "site:fr:4"]
)
def test_fail_no_name_of_a_list(written: str) -> None:
    with pytest.raises(ValueError):
        ListName.parse(written)


def test_success_page_of_a_list() -> None:
    name = ListName(kind="section", id=3)

    assert str(name.page(12)) == "section:3@12"
    assert name.page(12).page(list_name.HEAD) == name


def test_success_beginning_of_written_names() -> None:
    assert list_name.prefix("month") == "month:"
    assert list_name.prefix("subject", 7) == "subject:7:"
