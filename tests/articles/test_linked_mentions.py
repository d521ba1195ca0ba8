"""The first mention of each main subject leads to its page, where the outlet wants it."""

import pytest

from rotative.articles.models import Article
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.core import addresses
from rotative.masthead.models import Masthead
from rotative.subjects.models import Subject
from tests.factories.articles import SubjectFactory, locale, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wanted() -> Masthead:
    return Masthead.objects.create(links_mentions=True)


@pytest.fixture
def minister() -> Subject:
    subject: Subject = SubjectFactory(
        names={"fr": "Salma Benjelloun", "ar": "سلمى بنجلون"}, kind=Subject.Kind.PERSON
    )
    return subject


def paragraphs(*texts: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{text}</p>") for text in texts]


def path_of(subject: Subject, language: str = "fr") -> str:
    return addresses.subject(language, subject.names.get(language=language).slug)


def body_of(press: MemoryPress, article: Article) -> str:
    """Return the paragraphs of the printed page, which is equal to a fresh rendering."""
    oven.bake_stale(press)
    assert verify.verify(press).stale == ()
    page = (press.read(article.path or "") or b"").decode()
    return page.partition('class="article__body')[2].partition("</div>")[0]


def test_success_only_the_first_mention(press: MemoryPress, minister: Subject) -> None:
    article = published(
        subjects=[minister],
        body=paragraphs("Rien.", "Pour <b>eux</b> Salma Benjelloun insiste.", "Salma Benjelloun revient."),
    )

    body, path = body_of(press, article), path_of(minister)

    assert body.count(path) == body.count(f'<a href="{path}">Salma Benjelloun</a>') == 1
    assert body.index("eux") < body.index(path) < body.index("insiste")


def test_success_nothing_where_the_outlet_does_not_want_it(
    press: MemoryPress, minister: Subject, wanted: Masthead
) -> None:
    article = published(subjects=[minister], body=paragraphs("Salma Benjelloun insiste."))
    assert path_of(minister) in body_of(press, article)

    wanted.links_mentions = False
    wanted.save()

    assert path_of(minister) not in body_of(press, article)


def test_success_a_prefix_stays_outside_in_arabic(press: MemoryPress, minister: Subject) -> None:
    article = published(
        subjects=[minister],
        locale=locale("ar"),
        section__locale=locale("ar"),
        body=paragraphs("رحبت النقابة بسلمى بنجلون في الميناء."),
    )

    path = path_of(minister, "ar")

    assert f'<a href="{path}">' in body_of(press, article)
    assert "بنجلون</a> في" in body_of(press, article).replace("\u00a0", " ")


def test_success_words_that_lead_elsewhere_are_left_alone(press: MemoryPress, minister: Subject) -> None:
    article = published(
        subjects=[minister],
        body=paragraphs(
            'Selon <a href="https://example.org/">Salma Benjelloun et ses proches</a>, &amp; selon Salma Benjelloun.'
        ),
    )

    body, path = body_of(press, article), path_of(minister)

    assert 'href="https://example.org/"' in body
    assert "&amp; selon" in body.replace("\u00a0", " ")
    assert body.index("example.org") < body.index(f'<a href="{path}">Salma Benjelloun</a>')


def test_success_a_text_that_leads_to_the_page_already(press: MemoryPress, minister: Subject) -> None:
    path = path_of(minister)
    article = published(
        subjects=[minister], body=paragraphs(f'Salma Benjelloun. Voir <a href="{path}">son parcours</a>.')
    )

    assert body_of(press, article).count(path) == 1


def test_success_what_is_only_mentioned_is_not_linked(press: MemoryPress, minister: Subject) -> None:
    port = SubjectFactory(names={"fr": "Port de Salé"}, kind=Subject.Kind.PLACE)
    article = published(
        subjects=[port, minister], body=paragraphs("Salma Benjelloun était au Port de Salé, dit-on.")
    )
    article.article_subjects.filter(subject=minister).update(is_main=False)

    body = body_of(press, article)

    assert (path_of(port) in body, path_of(minister) in body) == (True, False)
