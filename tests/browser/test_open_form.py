"""The form of an article that saves itself while a colleague adds a subject to it and merges another."""

import json
from functools import partial

import pytest

from tests.browser.chromium import Browser
from tests.browser.desk import WAIT_S, signed_in
from tests.processes import sites
from tests.processes.sites import Site

pytestmark = pytest.mark.processes

_MAKE = """
import json
from rotative.articles import actions
from rotative.articles.models import Article, ArticleSubject, Section
from rotative.core import clock
from rotative.subjects.models import Subject, SubjectName
ids = []
for name in ("Quai Ouest", "Quai Est", "Quai Nord"):
    subject = Subject.objects.create(kind="place")
    row = SubjectName(subject=subject, language="fr", name=name)
    row.clean()
    row.save()
    ids.append(subject.pk)
section = Section.objects.filter(locale__language_code="fr").first()
article = Article(locale=section.locale, section=section, headline="Les quais rouvrent", standfirst="Ce matin.", published_at=clock.now())
article.body = [("paragraph", "<p>Ils rouvrent.</p>")]
article.save()
ArticleSubject.objects.create(article=article, subject_id=ids[0], sort_order=0)
actions.publish(Article.objects.get(pk=article.pk))
print(json.dumps([article.pk, *ids]))
"""
_MEANWHILE = """
from rotative.articles.suggesting import tagging
from rotative.subjects import actions
from rotative.subjects.models import Subject
tagging.add({added}, {{{article}: False}})
actions.merge(Subject.objects.get(pk={gone}), into=Subject.objects.get(pk={kept}))
"""
_LATEST = """
import json
from rotative.articles.models import Article
latest = Article.objects.get(pk={article}).get_latest_revision_as_object()
print(json.dumps([latest.headline, [link.subject_id for link in latest.article_subjects.all()]]))
"""
_KNOWN = "return document.querySelector('[name=known_subjects]').value"


def test_success_an_autosave_keeps_what_colleagues_did(site: Site, viewer: Browser) -> None:
    desk = signed_in(site, viewer)
    article, west, east, north = json.loads(sites.python(site.folder, _MAKE).strip().splitlines()[-1])

    def is_saved(headline: str, *subjects: int) -> bool:
        said = sites.python(site.folder, _LATEST.format(article=article)).strip().splitlines()[-1]
        return bool(json.loads(said) == [headline, list(subjects)])

    desk.open(f"articles/edit/{article}/")
    assert json.loads(desk.browser.ask(_KNOWN)) == [west]
    sites.python(site.folder, _MEANWHILE.format(added=east, article=article, gone=west, kept=north))

    for headline in ("Les quais rouvrent tôt", "Les quais rouvrent tard"):
        desk.write("[name=headline]", headline)
        sites.wait(partial(is_saved, headline, north, east), within_s=WAIT_S)
    assert json.loads(desk.browser.ask(_KNOWN)) == [north]

    # The row still has the subject that was merged: without it the other one goes.
    desk.browser.driver.execute_script(
        "document.getElementById('id_article_subjects-0-DELETE-button').click()"
    )
    sites.wait(partial(is_saved, "Les quais rouvrent tard", east), within_s=WAIT_S)
    sites.wait(lambda: desk.browser.ask(_KNOWN) == "[]", within_s=WAIT_S)
