"""Addresses of the old site that hold only a query."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import RequestFactory

from rotative.importers.wordpress.old_addresses import old_address
from tests.importers.imports import run
from tests.importers.wordpress.wxr import SITE, item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "target"),
    [("p=7", "/2020/01/01/article-7/"), ("page_id=8", "/contact/"), ("tag=eau", "/sujet/eau/"),
     ("m=201905", "/archives/2019/05/"), ("s=l'eau", "/recherche/?q=l%27eau"), ("feed=rss2", "/rss.xml")],
)  # fmt: skip
def test_success_old_numbered_addresses(tmp_path: Path, query: str, target: str) -> None:
    terms = (("category", "a", "A"), ("post_tag", "eau", "Eau"))
    run(tmp_path, item(7, terms=terms), item(8, kind="page", link=f"{SITE}/contact/"))

    response = old_address(RequestFactory().get(f"/?{query}"))

    assert (response.status_code, response["Location"]) == (301, target)
