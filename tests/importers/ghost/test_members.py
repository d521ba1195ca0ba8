"""Texts that only members of a Ghost site could read: on no page, in no feed and in no index of the newsroom."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from rotative.importers.actions import import_ghost
from rotative.search import actions as search
from rotative.search.reads import find
from tests.importers.ghost.printed import GATED
from tests.importers.ghost.sites import HIDDEN, SITE, lexical, paragraph, post, site, written
from tests.processes import newsrooms

SECRET = b"SECRET"


def posts() -> list[dict[str, Any]]:
    hidden = lexical(paragraph("SECRET texte"))
    found = [
        post(1, title="Public", lexical=lexical(paragraph("Public."), *HIDDEN.values())),
        post(2, title="Public aussi", lexical=None, html=GATED),
    ]
    rules = ("members", "paid", "tiers", "status:free")
    found += [
        post(10 + number, title="SECRET titre", slug=f"secret-{number}", visibility=rule, lexical=hidden,
             custom_excerpt="SECRET chapô", type=kind)
        for number, (rule, kind) in enumerate((rule, kind) for rule in rules for kind in ("post", "page"))
    ]  # fmt: skip
    found.append(post(30, title="SECRET lettre", status="sent", lexical=hidden))
    return found


def test_success_texts_for_members_reach_no_page_feed_or_index(tmp_path: Path, empty_home: Path) -> None:
    path = written(tmp_path, site(*posts()))

    with newsrooms.on_sqlite(tmp_path / "room", empty_home) as room:
        report = room.done("import", "ghost", str(path), "--site", SITE)
        room.done("bake", "--all")

        assert report["articles"] + report["pages"] == len(posts())
        files = [one for one in room.public.rglob("*") if one.is_file()]
        assert any(b"Public aussi" in one.read_bytes() for one in files)
        for one in files:
            raw = one.read_bytes()
            assert SECRET not in (gzip.decompress(raw) if one.suffix == ".gz" else raw), one.name
            assert "secret" not in str(one.relative_to(room.public))


@pytest.mark.django_db
def test_success_readers_find_no_text_for_members(tmp_path: Path) -> None:
    import_ghost(written(tmp_path, site(*posts())), site=SITE)
    search.rebuild()

    assert find("SECRET", language="fr").total == 0
    assert find("Public", language="fr").total == 2
