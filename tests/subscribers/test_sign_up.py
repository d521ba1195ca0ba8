"""Signing up from any page with every choice, and confirming from the mailbox."""

from collections.abc import Callable

import pytest
from django.core import mail
from lxml import html

from rotative.bake import recipes
from rotative.core import addresses as paths
from rotative.subscribers import actions, tasks
from rotative.subscribers.models import Subscriber, Suppression
from tests import tables
from tests.factories.articles import SubjectFactory
from tests.subscribers.conftest import Paper
from tests.subscribers.reader import Reader, letters, link, said

pytestmark = pytest.mark.django_db

ADDRESS = "nour@example.org"
MONDAY, WEDNESDAY, SUNDAY = 1, 4, 64

Subscribing = Callable[..., Subscriber]
PassBy = Callable[..., None]


def choices(person: Subscriber) -> dict[str, object]:
    return {
        name: getattr(person, name)
        for name in ("language", "minutes", "sections", "subjects", "days", "state")
    }


def test_success_in_french_with_every_choice(paper: Paper, reader: Reader) -> None:
    page = reader.open(f"/_/subscribe/?subject={paper.port.pk}")
    assert (page.status, page.language) == (200, ("fr", "ltr"))
    assert page.chosen("subject") == [str(paper.port.pk)]
    assert list(page.offered("minutes").items()) == [
        (each, f"{each}\u00a0minutes") for each in ("3", "5", "10")
    ]
    assert page.offered("section") == {str(paper.politics.pk): "Politique", str(paper.culture.pk): "Culture"}
    assert page.offered("day")[str(MONDAY)] == "lundi"

    thanks = reader.send(
        page.form(), email=ADDRESS, minutes=10, section=[paper.culture.pk], day=[MONDAY, WEDNESDAY]
    )

    assert (thanks.status, thanks.language) == (200, ("fr", "ltr"))
    assert thanks.heading == "Regardez dans votre boîte aux lettres"
    (letter,) = letters(ADDRESS)
    assert letter.subject == "À confirmer : la lettre de L’Estuaire"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    shown = reader.open(link(letter))
    assert (shown.heading, choices(Subscriber.objects.get())["state"]) == (
        "Une dernière\N{NO-BREAK SPACE}étape",
        "pending",
    )
    done = reader.send(shown.form())
    assert (done.status, done.heading) == (200, "Merci, vous êtes abonné")
    assert choices(Subscriber.objects.get()) == {
        "language": "fr", "minutes": 10, "sections": [paper.culture.pk], "subjects": [paper.port.pk],
        "days": MONDAY + WEDNESDAY, "state": "confirmed",
    }  # fmt: skip
    (onward,) = done.document.xpath("//ul[@class='message__links']//a/@href")
    assert reader.open(onward).chosen("section") == [str(paper.culture.pk)]


def test_success_in_arabic(paper: Paper, reader: Reader) -> None:
    page = reader.open(f"/_/subscribe/?language=ar&subject={paper.museum.pk}")
    assert page.language == ("ar", "rtl")
    assert page.offered("section") == {
        str(paper.siyasa.pk): "سياسة", str(paper.riyada.pk): "رياضة",
    }  # fmt: skip
    assert page.offered("subject")[str(paper.museum.pk)] == "المتحف"
    assert page.offered("day")[str(SUNDAY)] == "الأحد"

    thanks = reader.send(page.form(), email=ADDRESS, minutes=3, day=[SUNDAY])

    assert (thanks.language, thanks.heading) == (("ar", "rtl"), "انظروا في بريدكم")
    (letter,) = letters(ADDRESS)
    assert letter.subject == "المرجو التأكيد: رسالة المصبّ"
    done = reader.send(reader.open(link(letter)).form())
    assert (done.language, done.heading) == (("ar", "rtl"), "شكرًا لكم، تم اشتراككم")
    assert choices(Subscriber.objects.get()) == {
        "language": "ar", "minutes": 3, "sections": [], "subjects": [paper.museum.pk], "days": SUNDAY, "state": "confirmed",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(("recipe", "word"), [("signup", "letter"), ("front", "")])
def test_success_from_a_baked_page(
    paper: Paper, reader: Reader, language: str, recipe: str, word: str
) -> None:
    baked = html.fromstring(recipes.get(recipe).render(language).decode())
    (form,) = (form for form in baked.forms if form.action == "/_/subscribe/")

    thanks = reader.send(form, email=ADDRESS)

    assert thanks.status == 200
    assert choices(Subscriber.objects.get()) == {
        "language": language, "minutes": 5, "sections": [], "subjects": [], "days": 127, "state": "pending",
    }  # fmt: skip
    assert paths.language_of(f"/{language}/" if language != "fr" else "/") == thanks.language[0]


def test_fail_minutes_nobody_offers(paper: Paper, reader: Reader) -> None:
    form = reader.open("/_/subscribe/").form()

    refused = [
        reader.send(form, email=ADDRESS, minutes=each) for each in ("1", "31", "-5", "five", "5.5", "٥٥٥")
    ]

    assert {(page.status, *page.errors) for page in refused} == {
        (400, said("Please give your e-mail address, and a reading time we offer."))
    }
    assert not Subscriber.objects.exists() and not mail.outbox


def test_success_choices_that_do_not_exist_are_left_out(paper: Paper, reader: Reader) -> None:
    reader.ask(
        ADDRESS,
        language="es",
        section=[paper.politics.pk, 10**15, paper.siyasa.pk, "x"],
        subject=[paper.port.pk, 10**17, "1 OR 1=1", "9" * 40],
        day=["0", "3", "128", "x"],
    )

    # There is no edition in Spanish.
    assert choices(Subscriber.objects.get()) == {
        "language": "fr", "minutes": 5, "sections": [paper.politics.pk], "subjects": [paper.port.pk], "days": 127,
        "state": "pending",
    }  # fmt: skip


def test_success_every_section_is_no_choice(paper: Paper, reader: Reader) -> None:
    reader.ask(ADDRESS, section=[paper.politics.pk, paper.culture.pk])

    assert Subscriber.objects.get().sections == []


def test_success_at_most_twenty_subjects(paper: Paper, reader: Reader) -> None:
    many = [SubjectFactory().pk for _ in range(22)]

    reader.ask(ADDRESS, subject=many)

    assert len(Subscriber.objects.get().subjects) == 20


def test_success_subjects_are_found_by_name_and_nothing_is_kept(paper: Paper, reader: Reader) -> None:
    before = tables.digests()

    # No article is about the museum; the port, ticked by the link, stays ticked.
    found = reader.open(f"/_/subscribe/?language=fr&subject={paper.port.pk}&q=musée")
    nothing = reader.open("/_/subscribe/?q=nulle+part%00")

    assert found.offered("subject") == {str(paper.port.pk): "Le port", str(paper.museum.pk): "Le musée"}
    assert found.chosen("subject") == [str(paper.port.pk)]
    assert said("No subject and no dossier has this name.") in nothing.document.text_content()
    assert tables.digests() == before


def test_success_the_answer_is_the_same_for_everybody(
    paper: Paper, reader: Reader, subscriber: Subscribing
) -> None:
    for state in ("pending", "confirmed", "unsubscribed"):
        subscriber(f"{state}@example.org", state=state)
    actions.suppress(subscriber("bounces@example.org"), reason=Suppression.Reason.BOUNCE)
    actions.suppress(subscriber("complains@example.org"), reason=Suppression.Reason.COMPLAINT)
    actions.forget(subscriber("forgotten@example.org").email)
    names = ["nobody.knows", "pending", "confirmed", "unsubscribed", "bounces", "complains", "forgotten"]

    answers = [reader.ask(f"{name}@example.org").answer for name in names]

    assert len({(answer.status_code, str(answer.headers), answer.content) for answer in answers}) == 1
    written_to = [letter.to[0].partition("@")[0] for letter in mail.outbox]
    assert written_to == ["nobody.knows", "pending", "confirmed", "unsubscribed", "forgotten"]


def test_success_a_stranger_changes_nothing_for_a_subscriber(
    paper: Paper, reader: Reader, subscriber: Subscribing
) -> None:
    person = subscriber(minutes=10, subjects=[paper.port.pk], days=MONDAY, consent_page="/lettre/")
    before = Subscriber.objects.values().get()

    reader.ask("NOUR@Example.ORG", minutes=3, language="ar", subject=[])

    after = Subscriber.objects.values().get()
    assert after | {"asked_at": None} == before and after["asked_at"] is not None
    (letter,) = letters(person.email)
    assert letter.subject == said("You receive the letter of %(outlet)s already", outlet="L’Estuaire")
    assert reader.open(link(letter)).chosen("minutes") == ["10"]


def test_success_two_spellings_are_one_mailbox(paper: Paper, reader: Reader) -> None:
    reader.ask("Nour.B@Example.ORG")
    reader.ask("nour.b@example.org", minutes=10)

    assert Subscriber.objects.values_list("email_normalised", "minutes").get() == ("nour.b@example.org", 10)
    assert len(mail.outbox) == 1


def test_success_an_international_domain_is_written_to_in_ascii(paper: Paper, reader: Reader) -> None:
    reader.ask("nour@été.example")

    assert [letter.to for letter in mail.outbox] == [["nour@xn--t-9fab.example"]]


def test_fail_an_address_nobody_can_write_to(paper: Paper, reader: Reader) -> None:
    form = reader.open("/_/subscribe/?language=ar").form()
    addresses = [
        "nour@", "nour@localhost", "no ur@example.org", "nour@example..org", "néro@example.org", "nour@exa\x00mple.org",
    ]  # fmt: skip

    refused = [reader.send(form, email=address) for address in addresses]

    assert {(page.status, page.language, len(page.errors)) for page in refused} == {(400, ("ar", "rtl"), 1)}
    assert not [page for page in refused if "nour" in page.answer.content.decode()]
    assert not Subscriber.objects.exists()


def test_success_who_never_confirms_is_dropped(paper: Paper, reader: Reader, pass_by: PassBy) -> None:
    reader.ask(ADDRESS)
    pass_by(days=14, hours=23)
    tasks.send_due()
    kept = Subscriber.objects.count()

    pass_by(hours=2)
    tasks.send_due()

    assert (kept, Subscriber.objects.count()) == (1, 0)


def test_success_who_left_before_is_known_to_have_left(
    paper: Paper, reader: Reader, subscriber: Subscribing, pass_by: PassBy
) -> None:
    actions.unsubscribe(subscriber())
    reader.ask(ADDRESS)
    asked = Subscriber.objects.get().state

    pass_by(days=16)
    tasks.send_due()

    person = Subscriber.objects.get()
    assert (asked, person.state, person.question_due_at) == ("pending", "unsubscribed", None)
    assert person.left_at is not None
