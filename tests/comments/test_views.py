"""The comment form: every way from a posted form to a saved comment or a refusal."""

import logging
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import html

from rotative.articles import actions as articles
from rotative.articles.models import Article
from rotative.bake import keys
from rotative.bake.models import PathKey, PublicPath, StalePath
from rotative.comments import moderation
from rotative.comments.models import MOST_ADDRESS, MOST_NAME, MOST_TEXT, Comment
from rotative.masthead.models import Masthead
from rotative.server.body_limits import READER_MAX_BYTES
from tests.factories.articles import ArticleFactory, locale, published

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.comments.urls")]

ADDRESS = "Lina.Haddad@example.org"
FORM = "//div[@class='message']/form"
TEXT = "Merci pour cette enquête.\n\nMa rue est inondée chaque hiver."


@pytest.fixture
def article() -> Article:
    return published()


def send(client: Client, article: Article | int, /, **fields: Any) -> Any:
    headers = fields.pop("headers", {})
    number = article if isinstance(article, int) else article.pk
    posted = {
        "article": number, "name": "Lina Haddad", "email": ADDRESS, "text": TEXT, "consent": "1", "website": "", **fields
    }  # fmt: skip
    return client.post(
        "/_/comment/", {key: value for key, value in posted.items() if value is not None}, headers=headers
    )


def page(answer: Any) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())


def errors(answer: Any) -> list[str]:
    return [item.text_content() for item in page(answer).xpath("//*[@role='alert']//li")]


def under(article: Article, state: str = "shown", **fields: Any) -> Comment:
    return Comment.objects.create(article=article, name="Karim", text="Bien dit.", state=state, **fields)


def test_success_held_and_thanked(client: Client, article: Article) -> None:
    answer = send(client, article, text=TEXT.replace("\n", "\r\n"))

    comment = Comment.objects.get()
    assert (comment.article, comment.parent, comment.name, comment.email) == (
        article, None, "Lina Haddad", "Lina.Haddad@example.org",
    )  # fmt: skip
    assert (comment.text, comment.state, comment.reason) == (TEXT, "held", "")
    assert len(comment.network_hash) == 32
    shown = page(answer)
    assert (answer.status_code, answer["X-Robots-Tag"], answer["Cache-Control"]) == (
        200,
        "noindex",
        "no-store",
    )
    assert shown.get("lang") == "fr"
    (back,) = shown.xpath("//ul[@class='message__links']//a")
    assert back.get("href") == f"{article.path}#comments"
    assert not answer.cookies
    assert not StalePath.objects.filter(path__path=article.path, generation__gt=1).exists()


def test_success_in_the_language_of_the_article(client: Client) -> None:
    arabic = published(locale=locale("ar"))

    answer = send(client, arabic, text="شكراً على هذا التحقيق.", name="ليلى")

    shown = page(answer)
    assert (shown.get("lang"), shown.get("dir")) == ("ar", "rtl")
    assert Comment.objects.get().text == "شكراً على هذا التحقيق."


def test_success_an_answer(client: Client, article: Article) -> None:
    parent = under(article)

    answer = send(client, article, parent=parent.pk)

    assert answer.status_code == 200
    assert Comment.objects.held().get().parent == parent


@pytest.mark.parametrize("kind", ["held", "elsewhere", "answer", "missing", "no number"])
def test_fail_parent_that_takes_no_answer(client: Client, article: Article, kind: str) -> None:
    parents: dict[str, Any] = {
        "held": lambda: under(article, "held").pk,
        "elsewhere": lambda: under(published()).pk,
        "answer": lambda: under(article, parent=under(article)).pk,
        "missing": lambda: 10**18,
        "no number": lambda: "1 OR 1=1",
    }

    answer = send(client, article, parent=parents[kind](), name="Lina")

    assert answer.status_code == 400
    assert len(errors(answer)) == 1
    assert not Comment.objects.filter(name="Lina").exists()
    form = page(answer).xpath(FORM)[0]
    assert "parent" not in form.fields
    assert form.fields["text"].strip() == TEXT


def test_success_nothing_is_lost(client: Client, article: Article) -> None:
    parent = under(article)
    text = "Première ligne <script>alert(1)</script> & « deux ».\n\nTroisième."

    answer = send(client, article, parent=parent.pk, email="personne", text=text, consent=None)

    form = page(answer).xpath(FORM)[0]
    assert answer.status_code == 400
    assert answer["Referrer-Policy"] == "same-origin"
    assert b"<script>alert" not in answer.content and b"personne" not in answer.content
    assert len(errors(answer)) == 2
    assert {key: value for key, value in form.fields.items() if key != "consent"} == {
        "article": str(article.pk), "parent": str(parent.pk), "name": "Lina Haddad", "email": "", "text": text,
        "website": None,
    }  # fmt: skip
    assert [field.name for field in form.inputs if field.get("aria-invalid")] == ["email", "consent"]

    again = send(client, article, parent=parent.pk, name=form.fields["name"], text=form.fields["text"])

    assert again.status_code == 200
    assert Comment.objects.held().get().text == text


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": " \u200b\u202e "},
        {"name": "<b></b>"},
        {"name": "…!"},
        {"name": "lina@example.org"},
        {"name": "x" * 81},
        {"name": None},
        {"email": ""},
        {"email": "nobody"},
        {"email": "a@b"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a" * 250 + "@example.org"},
        {"email": None},
        {"text": ""},
        {"text": "\u200b \r\n \u2060"},
        {"text": "x" * 5001},
        {"text": None},
        {"consent": None},
        {"consent": "false"},
    ],
)
def test_fail_invalid_field(client: Client, article: Article, fields: dict[str, str | None]) -> None:
    answer = send(client, article, **fields)

    assert answer.status_code == 400
    assert len(errors(answer)) == 1
    assert not Comment.objects.exists()


def test_success_the_longest(client: Client, article: Article) -> None:
    answer = send(client, article, name="x" * 80, text="à\r\n" * 2499 + "à!")

    assert answer.status_code == 200
    assert len(Comment.objects.get().text) == 5000


@pytest.mark.parametrize("contact", ["", "lecteurs@estuaire.example"])
def test_success_promises_only_what_there_is_a_door_for(
    client: Client, article: Article, contact: str
) -> None:
    Masthead.objects.update_or_create(defaults={"contact": contact})

    answer = send(client, article, consent=None)

    (label,) = page(answer).xpath("//label[.//input[@name='consent']]")
    promised = "effacer" in label.text_content()
    assert (promised, contact in label.text_content()) == (bool(contact), True)


def test_success_sanitized(client: Client, article: Article) -> None:
    send(client, article, name="\u202e<b>Lina</b>\x00 Haddad", text="\u202eUn\x00 mot\x1b[31m\u2067.\u200b")

    comment = Comment.objects.get()
    assert (comment.name, comment.text) == ("Lina Haddad", "Un mot[31m.")


def test_success_own_address_is_taken_out(client: Client, article: Article) -> None:
    answer = send(client, article, text=f"Écrivez-moi : {ADDRESS.lower()}, merci.")

    assert answer.status_code == 400
    assert page(answer).xpath(FORM)[0].fields["text"] == "Écrivez-moi : …, merci."
    assert not Comment.objects.exists()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_fail_other_methods(client: Client, article: Article, method: str) -> None:
    assert getattr(client, method)("/_/comment/").status_code == 405
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://[", "referer": "https://estuaire.example/"}, 403),
        ({"referer": "https://evil.example/estuaire.example"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 200),
        ({"origin": "https://estuaire.example"}, 200),
        ({"referer": "https://estuaire.example/politique/titre/"}, 200),
        ({}, 200),
    ],
)
def test_success_only_our_own_pages_may_post(article: Article, headers: dict[str, str], status: int) -> None:
    answer = send(Client(enforce_csrf_checks=True), article, headers=headers)

    assert answer.status_code == status
    assert Comment.objects.exists() == (status == 200)


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "9" * 18, "9" * 40, None])
def test_fail_no_such_article(client: Client, number: str | None) -> None:
    answer = send(client, 0, article=number)

    assert answer.status_code == 404
    assert "Ma rue est inondée chaque hiver." in answer.content.decode()


def test_fail_draft_and_withdrawn(client: Client, article: Article) -> None:
    articles.withdraw(article)

    assert [send(client, one).status_code for one in (article, ArticleFactory())] == [404, 404]
    assert not Comment.objects.exists()


def test_fail_closed_by_the_desk(client: Client) -> None:
    answer = send(client, published(comments_open=False))

    assert answer.status_code == 403
    assert len(errors(answer)) == 1
    assert "Ma rue est inondée chaque hiver." in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("days", "days_ago", "status"), [(90, 91, 403), (90, 89, 200), (0, 4000, 200)])
def test_success_closed_by_time(client: Client, settings: Any, days: int, days_ago: int, status: int) -> None:
    settings.ROTATIVE = {**settings.ROTATIVE, "comments_close_days": days}

    assert send(client, published(days_ago)).status_code == status


def test_fail_too_many_from_one_network(article: Article) -> None:
    near, far = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="198.51.100.1")

    answers = [send(near, article, text=f"Commentaire {n}") for n in range(7)]

    assert [answer.status_code for answer in answers] == [200] * 6 + [429]
    assert page(answers[-1]).xpath(FORM)[0].fields["text"] == "Commentaire 6"
    assert send(far, article).status_code == 200


@pytest.mark.parametrize("wrong", [{"name": ""}, {"article": 0}, {"consent": None}])
def test_fail_attempts_count_as_well(article: Article, wrong: dict[str, Any]) -> None:
    near = Client(REMOTE_ADDR="203.0.113.7")

    refused = {send(near, wrong.get("article", article.pk), **wrong).status_code for _attempt in range(6)}

    assert refused <= {400, 404}
    assert send(near, article).status_code == 429


@pytest.mark.parametrize("field", ["name", "text"])
def test_fail_far_too_long_is_not_read(client: Client, article: Article, field: str) -> None:
    answer = send(client, article, **{field: "<a " * 9000})

    assert answer.status_code == 400
    assert len(errors(answer)) == 1
    assert len(page(answer).xpath(FORM)[0].fields[field]) < 16_000


@pytest.mark.parametrize("letter", ["é", "ع", "ñ"])
def test_success_the_longest_in_any_language_fits(letter: str) -> None:
    posted = {"article": 10**9, "parent": 10**9, "name": letter * MOST_NAME, "email": "a" * MOST_ADDRESS}
    posted |= {"text": letter * MOST_TEXT, "consent": "1", "website": ""}

    assert len(urlencode(posted)) <= READER_MAX_BYTES


def test_success_the_network_is_not_kept(article: Article) -> None:
    for last in (7, 200):
        send(
            Client(REMOTE_ADDR="127.0.0.1"),
            article,
            headers={"x-forwarded-for": f"10.0.0.1, 203.0.113.{last}"},
        )
    send(Client(REMOTE_ADDR="198.51.100.1"), article, headers={"x-forwarded-for": "203.0.113.7"})

    first, second, third = Comment.objects.order_by("id").values_list("network_hash", flat=True)
    assert first == second != third
    assert "." not in first


def test_success_advertising_gets_the_same_answer(client: Client, article: Article) -> None:
    honest = send(client, article)
    trapped = send(client, article, name="Robot", website="https://spam.example")
    doubled = send(client, article)

    assert honest.content == trapped.content == doubled.content
    assert list(Comment.objects.order_by("id").values_list("state", "reason")) == [
        ("held", ""),
        ("spam", moderation.TRAP),
        ("rejected", moderation.SENT_TWICE),
    ]


def test_success_settings_of_the_newsroom(client: Client, article: Article, settings: Any) -> None:
    settings.ROTATIVE = {
        **settings.ROTATIVE,
        "comments_blocked_words": "crétin، غبي",
        "comments_trust_known": True,
    }
    under(article, email=ADDRESS.lower())
    PathKey.objects.create(path=PublicPath.objects.get(path=article.path), key=keys.comments(article.pk))
    StalePath.objects.all().delete()

    send(client, article, text="Quel CRETIN !")
    assert not StalePath.objects.exists()
    send(client, article)

    states = Comment.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["shown", "rejected", "shown"]
    assert [stale.path.path for stale in StalePath.objects.all()] == [article.path]


def test_success_address_in_no_page_header_or_log(article: Article, caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    cases: list[dict[str, Any]] = [
        {},
        {"text": f"mon adresse : {ADDRESS}"},
        {"name": ADDRESS},
        {"name": ""},
        {"consent": None},
        {"parent": 9},
        {"article": 0, "text": f"mon adresse : {ADDRESS}"},
        {"website": "x"},
        {"headers": {"origin": "https://evil.example"}},
    ]

    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, logger="rotative"):
        answers = [send(client, article, **case) for case in cases]

    logged = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "Comment received" in logged
    produced = logged + "".join(f"{answer.content.decode()} {answer.headers}" for answer in answers)
    assert ADDRESS.lower() not in produced.lower()


def test_success_queries(client: Client, article: Article, django_assert_max_num_queries: Any) -> None:
    send(client, article, text="Pour chauffer les lectures de l’enseigne.")

    with django_assert_max_num_queries(14):
        send(client, article)
