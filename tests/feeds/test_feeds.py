"""Feeds, byte for byte as a reader's program gets them."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree

from rotative.articles import actions, lists
from rotative.articles.models import Article
from rotative.bake import oven, queue, recipes
from rotative.bake.errors import NothingHere
from rotative.bake.models import PathKey, PublicPath, StalePath
from rotative.bake.store.folder import MemoryPress
from rotative.feeds import places, reads
from rotative.subjects.models import SubjectName
from tests.factories.articles import BylineFactory, SectionFactory, SubjectFactory, locale, published

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
HOSTILE = "<script>alert(1)</script> & ]]> \x00\x08\x1b\ufffe“fin” <b>"
HOSTILE_SHOWN = "<script>alert(1)</script> & ]]> “fin” <b>"


def rendered(recipe: str, arg: str) -> bytes:
    return recipes.get(recipe).render(arg)


def tree(body: bytes) -> etree._Element:
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))


def feed_paths() -> set[str]:
    return {
        path for path in StalePath.objects.values_list("path__path", flat=True) if path.endswith("rss.xml")
    }


def test_success_rss_carries_the_article() -> None:
    subject = SubjectFactory(names={"fr": "Tramway", "ar": "الترامواي"})
    byline = BylineFactory(name="Nour Belkadi")
    article = published(days_ago=2, headline="Le tramway arrive", subjects=[subject], bylines=[byline])

    channel = tree(rendered("rss", "site:fr"))[0]

    item = channel.find("item")
    address = "https://estuaire.example" + article.path
    assert channel.findtext("title") == "Rotative"
    assert channel.findtext("language") == "fr"
    assert channel.find(f"{ATOM}link").attrib == {
        "href": "https://estuaire.example/rss.xml", "rel": "self", "type": "application/rss+xml"
    }  # fmt: skip
    assert [item.findtext(tag) for tag in ("title", "link", "guid")] == [
        "Le tramway arrive",
        address,
        address,
    ]
    assert item.findtext("description") == article.standfirst
    assert item.findtext(f"{DC}creator") == "Nour Belkadi"
    assert [category.text for category in item.findall("category")] == ["Politique", "Tramway"]
    assert parsedate_to_datetime(item.findtext("pubDate")) == article.published_at.replace(microsecond=0)
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == article.published_at.replace(
        microsecond=0
    )


def test_success_atom_and_json_say_the_same() -> None:
    article = published(days_ago=1, headline="Le tramway arrive")

    root = tree(rendered("atom", "site:fr"))
    feed = json.loads(rendered("json_feed", "site:fr"))

    entry = root.find(f"{ATOM}entry")
    stamp = article.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert root.findtext(f"{ATOM}updated") == stamp
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]
    assert entry.findtext(f"{ATOM}id") == "https://estuaire.example" + article.path
    assert entry.findtext(f"{ATOM}summary") == article.standfirst
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://estuaire.example/feed.json"
    assert feed["items"][0]["title"] == "Le tramway arrive"
    assert feed["items"][0]["date_published"] == stamp


def test_success_feeds_are_valid_without_articles() -> None:
    channel = tree(rendered("rss", "site:fr"))[0]
    root = tree(rendered("atom", "site:fr"))
    feed = json.loads(rendered("json_feed", "site:fr"))

    assert channel.findall("item") == []
    assert channel.find("lastBuildDate") is None
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert feed["items"] == []


@pytest.mark.parametrize("recipe", ["rss", "atom", "json_feed"])
def test_success_hostile_words_stay_words(recipe: str) -> None:
    article = published(headline="Un titre", standfirst="Un chapeau")
    Article.objects.filter(pk=article.pk).update(
        headline=HOSTILE.replace("\x00", ""), standfirst=HOSTILE.replace("\x00", "")
    )

    body = rendered(recipe, "site:fr")

    if recipe == "json_feed":
        shown = json.loads(body)["items"][0]["title"]
    else:
        root = tree(body)
        shown = root.findtext(".//item/title") or root.findtext(f"{ATOM}entry/{ATOM}title")
        assert root.findall(".//script") == []
        assert b"<script" not in body
    assert shown == HOSTILE_SHOWN


def test_success_description_is_safe_where_it_is_taken_for_html() -> None:
    published(standfirst="a < b & <img src=x onerror=alert(1)>")

    shown = tree(rendered("rss", "site:fr")).findtext(".//item/description")

    assert shown == "a &lt; b &amp; &lt;img src=x onerror=alert(1)&gt;"


def test_success_arabic_feed() -> None:
    arabic = locale("ar")
    section = SectionFactory(locale=arabic, name="سياسة", slug="سياسة")
    article = published(locale=arabic, section=section, headline="الحكومة تعلن", slug="الحكومة-تعلن")

    channel = tree(rendered("rss", f"section:{section.pk}"))[0]

    assert channel.findtext("language") == "ar"
    assert channel.findtext("title") == "سياسة – Rotative"
    assert channel.findtext("item/title") == "الحكومة تعلن"
    link = channel.findtext("item/link")
    assert link.isascii()
    assert link.startswith("https://estuaire.example/ar/%D8")
    assert PublicPath.objects.filter(path="/ar/سياسة/rss.xml", arg=f"section:{section.pk}").exists()
    assert article.path.startswith("/ar/سياسة/")


def test_success_twenty_newest_and_never_the_hour_of_printing() -> None:
    articles = [published(days_ago=day + 1) for day in range(22)]

    first = rendered("rss", "site:fr")
    second = rendered("rss", "site:fr")

    links = [link.text for link in tree(first).findall(".//item/link")]
    assert links == ["https://estuaire.example" + article.path for article in articles[:20]]
    assert first == second


def test_success_updated_article_moves_the_feed_date() -> None:
    article = published(days_ago=3)
    article.updated_at = datetime(2026, 11, 4, 8, 30, tzinfo=UTC)
    actions.publish(article)

    root = tree(rendered("atom", "site:fr"))

    assert root.findtext(f"{ATOM}updated") == max(
        "2026-11-04T08:30:00Z", article.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def test_success_keys_are_recorded(press: MemoryPress) -> None:
    subject = SubjectFactory()
    article = published(subjects=[subject])
    oven.bake_stale(press)

    known = set(PathKey.objects.filter(path__path="/politique/rss.xml").values_list("key", flat=True))

    assert known == {
        "masthead", f"card:{article.pk}", f"article:{article.pk}", f"subject:{subject.pk}",
        f"section:{article.section_id}", f"list:section:{article.section_id}:head",
    }  # fmt: skip


def test_success_second_publish_marks_exactly_its_feeds(press: MemoryPress) -> None:
    tramway, port = SubjectFactory(names={"fr": "Tramway"}), SubjectFactory(names={"fr": "Port"})
    other = SectionFactory(name="Monde", slug="monde")
    queue.place(places.always_everywhere())
    published(days_ago=3, subjects=[tramway])
    published(days_ago=3, subjects=[port], section=other)
    oven.bake_stale(press)
    StalePath.objects.all().delete()

    published(days_ago=0, subjects=[tramway])

    slug = SubjectName.objects.get(subject=tramway).slug
    assert feed_paths() == {"/rss.xml", "/politique/rss.xml", f"/sujet/{slug}/rss.xml"}


def test_success_feed_of_a_subject_goes_with_its_last_article(press: MemoryPress) -> None:
    subject = SubjectFactory(names={"fr": "Tramway"})
    path = f"/sujet/fr-{subject.pk}/rss.xml"
    article = published(subjects=[subject])
    before = PublicPath.objects.get(path=path).state

    actions.withdraw(article)

    assert (before, PublicPath.objects.get(path=path).state) == ("live", "gone")
    assert path not in {spec.path for spec in recipes.get("rss").specs()}


def test_success_sections_always_have_their_feed() -> None:
    section = SectionFactory(name="Culture", slug="culture")
    placed = PublicPath.objects.get(path="/culture/rss.xml")
    section.slug = "cultures"
    section.save()

    moved = PublicPath.objects.get(path="/culture/rss.xml")
    listed = {spec.path for spec in recipes.get("rss").specs()}

    assert (placed.state, moved.state, moved.target) == ("live", "moved", "/cultures/rss.xml")
    assert "/cultures/rss.xml" in listed


@pytest.mark.parametrize("arg", ["section:999", "subject:999:fr"])
def test_fail_feed_of_nothing(arg: str) -> None:
    with pytest.raises(NothingHere):
        rendered("rss", arg)


def test_success_query_count_of_a_full_feed(django_assert_max_num_queries: object) -> None:
    subject, byline = SubjectFactory(), BylineFactory()
    for day in range(20):
        published(days_ago=day + 1, subjects=[subject], bylines=[byline])

    with django_assert_max_num_queries(14):
        rendered("rss", "site:fr")


def test_success_every_head_has_enough_for_a_feed() -> None:
    fewest = lists.WINDOW + 1

    assert fewest >= reads.ITEMS
