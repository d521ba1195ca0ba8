"""A dossier on its page, on the front page and with its subjects: always fresh after every change."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from lxml import html

from rotative.articles import actions as articles
from rotative.bake.batch import loaders
from rotative.bake.models import PublicPath
from rotative.dossiers import reads
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierActor
from rotative.subjects.models import Subject
from tests.factories.articles import ArticleFactory, SubjectFactory, locale
from tests.factories.dossiers import event_of

Printed = Callable[[str], str | None]

PAGE = "/dossier/le-tramway/"


def dossier(**fields: object) -> Dossier:
    values = {
        "title": "Le tramway",
        "slug": "le-tramway",
        "summary": "Onze kilomètres.",
        "live": True,
        **fields,
    }
    made = Dossier(locale=locale(str(values.pop("language", "fr"))), **values)
    made.save()
    return made


def commitment(of: Dossier, *states: str, evidence: object, who: Subject | None = None) -> Commitment:
    made = Commitment.objects.create(dossier=of, text="Ouvrir la ligne A.", who=who, due_words="fin 2027")
    for day, state in enumerate(states, start=1):
        CommitmentChange.objects.create(
            commitment=made, on=date(2026, 6, day), state=state, evidence=evidence
        )
    made.refresh_from_db()
    return made


def test_success_a_published_dossier_has_a_page_and_a_place_on_the_front(printed: Printed) -> None:
    before = printed("/")

    dossier()

    assert "dossiers" not in (before or "")
    assert "Onze kilomètres." in (printed(PAGE) or "")
    assert f'href="{PAGE}"' in (printed("/") or "")
    assert f'href="{PAGE}"' in (printed("/dossier/") or "")
    assert f'href="{PAGE}"' not in (printed("/ar/") or "")


def test_success_commitments_are_counted_by_state(printed: Printed) -> None:
    article = ArticleFactory(published=True)
    made = dossier()

    commitment(made, "announced", "kept", evidence=article)
    commitment(made, "announced", "under_way", evidence=article)
    commitment(made, "announced", "under_way", evidence=article)

    assert reads.listed("fr")[0].commitments == {"under_way": 2, "kept": 1}
    assert 'class="matter__figures"' in (printed("/") or "")


def test_success_a_commitment_stands_where_its_last_change_left_it(printed: Printed) -> None:
    article = ArticleFactory(published=True)
    made = commitment(dossier(), "announced", "broken", evidence=article)
    assert "promise--broken" in (printed(PAGE) or "")

    wrong = made.changes.get(state="broken")
    CommitmentChange.objects.create(
        commitment=made, on=wrong.on, state="", explanation="Confondu.", evidence=article, corrects=wrong
    )
    made.refresh_from_db()

    assert made.state == "announced"
    assert "promise--announced" in (printed(PAGE) or "")


def test_success_evidence_follows_its_article(printed: Printed) -> None:
    article = ArticleFactory(headline="Le conseil délibère", published=True)
    made = dossier()
    commitment(made, "announced", evidence=article)
    event_of(made, date(2026, 6, 1), "Vote.", article)
    page = printed(PAGE) or ""
    assert page.count("Le conseil délibère") == 2

    articles.withdraw(article)

    assert "Le conseil délibère" not in (printed(PAGE) or "")


def test_success_no_state_without_evidence_that_readers_can_open(printed: Printed) -> None:
    proof, later = ArticleFactory(published=True), ArticleFactory(headline="Tenu")
    made = commitment(dossier(), "announced", evidence=proof)
    CommitmentChange.objects.create(commitment=made, on=date(2026, 7, 1), state="kept", evidence=later)

    page = printed(PAGE) or ""
    assert "promise--announced" in page and "promise--kept" not in page
    assert reads.listed("fr")[0].commitments == {"announced": 1}

    articles.publish(later)
    assert "promise--kept" in (printed(PAGE) or "")
    assert all(re.search(r"1\s+tenu", printed(path) or "") for path in ("/", "/dossier/", PAGE))

    articles.withdraw(later)
    articles.withdraw(proof)
    page = printed(PAGE) or ""
    assert "Ouvrir la ligne\u00a0A." in page and "promise--" not in page and "tally" not in page
    assert all("matter__figures" not in (printed(path) or "") for path in ("/", "/dossier/"))


def test_success_each_state_is_next_to_its_evidence(printed: Printed) -> None:
    made, proof, told = dossier(), ArticleFactory(published=True), ArticleFactory(published=True)
    commitment(made, "announced", "kept", evidence=proof)
    for day in (1, 2):
        event_of(made, date(2026, 7, day), f"Vote {day}.", told)

    root = html.document_fromstring(printed(PAGE) or "")

    assert root.xpath("//*[@class='steps']/li//time/@datetime") == ["2026-06-02", "2026-06-01"]
    assert root.xpath("//*[@class='steps']/li//a/@href") == [proof.path] * 2
    assert root.xpath("//*[@class='events']/li//time/@datetime") == ["2026-07-02", "2026-07-01"]
    assert root.xpath("//*[@class='events']/li//a/@href") == [told.path] * 2


def test_success_a_bar_with_a_part_for_each_commitment(printed: Printed) -> None:
    made, proof = dossier(), ArticleFactory(published=True)
    for states in (["announced", "kept"], ["broken"], ["kept"]):
        commitment(made, *states, evidence=proof)

    root = html.document_fromstring(printed(PAGE) or "")

    assert root.findtext(".//p[@class='tally__total']") == "3\u00a0engagements"
    assert [part.get("class") for part in root.find(".//p[@class='tally__bar']")] == [
        "state state--kept", "state state--kept", "state state--broken",
    ]  # fmt: skip
    said = [" ".join(item.text_content().split()) for item in root.find(".//ul[@class='tally__states']")]
    assert said == ["2 tenus", "1 non tenu"]


@pytest.mark.parametrize("how", ["event", "evidence"])
def test_success_an_article_links_to_the_dossiers_that_cite_it(printed: Printed, how: str) -> None:
    first, second = ArticleFactory(published=True), ArticleFactory(published=True)
    made = dossier()
    pages = [article.path for article in (first, second)]
    if how == "event":
        part = event_of(made, date(2026, 6, 1), "Vote.", first)
    else:
        part = commitment(made, "kept", evidence=first).changes.get()
    link = f'href="{PAGE}"'
    assert [link in (printed(path) or "") for path in pages] == [True, False]

    if how == "event":
        source = part.sources.get()
        source.article = second
        source.save()
    else:
        part = commitment(made, "kept", evidence=second)
        assert [link in (printed(path) or "") for path in pages] == [True, True]
        return
    assert [link in (printed(path) or "") for path in pages] == [False, True]

    made.live = False
    made.save()
    assert [link in (printed(path) or "") for path in pages] == [False, False]

    made.live = True
    made.save()
    assert [link in (printed(path) or "") for path in pages] == [False, True]

    part.delete()
    assert [link in (printed(path) or "") for path in pages] == [False, False]


def test_success_a_subject_shows_the_dossiers_it_acts_in(printed: Printed) -> None:
    mayor, engineer = SubjectFactory(names={"fr": "La maire"}), SubjectFactory(names={"fr": "L’ingénieure"})
    ArticleFactory(published=True, subjects=[mayor, engineer])
    made = dossier()
    actor = DossierActor.objects.create(dossier=made, subject=mayor)
    pages = [f"/sujet/fr-{subject.pk}/" for subject in (mayor, engineer)]
    assert [PAGE in (printed(page) or "") for page in pages] == [True, False]

    actor.subject = engineer
    actor.save()

    assert [PAGE in (printed(page) or "") for page in pages] == [False, True]


def test_success_an_actor_without_an_article_is_named_without_a_link(printed: Printed) -> None:
    minister = SubjectFactory(names={"fr": "Le ministre"})
    made = dossier()
    DossierActor.objects.create(dossier=made, subject=minister)
    assert "Le ministre" in (printed(PAGE) or "")
    assert f"/sujet/fr-{minister.pk}/" not in (printed(PAGE) or "")

    ArticleFactory(published=True, subjects=[minister])

    assert f'href="/sujet/fr-{minister.pk}/"' in (printed(PAGE) or "")


def test_success_a_new_slug_leaves_a_redirect(printed: Printed) -> None:
    made = dossier()
    printed(PAGE)

    made.slug = "la-ligne-a"
    made.save()

    assert "Onze kilomètres." in (printed("/dossier/la-ligne-a/") or "")
    former = PublicPath.objects.get(path=PAGE)
    assert (former.state, former.target) == (PublicPath.State.MOVED, "/dossier/la-ligne-a/")


def test_success_a_twin_is_linked_from_the_day_it_is_published(printed: Printed) -> None:
    made = dossier()
    twin = dossier(
        language="ar", title="الترامواي", slug="al-tramway", live=False, translation_key=made.translation_key
    )
    assert 'hreflang="ar" href="http' not in (printed(PAGE) or "")

    twin.live = True
    twin.save()

    assert "/ar/milaf/al-tramway/" in (printed(PAGE) or "")


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_success_a_withdrawn_dossier_is_nowhere(printed: Printed, act: str) -> None:
    mayor = SubjectFactory()
    ArticleFactory(published=True, subjects=[mayor])
    made = dossier()
    DossierActor.objects.create(dossier=made, subject=mayor)
    if act != "delete":
        commitment(made, "announced", evidence=ArticleFactory(published=True))
    printed(PAGE)

    if act == "delete":
        made.delete()
    else:
        made.live = False
        made.save()

    assert PAGE not in (printed("/") or "")
    assert PAGE not in (printed(f"/sujet/fr-{mayor.pk}/") or "")
    paths = PublicPath.objects.filter(path__startswith="/dossier/")
    assert {"/dossier/", PAGE, f"{PAGE}rss.xml", "/dossier/engagements/"} <= set(
        paths.values_list("path", flat=True)
    )
    assert not paths.exclude(state=PublicPath.State.GONE).exists()


def test_success_many_dossiers_cost_no_more_queries(
    printed: Printed, django_assert_num_queries: Callable
) -> None:
    article = ArticleFactory(published=True)
    for number in range(5):
        commitment(dossier(slug=f"d{number}", title=f"D{number}"), "announced", evidence=article)

    # Dossiers with their languages, events, commitments, changes; which evidence is published.
    with django_assert_num_queries(5), loaders.batch():
        reads.listed("fr")
        reads.listed("ar")
        reads.exists("fr")


def test_fail_a_draft_is_nowhere(printed: Printed) -> None:
    dossier(live=False)

    assert printed(PAGE) is None
    assert printed("/dossier/") is None
    assert PAGE not in (printed("/") or "")
