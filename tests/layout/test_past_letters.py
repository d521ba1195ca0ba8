"""Letters and dossiers can be found: in an archive, on the sitemap, by the search, and only while they are public."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override
from lxml import html

from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.dossiers.models import Dossier, Event
from rotative.editions import actions
from rotative.editions.models import Edition
from rotative.layout.recipes.edition import duration
from rotative.masthead import reads as masthead
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.search import reads as search
from tests.factories.articles import locale, published

pytestmark = pytest.mark.django_db

SITEMAP = "/sitemaps/fr-pages.xml"


@pytest.fixture
def site(press: MemoryPress) -> "Site":
    masthead_row = Masthead.objects.create()
    masthead_row.languages = [
        MastheadLanguage(language=code, name="L’Estuaire", sort_order=order)
        for order, code in enumerate(("fr", "ar"))
    ]
    masthead_row.save()
    verify.sync()
    return Site(press)


class Site:
    """The printed site, proven fresh before it is read."""

    def __init__(self, press: MemoryPress) -> None:
        self._press = press

    def page(self, path: str) -> str | None:
        oven.bake_stale(self._press)
        verdict = verify.verify(self._press)
        assert (verdict.stale, verdict.missing, verdict.surplus) == ((), (), ())
        found = self._press.read(path)
        return found.decode() if found else None

    def has(self, link: str, *paths: str) -> list[bool]:
        return [link in (self.page(path) or "") for path in paths]


def letter(on: date, headline: str) -> Edition:
    """Compose and approve the letter of a day."""
    published(headline=headline, standfirst=f"{headline}, en une phrase.")
    edition = actions.compose_edition(masthead.today("fr"), "fr")
    Edition.objects.filter(pk=edition.pk).update(edition_on=on)
    edition.refresh_from_db()
    actions.approve(edition)
    return edition


def test_success_letters_are_in_an_archive_that_is_linked(site: Site) -> None:
    today = masthead.today("fr")
    long_ago = today - timedelta(days=70)
    assert site.page("/brief/") is None and site.has("/brief/", "/lettre/", SITEMAP) == [False, False]

    older, newest = letter(long_ago, "La digue a tenu"), letter(today, "Le pont est ouvert")

    paths = [f"/brief/{one.edition_on}/" for one in (newest, older)]
    archive = site.page("/brief/") or ""
    assert [archive.count(f'href="{path}"') for path in paths] == [1, 1]
    assert archive.index(paths[0]) < archive.index(paths[1]) and "La digue a\u00a0tenu" in archive
    month = f"/brief/{long_ago:%Y-%m}/"
    assert f'href="{month}"' in archive
    assert [paths[1] in (site.page(month) or ""), paths[0] in (site.page(month) or "")] == [True, False]
    assert site.has('href="/brief/"', "/lettre/", paths[0], month) == [True] * 3
    assert site.has("/brief/</loc>", SITEMAP) == [True]
    assert [site.has(f"{path}</loc>", SITEMAP) for path in paths] == [[True], [True]]
    assert site.page("/ar/brief/") is None

    actions.reopen(older)

    assert site.page(month) is None and paths[1] not in (site.page("/brief/") or "")
    assert site.has(f"{paths[1]}</loc>", SITEMAP) == [False]

    actions.stop(newest)

    assert site.page("/brief/") is None and site.has("/brief/", "/lettre/", SITEMAP) == [False, False]


def test_success_dossiers_are_on_the_sitemap_while_they_are_published(site: Site) -> None:
    made = Dossier(locale=locale("fr"), title="Le tramway", slug="le-tramway", live=True)
    made.save()
    assert site.has("/dossier/le-tramway/</loc>", SITEMAP, "/sitemaps/ar-pages.xml") == [True, False]
    assert site.has("/dossier/</loc>", SITEMAP) == [True]

    made.live = False
    made.save()

    assert site.has("/dossier/", SITEMAP) == [False]


@pytest.mark.parametrize("words", ["tramway", "tramw", "TRAMWAYS", "inauguré ligne", '"la ligne A"'])
def test_success_the_search_finds_dossiers_by_their_words(words: str) -> None:
    made = Dossier(locale=locale("fr"), title="Le tramway", slug="le-tramway", live=True)
    made.save()
    Event.objects.create(dossier=made, when="2026-06-01", text="La ligne A est inaugurée.")
    hidden = Dossier(locale=locale("fr"), title="Le tramway, la suite", slug="suite", live=False)
    hidden.save()

    found = search.find(words.replace("inauguré", "inaugurée"), language="fr")

    assert [link.path for link in found.dossiers] == ["/dossier/le-tramway/"]
    assert search.find(words, language="ar").dossiers == search.find("autobus", language="fr").dossiers == ()


def test_success_the_search_finds_letters_by_the_articles_they_printed(client: Client) -> None:
    edition = letter(masthead.today("fr"), "Le pont est ouvert")

    page = client.get("/recherche/", {"q": "pont"}).content.decode()

    assert f'href="/brief/{edition.edition_on}/"' in page
    actions.reopen(edition)
    assert search.find("pont", language="fr").letters == ()


def test_success_a_letter_leads_to_those_beside_it(site: Site) -> None:
    today = masthead.today("fr")
    days = [today - timedelta(days=number) for number in (2, 1, 0)]
    middle = [letter(on, f"Nouvelle {on}") for on in days][1]
    paths = [f"/brief/{on}/" for on in days]
    links = [f'href="{path}" rel=' for path in paths]

    assert [site.has(link, *paths) for link in links] == [
        [False, True, False], [True, False, True], [False, True, False],
    ]  # fmt: skip

    actions.reopen(middle)

    assert [site.has(link, paths[0], paths[2]) for link in (links[0], links[2])] == [
        [False, True],
        [True, False],
    ]


def test_success_contents_lead_to_each_story(site: Site) -> None:
    on = masthead.today("fr")
    letter(on, "Le pont est ouvert")

    root = html.document_fromstring(site.page(f"/brief/{on}/") or "")

    targets = root.xpath("//nav[@class='contents']//a/@href")
    assert targets and [target[1:] for target in targets] == root.xpath(
        "//section[contains(@class, 'edition__item')]/@id"
    )
    assert root.xpath("//*[@class='contents__time']/text()") != []
    assert len(root.xpath("//main//form[@action='/_/subscribe/']")) == 2


def test_success_the_newest_letter_is_the_sample_of_the_sign_up_page(site: Site) -> None:
    assert "sample" not in (site.page("/lettre/") or "")
    yesterday = masthead.today("fr") - timedelta(days=1)
    letter(yesterday, "Le pont est fermé")
    newest = letter(masthead.today("fr"), "Le pont est ouvert")

    page = site.page("/lettre/") or ""
    assert "<li>Le pont est ouvert</li>" in page and f'href="/brief/{newest.edition_on}/"' in page

    actions.reopen(newest)

    assert f'href="/brief/{yesterday}/"' in (site.page("/lettre/") or "")


@pytest.mark.parametrize(
    ("seconds", "written"), [(3, "5 s"), (44, "45 s"), (58, "1 min"), (79, "1 min 20 s"), (122, "2 min")]
)
def test_success_reading_times_of_stories(seconds: int, written: str) -> None:
    with override("en"):
        assert duration(seconds) == written
