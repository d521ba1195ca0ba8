"""Publishing and withdrawing at the desk, through the worker of a running server to the pages."""

import pytest

from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

PATH = "/politique/a-la-minute/"
LISTS = (
    "/", "/politique/", "/sujet/fr-1/", "/rss.xml", "/atom.xml", "/feed.json", "/politique/rss.xml", "/sujet/fr-1/rss.xml",
    "/news-sitemap-fr.xml",
)  # fmt: skip
LIVE_S = 5

PUBLISH = """
from rotative.articles.models import Section
from rotative.subjects.models import Subject
from tests.factories.articles import published
section = Section.objects.get(slug="politique")
subjects = Subject.objects.filter(names__slug="fr-1")
published(section=section, headline="À la minute", slug="a-la-minute", subjects=list(subjects))
"""
WITHDRAW = """
from rotative.articles import actions
from rotative.articles.models import Article
actions.withdraw(Article.objects.get(slug="a-la-minute"))
"""


def test_success_published_then_withdrawn(site: Site) -> None:
    assert site.status(PATH) == 404

    sites.python(site.folder, PUBLISH)
    sites.wait(lambda: site.status(PATH) == 200, within_s=LIVE_S)
    sites.wait(lambda: absent_from(site) == [], within_s=LIVE_S)
    assert named_in_sitemaps(site)

    sites.python(site.folder, WITHDRAW)
    sites.wait(lambda: site.status(PATH) == 410, within_s=LIVE_S)
    sites.wait(lambda: absent_from(site) == list(LISTS), within_s=LIVE_S)
    sites.wait(lambda: not named_in_sitemaps(site), within_s=LIVE_S)


def absent_from(site: Site) -> list[str]:
    """Return the lists without the article."""
    return [path for path in LISTS if PATH.encode() not in site.get(path).body]


def named_in_sitemaps(site: Site) -> bool:
    names = site.get("/sitemap.xml").body.decode().split("<loc>")[1:]
    return any(PATH.encode() in site.get(name.partition("<")[0]).body for name in names)
