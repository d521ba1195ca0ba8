"""Search: what readers and the desk find."""

from collections.abc import Sequence

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotative.articles import actions as articles
from rotative.articles.models import Article
from rotative.search import actions, documents, reads, tasks
from rotative.subjects.models import SubjectName
from tests.conftest import proofs
from tests.factories.articles import (
    ArticleFactory,
    BylineFactory,
    SectionFactory,
    SubjectFactory,
    locale,
    published,
)

pytestmark = pytest.mark.django_db


def ids(query: str, language: str = "fr") -> list[int]:
    return [hit.card.id for hit in reads.find(query, language=language).hits]


def arabic(**fields: object) -> Article:
    language = locale("ar")
    return published(locale=language, section=SectionFactory(locale=language, slug="siyasa"), **fields)


def document_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_document")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "query", ["Élection", "election", "ELECTIONS", "l’élection", "élect", "élections municipales"]
)
def test_success_french_word(query: str) -> None:
    found = published(headline="Les élections municipales sont reportées")
    published(headline="Le port rouvre")

    assert ids(query) == [found.pk]


@pytest.mark.parametrize("query", ["الحكومة", "حكومه", "والحكومة", "حُكُومَة", "للحكومة", "حكوم"])
def test_success_arabic_word(query: str) -> None:
    found = arabic(headline="والحكومة تعلن موعد الانتخابات", slug="hukuma")
    arabic(headline="افتتاح الميناء", slug="mina")

    assert ids(query, "ar") == [found.pk]


def test_success_subject_is_found_under_all_its_names() -> None:
    subject = SubjectFactory(names={"fr": "Société du tramway", "ar": "شركة الترامواي"})
    SubjectName.objects.filter(subject=subject, language="fr").update(aliases="STU\nLa Compagnie")
    actions.index_subject(subject.pk)
    found = published(headline="Un retard de plus", subjects=[subject])

    for query in ("الترامواي", "compagnie", "STU", "société du tramway"):
        answer = reads.find(query, language="fr")
        assert [hit.card.id for hit in answer.hits] == [found.pk], query
        assert [card.name for card in answer.subjects] == ["Société du tramway"], query


def test_success_new_name_reaches_old_articles(django_capture_on_commit_callbacks: object) -> None:
    subject = SubjectFactory(names={"fr": "Tramway"})
    found = published(headline="Un retard", subjects=[subject])
    name = SubjectName.objects.get(subject=subject)
    name.aliases = "Funiculaire"
    with django_capture_on_commit_callbacks(execute=True):
        name.save()

    assert ids("funiculaire") == [found.pk]


def test_success_new_signature_reaches_old_articles() -> None:
    byline = BylineFactory(name="Nour Belkadi")
    found = published(bylines=[byline])
    byline.name = "Nour Amrani"
    byline.save()
    tasks.reindex_signed.call(byline.pk)

    assert ids("belkadi") == []
    assert ids("amrani") == [found.pk]


def test_success_phrase_in_quotes() -> None:
    found = published(headline="Le port de pêche rouvre")
    published(headline="La pêche au port")

    assert ids('"port de pêche"') == [found.pk]
    assert ids("« port de pêche »") == [found.pk]
    assert len(ids("port pêche")) == 2


def test_success_arabic_phrase_does_not_run_into_stems() -> None:
    found = arabic(headline="مجلس المدينة يجتمع", slug="a")
    arabic(headline="المدينة مجلس", slug="b")

    assert ids('"مجلس المدينة"', "ar") == [found.pk]


def test_success_headline_weighs_more_than_body_and_fresh_more_than_old() -> None:
    body = published(
        days_ago=1, headline="Un titre", body=[("paragraph", "<p>Le tramway est cité en passant.</p>")]
    )
    old = published(days_ago=3000, headline="Le tramway")
    fresh = published(days_ago=1, headline="Le tramway")

    assert ids("tramway") == [fresh.pk, old.pk, body.pk]


def test_success_readers_never_find_drafts() -> None:
    draft = ArticleFactory(headline="Le secret du conseil")
    article = published(headline="Le conseil se réunit")
    article.headline = "Un brouillon caché"
    article.save_revision()

    assert ids("secret") == []
    assert ids("caché") == []
    assert ids("conseil") == [article.pk]
    assert set(reads.article_ids("conseil")) == {draft.pk, article.pk}
    assert reads.article_ids("conseil", language="ar") == []


def test_success_desk_finds_the_last_words_of_a_draft() -> None:
    draft = ArticleFactory(headline="Avant")
    draft.headline = "Après"
    draft.save_revision()

    assert reads.article_ids("après") == [draft.pk]
    assert reads.article_ids("avant") == []
    actions.rebuild(fresh=True)
    assert reads.article_ids("après") == [draft.pk]


def test_success_withdrawn_and_deleted_articles_are_not_found() -> None:
    first, second = published(headline="Tramway un"), published(headline="Tramway deux")
    articles.withdraw(first)
    second_id = second.pk
    second.delete()

    assert ids("tramway") == []
    assert reads.article_ids("tramway") == [first.pk]
    assert second_id not in reads.article_ids("deux")


def test_success_a_new_version_replaces_the_old() -> None:
    article = published(headline="Le tramway")
    article.headline = "Le funiculaire"
    articles.publish(article)

    assert ids("tramway") == []
    assert ids("funiculaire") == [article.pk]


def test_success_pages() -> None:
    for number in range(5):
        published(days_ago=number, headline=f"Tramway {number}")

    first = reads.find("tramway", language="fr", page=1, per_page=2)
    last = reads.find("tramway", language="fr", page=99, per_page=2)

    assert (first.total, first.pages, len(first.hits), first.page) == (5, 3, 2, 1)
    assert (last.page, len(last.hits)) == (3, 1)


def test_success_extract_is_escaped_then_marked() -> None:
    body = "<p>Avant &lt;script&gt;alert(1)&lt;/script&gt; le tramway &amp; le port arrivent.</p>"
    published(headline="Titre", standfirst="", body=[("paragraph", body)])

    (hit,) = reads.find("tramways", language="fr").hits

    assert hit.extract == (
        "Avant &lt;script&gt;alert(1)&lt;/script&gt; le <mark>tramway</mark> &amp; le port arrivent."
    )


def test_success_nothing_to_look_for() -> None:
    for query in ("", "   ", '""', "***", "\x00", "“ ”"):
        found = reads.find(query, language="fr")
        assert (found.total, found.pages, found.hits, found.subjects) == (0, 0, (), ())
        assert reads.article_ids(query) == []


def test_success_empty_words_count_only_alone() -> None:
    found = published(headline="Être et avoir", standfirst="", body=[])

    assert ids("le être de") == [found.pk]
    assert ids("et") == [found.pk]


@pytest.mark.slow
@settings(
    max_examples=proofs(40, 500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("\"'*^:(){}+-&|!<>\\ \t\x00NEARANDORNOT«»“”السa"), st.characters())
    )
)
def test_success_whatever_is_typed(query: str) -> None:
    reads.find(query, language="fr")
    reads.article_ids(query)


def test_success_import_is_gathered() -> None:
    rows = [ArticleFactory(headline=f"Import {n}") for n in range(5)]
    with actions.gathering():
        for row in rows:
            articles.publish(row)
        inside = reads.find("import", language="fr").total

    assert inside == 0
    assert reads.find("import", language="fr").total == 5


def test_success_a_publication_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    whole = documents.documents
    monkeypatch.setattr(documents, "documents", lambda asked: (read.append(len(asked)), whole(asked))[1])
    article = ArticleFactory.build(
        headline="Le tramway revient", section=SectionFactory(), locale=locale("fr")
    )

    articles.publish(article)

    assert read == [1]
    assert ids("tramway") == [article.pk]


def test_success_rebuild_restores_and_resumes() -> None:
    articles_ = [published(headline=f"Tramway {number}") for number in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document")
        cursor.execute(
            "INSERT INTO search_document (article_id, language, public, dated, digest) VALUES (99999, 'fr', true, 0, '')"
        )
    seen: list[int] = []

    looked = actions.rebuild(progress=seen.append)

    assert (looked, sum(seen)) == (3, 3)
    assert document_count() == 3
    assert set(ids("tramway")) == {article.pk for article in articles_}
    assert actions.rebuild(after=articles_[-1].pk) == 0


def test_success_rebuilt_afresh_all_is_found_meanwhile() -> None:
    articles_ = [published(headline=f"Tramway {number}") for number in range(3)]
    found: list[int] = []

    actions.rebuild(fresh=True, progress=lambda _done: found.append(len(ids("tramway"))))

    assert found == [len(articles_)]


def test_success_what_is_saved_while_it_is_read_keeps_its_new_words(monkeypatch: pytest.MonkeyPatch) -> None:
    article = published(headline="Le tramway avance")
    whole = documents.documents

    def read_before_a_save(asked: Sequence[Article]) -> list[documents.Document]:
        monkeypatch.undo()
        before = list(whole(asked))
        article.headline = "Le funiculaire avance"
        articles.publish(article)
        return before

    monkeypatch.setattr(documents, "documents", read_before_a_save)
    actions.rebuild(fresh=True)

    assert (ids("tramway"), ids("funiculaire")) == ([], [article.pk])


def test_success_command(capsys: pytest.CaptureFixture[str]) -> None:
    published()

    call_command("search", "rebuild", "--fresh")

    assert capsys.readouterr().out == "1 article looked at.\n"


def test_success_nothing_is_written_twice(django_assert_num_queries: object) -> None:
    article = published()

    assert actions.index_many([Article.objects.get(pk=article.pk)]) == 0
