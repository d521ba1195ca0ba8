"""Following a dossier: from the button on its page to the subscriber's own page, which shows it and takes it away."""

from collections.abc import Callable

import pytest
from lxml import html

from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.core import personal_data
from rotative.dossiers.models import Dossier
from rotative.pages.actions import ensure_front
from rotative.subscribers import actions
from rotative.subscribers.choices import MOST_DOSSIERS, Choices
from rotative.subscribers.models import Subscriber
from tests import tables
from tests.dossiers.test_dossiers import PAGE, dossier
from tests.factories.dossiers import event_of
from tests.flows.tasks import do_tasks
from tests.subscribers.conftest import Paper
from tests.subscribers.reader import Reader, letters, link, said
from tests.subscribers.test_choices import path_of

pytestmark = pytest.mark.django_db

ADDRESS = "nour@example.org"
FIRST = "It will put first: %(names)s. As soon as you have confirmed, you can change this at any time."

Subscribing = Callable[..., Subscriber]


@pytest.fixture
def tramway(paper: Paper) -> Dossier:
    return dossier()


def withdrawn(row: Dossier) -> Dossier:
    row.unpublish()
    return row


def button(press: MemoryPress, path: str) -> str:
    """Return the link of the button on the printed page of a dossier."""
    for language in ("fr", "ar"):
        ensure_front(language)
    verify.sync()
    oven.bake_stale(press)
    page = html.fromstring((press.read(path) or b"").decode())
    (found,) = page.xpath("//p[@class='heading__acts']/a[@class='button' and @rel='nofollow']/@href")
    return str(found)


def test_success_from_the_button_to_the_confirmed_choice(
    paper: Paper, tramway: Dossier, reader: Reader, press: MemoryPress
) -> None:
    before = tables.digests()
    form = reader.open(button(press, PAGE))
    looked = tables.digests()["subscribers_subscriber"]

    reader.send(form.form(action="/_/subscribe/"), email=ADDRESS, subject=[paper.port.pk])
    do_tasks()
    (letter,) = letters(ADDRESS)
    question = reader.open(link(letter))
    thanks = reader.send(question.form())
    (onward,) = thanks.document.xpath("//ul[@class='message__links']//a/@href")
    own = reader.open(onward)

    assert form.offered("dossier") == {str(tramway.pk): "Le tramway"}
    assert form.chosen("dossier") == own.chosen("dossier") == [str(tramway.pk)]
    assert looked == before["subscribers_subscriber"]
    # Both letter and page name what was asked for.
    sentence = said(FIRST, names="Le port, Le tramway")
    assert sentence in question.paragraphs
    assert "Le port, Le tramway." in letter.body
    person = Subscriber.objects.get()
    assert (person.state, person.subjects, person.dossiers) == ("confirmed", [paper.port.pk], [tramway.pk])


def test_success_a_letter_that_follows_nothing_names_nothing(paper: Paper, reader: Reader) -> None:
    reader.ask(ADDRESS)
    do_tasks()

    (letter,) = letters(ADDRESS)
    assert said(FIRST, names="").partition(":")[0] not in letter.body
    assert "\n\n\n" not in letter.body


def test_success_the_own_page_takes_it_away(
    tramway: Dossier, reader: Reader, subscriber: Subscribing
) -> None:
    person = subscriber(dossiers=[tramway.pk])

    reader.send(reader.open(path_of(person)).form(act="save"), dossier=[])

    person.refresh_from_db()
    assert person.dossiers == []


def test_success_one_that_is_withdrawn_stays_and_is_named(
    tramway: Dossier, reader: Reader, subscriber: Subscribing
) -> None:
    person = subscriber(dossiers=[tramway.pk])
    withdrawn(tramway)

    page = reader.open(path_of(person))
    saved = reader.send(page.form(act="save"), minutes=3)

    label = said("%(title)s (withdrawn: it puts nothing first at present)", title="Le tramway")
    assert page.offered("dossier") == saved.offered("dossier") == {str(tramway.pk): label}
    person.refresh_from_db()
    assert (person.minutes, person.dossiers) == (3, [tramway.pk])

    reader.send(saved.form(act="save"), dossier=[])
    assert reader.open(path_of(person)).offered("dossier") == {}


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_fail_a_stranger_cannot_follow_or_name_what_is_not_published(
    paper: Paper, reader: Reader, subscriber: Subscribing, state: str
) -> None:
    hidden = (
        dossier(title="Le secret", live=False) if state == "draft" else withdrawn(dossier(title="Le secret"))
    )
    person = subscriber("lina@example.org")

    asked = reader.open(f"/_/subscribe/?language=fr&dossier={hidden.pk}&q=secret")
    reader.ask(ADDRESS, dossier=[hidden.pk])
    reader.send(reader.open(path_of(person)).form(act="save"), dossier=[hidden.pk])

    assert "Le secret" not in asked.answer.content.decode()
    assert list(Subscriber.objects.values_list("dossiers", flat=True)) == [[], []]


def test_success_it_follows_into_another_language(
    tramway: Dossier, reader: Reader, subscriber: Subscribing
) -> None:
    twin = dossier(language="ar", title="الترام", slug="tram", translation_key=tramway.translation_key)
    alone = dossier(title="Le bac", slug="le-bac")
    person = subscriber(dossiers=[tramway.pk, alone.pk])

    saved = reader.send(reader.open(path_of(person)).form(act="save"), language="ar")

    person.refresh_from_db()
    assert person.dossiers == [twin.pk]
    assert (saved.offered("dossier"), saved.chosen("dossier")) == ({str(twin.pk): "الترام"}, [str(twin.pk)])


def test_success_a_translation_that_readers_never_saw_is_not_followed(
    tramway: Dossier, reader: Reader, subscriber: Subscribing
) -> None:
    dossier(language="ar", title="الترام", slug="tram", translation_key=tramway.translation_key, live=False)
    person = subscriber(dossiers=[tramway.pk])

    saved = reader.send(reader.open(path_of(person)).form(act="save"), language="ar")

    person.refresh_from_db()
    assert person.dossiers == [] and "الترام" not in saved.answer.content.decode()


def test_success_those_that_moved_last_are_offered_and_others_found_by_title(
    paper: Paper, reader: Reader
) -> None:
    many = [dossier(title=f"Le quai-{number:02}", slug=f"quai-{number}") for number in range(14)]
    for day, row in enumerate(many, start=1):
        event_of(row, f"2026-06-{day:02}", "Le quai ouvre.")
    still = dossier(title="L’étang", slug="etang")
    dossier(language="ar", title="الترام", slug="tram")

    page = reader.open("/_/subscribe/?language=fr")
    found = reader.open(f"/_/subscribe/?language=fr&dossier={many[0].pk}&q=ETANG")
    nothing = reader.open("/_/subscribe/?language=fr&q=montagne")

    assert set(page.offered("dossier")) == {str(row.pk) for row in many[2:]}
    assert found.offered("dossier") == {str(many[0].pk): "Le quai-00", str(still.pk): "L’étang"}
    assert found.chosen("dossier") == [str(many[0].pk)]
    sentence = said("No subject and no dossier has this name.")
    assert sentence in nothing.document.text_content() and sentence not in found.document.text_content()


def test_success_not_too_many_and_none_that_are_none(paper: Paper, reader: Reader) -> None:
    made = [
        dossier(title=f"Le quai {number}", slug=f"quai-{number}").pk for number in range(MOST_DOSSIERS + 2)
    ]

    reader.ask(ADDRESS, dossier=[*made, "x", 10**17])

    assert Subscriber.objects.get().dossiers == made[:MOST_DOSSIERS]


def test_success_a_dossier_that_was_deleted_is_no_choice_any_more(
    tramway: Dossier, reader: Reader, subscriber: Subscribing
) -> None:
    person = subscriber(dossiers=[tramway.pk])
    tramway.delete()

    saved = reader.send(reader.open(path_of(person)).form(act="save"))

    person.refresh_from_db()
    assert (person.dossiers, saved.offered("dossier")) == ([], {})


def test_success_who_is_forgotten_leaves_nothing_and_is_told_it_before(tramway: Dossier) -> None:
    actions.subscribe(ADDRESS, Choices(language="fr", dossiers=(tramway.pk,)))

    (kept,) = personal_data.export(ADDRESS)["subscribers"]
    assert kept["dossiers"] == [tramway.pk]
    actions.forget(ADDRESS)
    assert not Subscriber.objects.exists()


ASKED = "You asked to follow: %(names)s. This is ticked on the page of your choices; save it there."


def test_success_who_is_subscribed_finds_it_ticked_on_the_own_page(
    paper: Paper, tramway: Dossier, reader: Reader, subscriber: Subscribing, press: MemoryPress
) -> None:
    bac = dossier(title="Le bac", slug="le-bac")
    person = subscriber(ADDRESS, dossiers=[bac.pk])
    page = button(press, PAGE)

    reader.ask(ADDRESS, page=page)
    do_tasks()
    person.refresh_from_db()
    followed = person.dossiers
    (letter,) = letters(ADDRESS)
    # On the same day no second mail comes, and it is ticked all the same.
    reader.ask(ADDRESS, page=f"/_/subscribe/?language=fr&subject={paper.port.pk}")
    before = tables.digests()
    own = reader.open(link(letter))

    assert followed == [bac.pk]
    assert said(ASKED, names="Le tramway") in letter.body
    assert said(ASKED, names="Le port, Le tramway") in own.paragraphs
    assert own.chosen("dossier") == [str(bac.pk), str(tramway.pk)]
    assert own.chosen("subject") == [str(paper.port.pk)]
    assert tables.digests() == before

    saved = reader.send(own.form(act="save"), subject=[])

    person.refresh_from_db()
    assert (person.dossiers, person.subjects) == ([tramway.pk, bac.pk], [])
    assert (person.asked_dossiers, person.asked_subjects) == ([], [])
    assert said(ASKED, names="")[:20] not in saved.document.text_content()


def test_success_nothing_is_asked_twice_or_beyond_the_limit(
    paper: Paper, reader: Reader, subscriber: Subscribing
) -> None:
    made = [
        dossier(title=f"Le quai {number}", slug=f"quai-{number}").pk for number in range(MOST_DOSSIERS + 2)
    ]
    person = subscriber(ADDRESS, dossiers=made[-18:])

    reader.ask(ADDRESS, dossier=made)

    person.refresh_from_db()
    assert (person.dossiers, person.asked_dossiers) == (made[-18:], made[:2])


def test_success_what_is_asked_on_a_page_of_another_language_is_its_translation(
    tramway: Dossier, reader: Reader, subscriber: Subscribing
) -> None:
    twin = dossier(language="ar", title="الترام", slug="tram", translation_key=tramway.translation_key)
    person = subscriber(ADDRESS, language="ar")

    reader.ask(ADDRESS, page=f"/_/subscribe/?language=fr&dossier={tramway.pk}")

    person.refresh_from_db()
    assert (person.language, person.dossiers, person.asked_dossiers) == ("ar", [], [twin.pk])


def test_success_who_left_and_comes_back_gets_what_they_ask_now(
    tramway: Dossier, reader: Reader, subscriber: Subscribing
) -> None:
    person = subscriber(ADDRESS, asked_dossiers=[tramway.pk + 1])
    actions.unsubscribe(person)

    reader.ask(ADDRESS, dossier=[tramway.pk])

    person.refresh_from_db()
    assert (person.dossiers, person.asked_dossiers) == ([tramway.pk], [])
