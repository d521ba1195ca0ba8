"""Each page that lists articles links to a feed of its own articles, and the feed exists."""

import re
from xml.etree import ElementTree

import pytest

from rotative.articles import actions as articles
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.masthead.models import Masthead, MastheadLanguage
from tests.factories.articles import ArticleFactory, BylineFactory, SectionFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["author", "brief", "section", "subject"])
def test_success_a_list_has_a_feed_of_its_own(press: MemoryPress, kind: str) -> None:
    masthead = Masthead.objects.create()
    masthead.languages = [MastheadLanguage(language="fr", name="L’Estuaire", sort_order=0)]
    masthead.save()
    signed, about = BylineFactory(name="Nour Belkadi", slug="nour"), SubjectFactory(names={"fr": "Le port"})
    form = "brief" if kind == "brief" else "article"
    mine = ArticleFactory(headline="Le mien", published=True, bylines=[signed], subjects=[about], form=form)
    ArticleFactory(headline="Un autre", published=True, section=SectionFactory(slug="autre"))
    verify.sync()
    oven.bake_stale(press)
    page = {
        "author": "/auteur/nour/",
        "brief": "/breves/",
        "section": f"/{mine.section.slug}/",
        "subject": f"/sujet/fr-{about.pk}/",
    }[kind]

    shown = (press.read(page) or b"").decode()
    (feed, *_others) = re.findall(r'<link[^>]*type="?application/rss\+xml"?[^>]*href="?([^" >]+)', shown)
    channel = ElementTree.fromstring((press.read(feed) or b"").decode())[0]

    assert feed == f"{page}rss.xml" and f'href="{feed}"' in re.sub(r"<link[^>]*>", "", shown)
    assert [item.findtext("title") for item in channel.iter("item")] == ["Le mien"]

    articles.withdraw(mine)
    oven.bake_stale(press)
    verdict = verify.verify(press)
    assert (verdict.stale, verdict.missing, verdict.surplus) == ((), (), ())
