"""Numbers with signs on Arabic pages, in letters, feeds and readers' comments: isolated, so that they do not turn round."""

from collections.abc import Callable

import pytest

from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.comments.models import Comment
from rotative.editions import actions as editions
from rotative.editions.letter.for_selection import content_of
from rotative.mail.sending.selection import Selection
from rotative.masthead import reads as masthead
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front
from tests.factories.articles import SectionFactory, locale, published

NUMBER = "05-22-33-44-55"
SET = f"\u2066{NUMBER}\u2069"


@pytest.fixture
def printed(db: None, press: MemoryPress) -> Callable[[str], str]:
    paper = Masthead.objects.create()
    paper.languages = [
        MastheadLanguage(language="ar", name="السد", legal_notice=f"هاتف {NUMBER}", sort_order=0),
        MastheadLanguage(language="fr", name="La Digue", sort_order=1),
    ]
    paper.save()
    for language in ("ar", "fr"):
        ensure_front(language)
    section = SectionFactory(locale=locale("ar"), slug="siyasa", name="سياسة")
    article = published(
        0.1, locale=locale("ar"), section=section, slug="hatif", headline=f"اتصلوا بالرقم {NUMBER}", standfirst=f"الرقم {NUMBER} مفتوح.",
        body=[("paragraph", f'<p>الرقم <a href="tel:{NUMBER}">{NUMBER}</a> و{NUMBER}</p>'), ("intertitle", f"الرقم {NUMBER}")],
    )  # fmt: skip
    french = published(0.1, slug="appel", headline=f"Appelez le {NUMBER}")
    for one in (article, french):
        Comment.objects.create(
            article=one, name="م", text=f"جربت {NUMBER} ولا جواب", state=Comment.State.SHOWN
        )
    verify.sync()
    oven.bake_stale(press)
    return lambda path: (press.read(path) or b"").decode()


def test_success_article(printed: Callable[[str], str]) -> None:
    page = printed("/ar/siyasa/hatif/").split("<main")[1]

    assert f"<h1>اتصلوا بالرقم {SET}</h1>" in page
    assert f'<p class="article__standfirst">الرقم {SET}\u00a0مفتوح.</p>' in page
    assert f"و{SET}</p>" in page
    assert f"tel:{SET}" not in page
    assert f">الرقم {SET}</h2>" in page
    assert f'<p dir="auto">جربت {SET} ولا جواب</p>' in page
    assert f"هاتف {SET}" in page


def test_success_front_and_feeds(printed: Callable[[str], str]) -> None:
    assert f"اتصلوا بالرقم {SET}" in printed("/ar/").split("<main")[1]
    for feed in ("rss.xml", "atom.xml", "feed.json"):
        assert SET in printed(f"/ar/{feed}")


def test_success_arabic_comment_on_a_french_page(printed: Callable[[str], str]) -> None:
    page = printed("/politique/appel/")

    assert f'<p dir="auto">جربت {SET} ولا جواب</p>' in page
    assert f"<h1>Appelez le {NUMBER}</h1>" in page


def test_success_letter(printed: Callable[[str], str]) -> None:
    letter = content_of(editions.compose_edition(masthead.today("ar"), "ar"), Selection(minutes=5))

    assert f"اتصلوا بالرقم {SET}" in letter.html
    assert f"اتصلوا بالرقم {SET}" in letter.text
