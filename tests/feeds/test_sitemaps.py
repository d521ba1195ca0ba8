"""Sitemaps, robots.txt and the manifest."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from rotative.articles import actions, lists
from rotative.articles.models import Article, ListEntry
from rotative.bake import oven, queue, recipes
from rotative.bake.batch.cache import Cache
from rotative.bake.errors import NothingHere
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.feeds import places, sitemap_entries
from rotative.masthead.models import Masthead, MastheadLanguage
from tests.factories.articles import (
    ArticleFactory,
    SectionFactory,
    SubjectFactory,
    locale,
    publish_archive,
    published,
)

pytestmark = pytest.mark.django_db

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"
X = "{http://www.w3.org/1999/xhtml}"
SITE = "https://estuaire.example"
NOVEMBER = datetime(2024, 11, 20, 12, tzinfo=UTC)


def tree(recipe: str, arg: str = "") -> etree._Element:
    body = recipes.get(recipe).render(arg)
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))


def locations(root: etree._Element) -> list[str]:
    return [loc.text.removeprefix(SITE) for loc in root.iter(f"{S}loc")]


def dated(published_at: datetime, **fields: object) -> Article:
    article = ArticleFactory(published_at=published_at, **fields)
    actions.publish(article)
    return article


def stale_maps() -> set[str]:
    paths = StalePath.objects.values_list("path__path", flat=True)
    return {path for path in paths if "sitemap" in path}


@pytest.fixture
def bilingual() -> None:
    masthead = Masthead.objects.create()
    for order, (language, name) in enumerate([("fr", "L’Estuaire"), ("ar", "المصب")]):
        MastheadLanguage.objects.create(masthead=masthead, language=language, name=name, sort_order=order)


def test_success_a_month_lists_its_articles_oldest_first() -> None:
    newer = dated(NOVEMBER, headline="Deux")
    older = dated(NOVEMBER - timedelta(days=3), headline="Un")
    dated(NOVEMBER + timedelta(days=30))

    root = tree("sitemap_month", "month:fr:2024-11:1")

    assert locations(root) == [older.path, newer.path]
    assert [date.text for date in root.iter(f"{S}lastmod")] == [
        "2024-11-17T12:00:00Z",
        "2024-11-20T12:00:00Z",
    ]
    assert list(root.iter(f"{X}link")) == []


def test_success_translations_name_each_other(press: MemoryPress, bilingual: None) -> None:
    french = dated(NOVEMBER, headline="Le port")
    oven.bake_stale(press)
    before = press.read("/sitemaps/fr-2024-11.xml")
    arabic = locale("ar")
    section = SectionFactory(locale=arabic, slug="siyasa")
    twin = dated(
        NOVEMBER, headline="الميناء", locale=arabic, section=section, translation_key=french.translation_key
    )
    oven.bake_stale(press)

    root = etree.fromstring(press.read("/sitemaps/fr-2024-11.xml"))

    assert b"hreflang" not in before
    assert [(link.get("hreflang"), link.get("href")) for link in root.iter(f"{X}link")] == [
        ("fr", SITE + french.path), ("ar", SITE + twin.path)
    ]  # fmt: skip


@pytest.mark.parametrize("field", [{"hidden_from_search": True}, {"original_url": "https://agence.example/"}])
def test_success_article_that_is_not_ours_to_list_leaves_the_maps(
    press: MemoryPress, bilingual: None, field: dict[str, object]
) -> None:
    article, stays = published(headline="Un"), published(headline="Deux")
    month = f"month:fr:{article.published_at:%Y-%m}:1"
    before = locations(tree("sitemap_month", month))
    oven.bake_stale(press)
    for name, value in field.items():
        setattr(article, name, value)
    actions.publish(article)

    assert set(before) == {article.path, stays.path}
    assert locations(tree("sitemap_month", month)) == [stays.path]
    assert locations(tree("sitemap_news", "fr")) == [stays.path]
    assert {path for path in stale_maps() if "news" in path}
    for name in field:
        setattr(article, name, type(field[name])())
    actions.publish(article)
    assert article.path in locations(tree("sitemap_month", month))


def test_success_update_moves_lastmod(press: MemoryPress) -> None:
    article = dated(NOVEMBER)
    oven.bake_stale(press)
    article.updated_at = NOVEMBER + timedelta(days=2)
    actions.publish(article)
    oven.bake_stale(press)

    root = etree.fromstring(press.read("/sitemaps/fr-2024-11.xml"))

    assert root.findtext(f".//{S}lastmod") == "2024-11-22T12:00:00Z"


def test_success_index_follows_months(press: MemoryPress) -> None:
    queue.place(places.always_everywhere())
    article = dated(NOVEMBER)
    oven.bake_stale(press)
    with_month = locations(etree.fromstring(press.read("/sitemap.xml")))
    actions.withdraw(article)
    stale = stale_maps()

    without = locations(tree("sitemap"))

    assert with_month == ["/sitemaps/fr-pages.xml", "/sitemaps/fr-2024-11.xml"]
    assert without == ["/sitemaps/fr-pages.xml"]
    assert {"/sitemap.xml", "/sitemaps/fr-2024-11.xml"} <= stale


def test_success_a_second_article_marks_only_its_month(press: MemoryPress) -> None:
    queue.place(places.always_everywhere())
    dated(NOVEMBER)
    dated(NOVEMBER - timedelta(days=40))
    oven.bake_stale(press)
    StalePath.objects.all().delete()

    dated(NOVEMBER + timedelta(days=1))

    assert stale_maps() == {"/sitemaps/fr-2024-11.xml"}


def test_success_a_full_month_continues_in_a_second_file(
    press: MemoryPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap_entries, "PART_WINDOWS", 1)
    queue.place(places.always_everywhere())
    articles = [dated(NOVEMBER + timedelta(minutes=minute)) for minute in range(20)]
    oven.bake_stale(press)
    StalePath.objects.all().delete()
    last = dated(NOVEMBER + timedelta(hours=2))
    stale = stale_maps()
    oven.bake_stale(press)
    another = dated(NOVEMBER + timedelta(hours=3))
    further = stale_maps()
    oven.bake_stale(press)

    assert stale >= {"/sitemap.xml", "/sitemaps/fr-2024-11-2.xml"}
    # The index contains the file already.
    assert "/sitemap.xml" not in further
    assert "/sitemaps/fr-2024-11-2.xml" in further
    assert len(locations(etree.fromstring(press.read("/sitemaps/fr-2024-11.xml")))) == len(articles)
    assert locations(etree.fromstring(press.read("/sitemaps/fr-2024-11-2.xml"))) == [last.path, another.path]
    assert [spec.path for spec in recipes.get("sitemap_month").specs()] == [
        "/sitemaps/fr-2024-11.xml", "/sitemaps/fr-2024-11-2.xml"
    ]  # fmt: skip

    actions.withdraw(last)
    actions.withdraw(another)
    oven.bake_stale(press)

    assert press.read("/sitemaps/fr-2024-11-2.xml") is None
    assert locations(etree.fromstring(press.read("/sitemap.xml"))) == [
        "/sitemaps/fr-pages.xml",
        "/sitemaps/fr-2024-11.xml",
    ]


def test_success_an_import_places_every_part(press: MemoryPress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap_entries, "PART_WINDOWS", 1)
    articles = [
        ArticleFactory(published_at=NOVEMBER + timedelta(minutes=n), live=True, path=f"/import/{n}/")
        for n in range(45)
    ]
    publish_archive(articles)

    placed = PublicPath.objects.filter(recipe="sitemap_month").order_by("path").values_list("path", flat=True)

    assert list(placed) == [
        "/sitemaps/fr-2024-11-2.xml", "/sitemaps/fr-2024-11-3.xml", "/sitemaps/fr-2024-11.xml"
    ]  # fmt: skip
    assert len(locations(tree("sitemap_month", "month:fr:2024-11:3"))) == 5


def test_success_pages_map_follows_subjects(press: MemoryPress) -> None:
    subject = SubjectFactory(names={"fr": "Tramway"})
    SubjectFactory(names={"fr": "Sans article"})
    queue.place(places.always_everywhere())
    oven.bake_stale(press)
    before = locations(etree.fromstring(press.read("/sitemaps/fr-pages.xml")))
    article = published(subjects=[subject])
    oven.bake_stale(press)
    during = locations(etree.fromstring(press.read("/sitemaps/fr-pages.xml")))
    StalePath.objects.all().delete()
    published(subjects=[subject])
    unmoved = "/sitemaps/fr-pages.xml" in stale_maps()
    for one in Article.objects.all():
        actions.withdraw(one)
    oven.bake_stale(press)
    after = locations(etree.fromstring(press.read("/sitemaps/fr-pages.xml")))

    assert before == ["/"]
    assert during == ["/", "/politique/", f"/sujet/fr-{subject.pk}/"]
    assert not unmoved
    assert after == ["/", "/politique/"]
    assert article.path


def test_success_news_map_names_two_days() -> None:
    fresh = published(days_ago=1, headline="Le port & la ville <rouvrent>")
    published(days_ago=3)

    root = tree("sitemap_news", "fr")

    assert locations(root) == [fresh.path]
    assert root.findtext(f".//{N}publication/{N}name") == "Rotative"
    assert root.findtext(f".//{N}publication/{N}language") == "fr"
    assert root.findtext(f".//{N}title") == "Le port & la ville <rouvrent>"
    assert root.findtext(f".//{N}publication_date") == fresh.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_success_news_map_forgets_after_two_days(press: MemoryPress) -> None:
    queue.place(places.always("fr"))
    article = published(days_ago=1)
    oven.bake_stale(press)
    full = locations(etree.fromstring(press.read("/news-sitemap-fr.xml")))
    ListEntry.objects.filter(list="news:fr").update(published_at=clock.now() - timedelta(hours=49))
    actions.age()
    oven.bake_stale(press)

    empty = etree.fromstring(press.read("/news-sitemap-fr.xml"))

    assert full == [article.path]
    assert empty.tag == f"{S}urlset"
    assert locations(empty) == []


def test_success_a_new_headline_reaches_the_news_map(press: MemoryPress) -> None:
    queue.place(places.always("fr"))
    article = published(days_ago=1, headline="Avant")
    oven.bake_stale(press)
    article.headline = "Après"
    actions.publish(article)
    oven.bake_stale(press)

    assert etree.fromstring(press.read("/news-sitemap-fr.xml")).findtext(f".//{N}title") == "Après"


def test_success_news_map_holds_the_newest_up_to_its_limit(
    press: MemoryPress, bilingual: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "WINDOW", 2)
    monkeypatch.setattr(sitemap_entries, "NEWS_MAX", 5)
    cache = Cache()

    def named() -> list[str]:
        oven.bake_stale(press, cache=cache)
        found = press.read("/news-sitemap-fr.xml")
        assert found == recipes.get("sitemap_news").render("fr")
        return locations(etree.fromstring(found))

    hours = [clock.now() - timedelta(hours=hour) for hour in range(20, 0, -2)]
    paths = [dated(hour, headline=f"À {number} heures").path for number, hour in enumerate(hours)]
    assert named() == paths[:-6:-1]

    # One from the middle, and then the newest.
    actions.withdraw(Article.objects.get(path=paths[7]))
    assert named() == [paths[9], paths[8], paths[6], paths[5], paths[4]]
    last = dated(clock.now(), headline="La dernière")
    assert named() == [last.path, paths[9], paths[8], paths[6], paths[5]]
    late = dated(hours[8] + timedelta(minutes=1), headline="Entre deux")
    assert named() == [last.path, paths[9], late.path, paths[8], paths[6]]


def test_success_news_map_leaves_out_what_has_no_title() -> None:
    article = published(days_ago=1)
    Article.objects.filter(pk=article.pk).update(headline="\x01 \x02")

    assert locations(tree("sitemap_news", "fr")) == []


def test_success_robots(bilingual: None) -> None:
    assert recipes.get("robots").render("").decode() == (
        "User-agent: *\nAllow: /\nDisallow: /desk/\nDisallow: /_/\nDisallow: /recherche/\nDisallow: /ar/bahth/\n\n"
        f"Sitemap: {SITE}/sitemap.xml\nSitemap: {SITE}/news-sitemap-fr.xml\nSitemap: {SITE}/news-sitemap-ar.xml\n"
    )


def test_success_manifest(bilingual: None) -> None:
    described = json.loads(recipes.get("manifest").render("ar"))

    icon = described.pop("icons")[0]
    assert described == {
        "name": "المصب", "short_name": "المصب", "description": "", "lang": "ar", "dir": "rtl", "id": "/ar/",
        "start_url": "/ar/", "scope": "/ar/", "display": "minimal-ui", "theme_color": "#8a1c1c",
        "background_color": "#ffffff",
    }  # fmt: skip
    drawn = base64.b64decode(re.sub("^data:image/svg\\+xml;base64,", "", icon["src"]))
    assert etree.fromstring(drawn)[1].text == "ا"


def test_success_languages_bring_and_take_their_files(bilingual: None) -> None:
    def live() -> set[str]:
        found = PublicPath.objects.filter(state="live", path__startswith="/news-sitemap")
        return set(found.values_list("path", flat=True))

    both = live()
    MastheadLanguage.objects.get(language="ar").delete()

    assert both == {"/news-sitemap-fr.xml", "/news-sitemap-ar.xml"}
    assert live() == {"/news-sitemap-fr.xml"}
    assert PublicPath.objects.get(path="/ar/rss.xml").state == "gone"


def test_success_map_of_the_site_needs_no_correction() -> None:
    subject = SubjectFactory()
    queue.place(places.always_everywhere())
    article = published(subjects=[subject])
    dated(NOVEMBER)
    actions.withdraw(article)

    wanted = {spec.path for recipe in recipes.every() if recipe.priority == 30 for spec in recipe.specs()}
    names = {recipe.name for recipe in recipes.every() if recipe.priority == 30}
    known = set(PublicPath.objects.filter(state="live", recipe__in=names).values_list("path", flat=True))

    assert known == wanted


def test_fail_month_without_articles() -> None:
    with pytest.raises(NothingHere):
        tree("sitemap_month", "month:fr:2020-01:1")
