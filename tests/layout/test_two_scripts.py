"""Words of another language on a page: marked with it, set by its rules, and the outlet's own texts in each language."""

from collections.abc import Callable
from datetime import date

import pytest

from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages.actions import ensure_front
from tests.factories.articles import SectionFactory, locale, published
from tests.factories.dossiers import event_of

Printed = Callable[[str], str]


@pytest.fixture
def printed(db: None, press: MemoryPress) -> Printed:
    paper = Masthead.objects.create(address="3, quai des Cordiers", contact="lecteurs@example.org")
    paper.languages = [
        MastheadLanguage(language="fr", name="La Digue", sort_order=0),
        MastheadLanguage(
            language="ar", name="السد", address="3، رصيف الحبال", contact="qurraa@example.org", sort_order=1
        ),
    ]
    paper.save()
    for language in ("fr", "ar"):
        ensure_front(language)
    french = published(
        0.1, slug="appel", headline="Le barrage : les comptes",
        body=[("paragraph", "<p>Sous le nom de <i>السد الكبير</i> depuis\u00a02011.</p><p>Dit السد ici.</p>")],
    )  # fmt: skip
    Comment.objects.create(article=french, name="A", text="C'est vrai ?\nNon !", state=Comment.State.SHOWN)
    published(0.1, locale=locale("ar"), section=SectionFactory(locale=locale("ar"), slug="siyasa"))
    matter = Dossier.objects.create(locale=locale("ar"), title="السد", slug="sadd", summary="وعد.", live=True)
    event_of(matter, date(2026, 1, 1), "كان.", french)
    promise = Commitment.objects.create(dossier=matter, text="وعد.")
    CommitmentChange.objects.create(commitment=promise, on=date(2026, 1, 1), state="kept", evidence=french)
    verify.sync()
    oven.bake_stale(press)
    return lambda path: (press.read(path) or b"").decode()


def test_success_arabic_words_of_a_french_article(printed: Printed) -> None:
    page = printed("/politique/appel/")

    assert '<p>Sous le nom de <i><bdi lang="ar">السد الكبير</bdi></i> depuis\u00a02011.</p>' in page
    assert '<p>Dit <bdi lang="ar">السد</bdi>\u00a0ici.</p>' in page


def test_success_french_evidence_of_an_arabic_dossier(printed: Printed) -> None:
    page = printed("/ar/milaf/sadd/")

    link = '<a href="/politique/appel/" lang="fr" hreflang="fr" dir="auto">Le barrage\u00a0: les comptes</a>'
    # Of the event, and of the state.
    assert page.count(link) == 2


def test_success_a_comment_is_spaced_as_the_page_is(printed: Printed) -> None:
    page = printed("/politique/appel/")

    assert '<p dir="auto">C’est vrai\u202f?</p><p dir="auto">Non\u202f!</p>' in page


def test_success_an_address_for_the_readers_of_each_language(printed: Printed) -> None:
    french, arabic = printed("/"), printed("/ar/")

    assert "3, quai des Cordiers" in french and "3، رصيف الحبال" in arabic
    assert "quai des Cordiers" not in arabic


def test_success_pages_without_an_article_have_the_year_of_the_newest(printed: Printed) -> None:
    year = clock.now().year

    for path in ("/lettre/", "/archives/", "/ar/risala/", "/ar/milaf/"):
        assert f"© {year} " in printed(path), path
