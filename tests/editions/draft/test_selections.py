"""The letter of a reader who follows something: what they follow comes first, and where it has nothing new, nothing changes."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from rotative.articles.models import Article, ArticleSubject
from rotative.dossiers.models import CommitmentChange, Dossier
from rotative.editions import actions, reads
from rotative.editions.draft import selections
from rotative.editions.letter.for_selection import Letters, content_of
from rotative.editions.models import Edition
from rotative.mail.sending.selection import Selection
from rotative.subscribers.models import Subscriber
from tests.dossiers.test_dossiers import commitment, dossier
from tests.editions.test_edition import today
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory, published
from tests.factories.dossiers import event_of

pytestmark = pytest.mark.django_db

SHORT = Selection(minutes=3)
ON = date(2026, 6, 1)


@pytest.fixture
def stories() -> list[Article]:
    """Publish more stories of one rank than a letter of three minutes holds, the newest first."""
    section = SectionFactory()
    return [
        published(
            days_ago=(1 + number) / 50,
            section=section,
            headline=f"La nouvelle {number} de la ville",
            short=" ".join(f"mot{number}x{place}" for place in range(33)) + ".",
            standfirst="",
            body=[],
            rank=3,
        )
        for number in range(16)
    ]


@pytest.fixture
def edition(stories: list[Article]) -> Edition:
    return actions.compose_edition(today(), "fr")


@pytest.fixture
def backwards(edition: Edition, stories: list[Article]) -> Edition:
    """Print the edition in the opposite order."""
    actions.reorder(edition, [story.pk for story in reversed(stories)])
    return edition


def full_texts(edition: Edition, selection: Selection) -> list[int]:
    """Return the numbers of the stories that a letter prints with more than their headline, in print order."""
    return [int(number) for number in re.findall(r"mot(\d+)x0\b", content_of(edition, selection).text)]


def cited_by(story: Article, **fields: object) -> Dossier:
    made = dossier(**fields)
    event_of(made, ON, "La ligne ouvre.", story)
    return made


@pytest.mark.parametrize("cite", ["event", "evidence"])
def test_success_a_story_of_a_followed_dossier_gets_a_place_that_it_had_not(
    edition: Edition, stories: list[Article], cite: str
) -> None:
    oldest = stories[-1]
    followed = dossier()
    if cite == "event":
        event_of(followed, ON, "La ligne ouvre.", oldest)
    else:
        commitment(followed, "kept", evidence=oldest)

    usual = full_texts(edition, SHORT)
    chosen = full_texts(edition, Selection(minutes=3, dossiers=(followed.pk,)))

    assert usual == [*range(11)]
    assert chosen == [15, *range(10)]
    assert content_of(edition, Selection(minutes=3, dossiers=(followed.pk,))).subject_line == oldest.headline


def by_a_draft(story: Article) -> Dossier:
    return cited_by(story, live=False)


def by_one_that_is_withdrawn(story: Article) -> Dossier:
    made = cited_by(story)
    made.unpublish()
    return made


def by_one_that_nobody_follows(story: Article) -> Dossier:
    cited_by(story)
    return dossier(title="Le bac", slug="le-bac")


def by_a_change_that_waits(story: Article) -> Dossier:
    made = dossier()
    promise = commitment(made, "announced", evidence=published(30))
    CommitmentChange.objects.create(commitment=promise, on=ON, state="kept", evidence=story, awaiting=True)
    return made


def beside_a_source_that_is_not_published(story: Article) -> Dossier:
    made = dossier()
    event_of(made, ON, "La ligne ouvre.", ArticleFactory(section=story.section))
    return made


@pytest.mark.parametrize(
    "cite",
    [
        by_a_draft,
        by_one_that_is_withdrawn,
        by_one_that_nobody_follows,
        by_a_change_that_waits,
        beside_a_source_that_is_not_published,
    ],
)
def test_success_near_misses_get_the_letter_as_arranged(
    backwards: Edition, stories: list[Article], cite: Callable[[Article], Dossier]
) -> None:
    followed = cite(stories[-1])

    letters = Letters(backwards)

    assert letters.write(Selection(minutes=5, dossiers=(followed.pk,))) == letters.write(Selection(minutes=5))
    assert full_texts(backwards, Selection(minutes=3, dossiers=(followed.pk,))) == full_texts(
        backwards, SHORT
    )


def test_success_who_follows_subject_and_dossier_gets_the_weight_once(
    edition: Edition, stories: list[Article]
) -> None:
    newest, oldest = stories[0], stories[-1]
    port = SubjectFactory()
    for story in (newest, oldest):
        ArticleSubject.objects.create(article=story, subject=port)
    followed = cited_by(oldest)
    letters = Letters(edition)

    subject = letters.write(Selection(minutes=3, subjects=(port.pk,)))
    both = letters.write(Selection(minutes=3, subjects=(port.pk,), dossiers=(followed.pk,)))

    # The oldest has the weight once: the newest one, which has it too, stays before it.
    assert both == subject
    assert subject.subject_line == newest.headline


def test_success_what_the_desk_took_out_stays_out(edition: Edition, stories: list[Article]) -> None:
    followed = cited_by(stories[0])
    actions.set_length(edition.items.get(article=stories[0]), None)

    assert full_texts(edition, Selection(minutes=3, dossiers=(followed.pk,))) == [*range(1, 12)]


def test_success_who_follows_nothing_of_today_gets_the_letter_as_arranged(backwards: Edition) -> None:
    elsewhere = SubjectFactory()

    letter = content_of(backwards, Selection(minutes=5, subjects=(elsewhere.pk,)))

    assert letter == content_of(backwards, Selection(minutes=5))


def test_success_selections_that_follow_the_same_stories_are_composed_once(
    backwards: Edition, stories: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = SubjectFactory()
    ArticleSubject.objects.create(article=stories[-1], subject=port)
    followed = cited_by(stories[-1])
    letters = Letters(backwards)
    composed: list[int] = []
    compose = selections.compose
    monkeypatch.setattr(
        selections, "compose", lambda stories, **how: composed.append(1) or compose(stories, **how)
    )

    written = [
        letters.write(Selection(minutes=5, **asked))
        for asked in (
            {"subjects": (port.pk,)},
            {"dossiers": (followed.pk,)},
            {"subjects": (port.pk, port.pk + 1), "dossiers": (followed.pk, followed.pk + 1)},
        )
    ]

    assert len(composed) == 1
    assert written[0] == written[1] == written[2] != letters.write(Selection(minutes=5))


@pytest.mark.parametrize("turned", [False, True])
def test_success_readers_of_the_same_dossiers_share_a_letter_and_cost_no_query_each(
    edition: Edition, stories: list[Article], readers: Callable[..., list[Subscriber]], turned: bool
) -> None:
    one, other = cited_by(stories[-1]), cited_by(stories[-2], title="Le bac", slug="le-bac")
    both = sorted([one.pk, other.pk], reverse=turned)
    actions.approve(edition)
    with transaction.atomic(), CaptureQueriesContext(connection) as few:
        readers(1, dossiers=both)
        actions.start_sending(edition)
        transaction.set_rollback(True)
    edition.refresh_from_db()

    with CaptureQueriesContext(connection) as many:
        readers(40, dossiers=both)
        actions.start_sending(edition)

    assert len(many) == len(few)
    assert reads.status(edition) == reads.Status(prepared=40, queued=40)
    (variant,) = edition.mailing.variants.all()
    assert (variant.dossiers, variant.subject_line) == (sorted(both), stories[-2].headline)


def test_success_one_choice_in_two_orders_is_one_letter(
    edition: Edition, readers: Callable[..., list[Subscriber]]
) -> None:
    readers(2, dossiers=[1, 2])
    readers(3, prefix="turned", dossiers=[2, 1])
    readers(4, prefix="other", dossiers=[2])
    actions.approve(edition)

    actions.start_sending(edition)

    assert sorted(edition.mailing.variants.values_list("dossiers", flat=True)) == [[1, 2], [2]]
    counted = edition.mailing.deliveries.values_list("chunk__variant__dossiers").annotate(Count("pk"))
    assert sorted(counted) == [([1, 2], 5), ([2], 4)]
