"""Every page, desk screen and mail in every language: no text for people in another one."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.timezone import localdate
from lxml import html
from wagtail.users.models import UserProfile

from rotative.articles import actions
from rotative.articles.models import Article, Correction
from rotative.bake import oven, verify
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import MemoryPress
from rotative.comments import moderation
from rotative.comments.models import Comment
from rotative.core import addresses, clock
from rotative.core.languages import CODES
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierActor
from rotative.editions import actions as editions
from rotative.editions import alerts
from rotative.editions.errors import EmptyEdition
from rotative.editions.letter.for_selection import content_of
from rotative.editions.models import Edition
from rotative.mail.sending.selection import Selection
from rotative.masthead.models import Account, Masthead, MastheadLanguage
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import StandingPage
from rotative.staff.models import User
from rotative.subjects.models import Subject
from rotative.subscribers import link_tokens
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import confirmation_mail
from tests.factories.articles import (
    ArticleFactory,
    BylineFactory,
    SectionFactory,
    SubjectFactory,
    locale,
    published,
)
from tests.factories.dossiers import event_of
from tests.translations import foreign, is_foreign

# Words of no language: what the newsroom writes is not what is looked for.
BODY = [("paragraph", "<p>Zuvo kelani moruta peviso. Dakuti romelo.</p>")]
REASONS = sorted(
    value
    for name, value in vars(moderation).items()
    if name.isupper() and isinstance(value, str) and " " in value
)


@pytest.fixture
def newsroom(db: None) -> MemoryPress:
    """Fill a newsroom in every language and print it."""
    masthead = Masthead.objects.create()
    masthead.languages = [
        MastheadLanguage(language=code, name="Zorvel", sort_order=n) for n, code in enumerate(CODES)
    ]
    masthead.save()
    subject = SubjectFactory(kind=Subject.Kind.PLACE, names=dict.fromkeys(CODES, "Kelvari"))
    for code in CODES:
        _write(code, subject)
    verify.sync()
    press = MemoryPress()
    oven.bake_stale(press)
    return press


def _write(code: str, subject: Subject) -> None:
    at = locale(code)
    section = SectionFactory(locale=at, name="Zuvolan", slug=f"zuvolan-{code}")
    byline = BylineFactory(locale=at, name="Pevi Dakut")
    front = ensure_front(code, title="Zorvel")
    add_standing(front, StandingPage(title="Dakuti", slug=f"dakuti-{code}", body=BODY))
    fields = {
        "locale": at,
        "section": section,
        "subjects": [subject],
        "bylines": [byline],
        "body": BODY,
        "standfirst": "Moruta.",
    }
    for number in range(3):
        published(number / 4 + 0.1, headline=f"Zuvo {number}", **fields)
        published(number / 4 + 0.1, headline=f"Brevu {number}", form=Article.Form.BRIEF, **fields)
    published(900, headline="Zuvo antiku", **fields)
    article = ArticleFactory(headline="Kelani", updated_note="Moruta.", **fields)
    article.corrections = [Correction(text="Peviso.")]
    actions.publish(article)
    for number, reason in enumerate(REASONS):
        state = list(Comment.State)[number % 4]
        Comment.objects.create(article=article, name="Pevi", text="Zuvo.", state=state, reason=reason)
    actions.withdraw(published(0.2, headline="Retiro", **fields))
    ArticleFactory(headline="Drafto", go_live_at=None, **fields)
    dossier = Dossier.objects.create(
        locale=at, title="Kelvari", slug=f"kelvari-{code}", summary="Moruta.", live=True
    )
    DossierActor.objects.create(dossier=dossier, subject=subject)
    event_of(dossier, localdate(), "Zuvo.", article)
    for state in ("announced", "under_way", "kept", "broken", "stalled", "abandoned"):
        promise = Commitment.objects.create(dossier=dossier, text="Peviso.", due="2027")
        CommitmentChange.objects.create(commitment=promise, on=localdate(), state=state, evidence=article)
    editions.approve(editions.compose_edition(localdate(), code))


def _printed(newsroom: MemoryPress) -> dict[str, str]:
    """Return every page as HTML, by path."""
    bodies = {path: newsroom.read(path) or b"" for path in newsroom.pages}
    return {path: body.decode() for path, body in bodies.items() if body.startswith(b"<!doctype html>")}


def test_success_pages(newsroom: MemoryPress) -> None:
    wrong = {}
    for path, page in _printed(newsroom).items():
        if found := foreign(page, _language(page)):
            wrong[path] = found

    assert wrong == {}
    recipes = set(PublicPath.objects.values_list("recipe", flat=True))
    assert recipes >= {
        "front",
        "article",
        "section",
        "subject",
        "author",
        "brief",
        "month",
        "archives",
        "standing",
    }
    assert recipes >= {"dossier", "dossiers", "edition", "signup", "not_found"}


def test_success_every_page_is_described(newsroom: MemoryPress) -> None:
    pages = _printed(newsroom)
    indexed = {path: page for path, page in pages.items() if '<link rel="canonical"' in page}

    bare = [
        path
        for path, page in indexed.items()
        for name in ('name="description"', 'property="og:description"', 'name="twitter:description"')
        if not re.search(f'<meta {name} content="[^"]{{6,}}">', page)
    ]

    assert len(indexed) > 80 and bare == []


def test_success_a_new_frame_is_that_of_a_fresh_rendering(newsroom: MemoryPress) -> None:
    """Every kind of page that keeps its insides, with signs that HTML, JSON and typesetting treat in their own ways."""
    masthead = Masthead.objects.get()
    masthead.accent, masthead.address, masthead.contact = "#0b5a6e", "3, <b>", "zo@kelvari.example"
    masthead.accounts = [Account(network="Vemo", url="https://vemo.example/zo")]
    for words in masthead.languages.all():
        words.name, words.motto, words.legal_notice = 'Zor & "Vel" : </b> 12', "Zuvo ?", "Dakuti : 1 000"
        words.save()
    masthead.save()

    totals = oven.bake_stale(newsroom)

    verdict = verify.verify(newsroom)
    assert (verdict.stale, verdict.missing, verdict.surplus, totals.failed) == ((), (), (), 0)
    # The style sheets of the former colour are withdrawn.
    framed = PublicPath.objects.exclude(cuts="").exclude(recipe="front").exclude(path__startswith="/static/")
    assert totals.reframed >= framed.count()
    kinds = set(framed.values_list("recipe", flat=True))
    assert kinds >= {"article", "author", "dossier", "edition", "letters", "month", "section", "subject"}


@pytest.mark.parametrize("language", sorted(CODES))
def test_success_answers(newsroom: MemoryPress, language: str) -> None:
    client = Client()
    article = Article.objects.get(locale__language_code=language, headline="Kelani")
    reader = _reader(language)
    leave = link_tokens.leave_token(reader.pk, reader.secret)
    search = addresses.word(language, "search")
    answers = [
        client.get(search), client.get(search, {"q": "zuvo"}), client.get(search, {"q": "xxxx"}),
        client.get(addresses.SUBSCRIBE, {"language": language}),
        client.post(addresses.SUBSCRIBE, {"language": language, "email": "a@a"}),
        client.post(addresses.SUBSCRIBE, {"language": language, "email": "pevi@example.org", "minutes": "5"}),
        client.post("/_/comment/", {"article": article.pk}),
        client.post("/_/comment/", {"article": article.pk, "name": "Pevi", "email": "p@example.org", "text": "Zuvo", "consent": "on"}),
        client.get(f"/_/unsubscribe/{leave}/"), client.get(f"/_/choices/{leave}/"),
        client.post(f"/_/choices/{leave}/", {"do": "pause", "pause": "7"}),
        client.post(f"/_/unsubscribe/{leave}/"),
        client.get(f"/{language}/nulo/" if language != "fr" else "/nulo/"),
    ]  # fmt: skip

    pages = [answer.content.decode() for answer in answers]

    assert {_language(page) for page in pages} == {language}
    assert [found for page in pages if (found := foreign(page, language))] == []


@pytest.mark.parametrize("language", sorted(CODES))
def test_success_letters_and_mails(newsroom: MemoryPress, language: str) -> None:
    chief = User.objects.create_superuser("pevi", "pevi@example.org", "secret")
    UserProfile.objects.create(user=chief, preferred_language=language)
    edition = Edition.objects.get(language=language)
    letter = content_of(edition, Selection(minutes=5))

    confirmation_mail.send(_reader(language, state=Subscriber.State.PENDING))
    confirmation_mail.send(_reader(language, email="b@example.org"))
    alerts.held_back(language, localdate(), None)
    alerts.held_back(language, localdate(), edition)
    alerts.not_sent(edition, EmptyEdition(budget_s=300))
    alerts.sender_refused(edition, "google", "5.7.1")

    lines = [line for one in mail.outbox for line in (one.subject, *str(one.body).split("\n"), str(one.body))]
    assert len(mail.outbox) == 6
    assert [line for line in lines if is_foreign(line, language)] == []
    assert foreign(letter.html, language) == []
    assert [
        line for line in (letter.subject_line, *letter.text.split("\n")) if is_foreign(line, language)
    ] == []


@pytest.mark.parametrize("language", sorted(set(CODES) - {"en"}))
def test_success_desk(newsroom: MemoryPress, language: str) -> None:
    chief = User.objects.create_superuser("pevi", "pevi@example.org", "secret", first_name="Pevi")
    UserProfile.objects.create(user=chief, preferred_language=language)
    client = Client()
    client.force_login(chief)

    pages = dict(_crawl(client))

    assert len(pages) >= 40
    wrong: dict[str, list[str]] = {}
    for address, page in pages.items():
        for text in foreign(page, language):
            wrong.setdefault(text, []).append(address)
    assert wrong == {}


def _crawl(client: Client) -> Iterator[tuple[str, str]]:
    """Open one page of every view that links lead to."""
    waiting, seen = ["/desk/", *(f"/desk/comments/?state={state.value}" for state in Comment.State)], set()
    while waiting:
        address = waiting.pop(0)
        try:
            name = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        view = f"{name}?{urlsplit(address).query}" if "comments" in address else name
        if view in seen or "logout" in view or "export" in address:
            continue
        seen.add(view)
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        yield address, page
        links = html.document_fromstring(page).xpath("//a/@href") if "<html" in page else []
        waiting += [link for link in links if link.startswith("/desk/")]


def _language(page: str) -> str:
    return re.search(r'<html lang="(\w\w)"', page)[1]  # type: ignore[index]


def _reader(
    language: str, *, email: str = "a@example.org", state: str = Subscriber.State.CONFIRMED
) -> Subscriber:
    now = clock.now()
    reader: Subscriber = Subscriber.objects.create(
        email=email, email_normalised=email, domain="example.org", language=language, state=state,
        created_at=now, consent_at=now, confirmed_at=now,
    )  # fmt: skip
    return reader


def test_fail_each_kind_of_foreign_text() -> None:
    page = "<html lang='fr'><p title='Wagtail'>{}</p></html>"

    assert foreign(page.format("The house is on fire and it burns."), "fr") == [
        "The house is on fire and it burns."
    ]
    assert foreign(page.format("It has many links."), "fr") == ["It has many links."]
    assert foreign(page.format("Mises à jour et corrections"), "ar") == ["Mises à jour et corrections"]
    assert foreign(page.format("Mises à jour et corrections"), "fr") == []
    filled = "Modération automatique\u00a0: It has many links."
    assert foreign(page.format(filled), "fr") == ["Modération automatique : It has many links."]
    assert foreign(page.format("Modération automatique\u00a0: zuvo"), "fr") == []
    assert foreign(page.format("Zuvo kelani."), "fr") == []
