"""An address is nowhere but in its owner's rows, and once its owner is forgotten, nowhere at all."""

import io
import logging
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as in_force
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult
from lxml import html

from rotative.articles.models import Article
from rotative.bake import oven, verify
from rotative.bake.models import PublicPath
from rotative.bake.store import configured
from rotative.comments.models import Comment
from rotative.core import clock, personal_data
from rotative.core.logs import Lines
from rotative.demo import mail_catcher, mailbox
from rotative.editions import actions, reads
from rotative.editions.models import Edition
from rotative.editions.reads import Status
from rotative.mail.message.verp import return_path
from rotative.mail.models import Chunk, Delivery, Event
from rotative.mail.returns import bounce_policy, maildir, quarantine
from rotative.pages.actions import ensure_front
from rotative.project import home as homes
from rotative.staff.models import User
from rotative.subscribers import actions as subscribers
from rotative.subscribers.choices import Choices
from rotative.subscribers.models import Subscriber, Suppression
from tests import tables
from tests.desk.conftest import chief, signed_in, writer
from tests.factories.articles import published
from tests.flows import letters, traces
from tests.flows.tasks import do_tasks
from tests.mail.returns.parsing import samples
from tests.mail.sending.relays import Handler, free_port, relay
from tests.processes import sites
from tests.subscribers.conftest import Paper, paper, reader, subscriber
from tests.subscribers.reader import Reader, link

__all__ = ["chief", "paper", "reader", "subscriber", "writer"]

pytestmark = pytest.mark.django_db

ADDRESS = "Zoubida.ElFassi7@Lecteurs.Example"
# The part that is left when a server mentions a mailbox by its name alone.
LOCAL = "zoubida.elfassi7"
TEXT = "Le quai est enfin réparé."

Subscribing = Callable[..., Subscriber]


@pytest.fixture
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a home with a mailbox for returned letters, a worker's queue, and a file of every line logged."""
    folder = homes.create(tmp_path / "home", site_url="https://estuaire.example")
    for name in ("new", "cur", "tmp"):
        (folder / "bounces" / name).mkdir(parents=True)
    settings.HOME = folder
    settings.MEDIA_ROOT = folder / "media"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_maildir", str(folder / "bounces"))
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_keep", True)
    lines = logging.FileHandler(folder / "logs" / "rotative.log", encoding="utf-8")
    lines.setFormatter(Lines())
    ours = logging.getLogger("rotative")
    level = ours.level
    ours.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(lines)
    yield folder
    logging.getLogger().removeHandler(lines)
    ours.setLevel(level)
    lines.close()


@dataclass(frozen=True, kw_only=True)
class Life:
    """The history of a reader, and the address book of those who may know her address."""

    edition: Edition
    article: Article
    person: Subscriber
    # Quarantined mail of another reader.
    other: Path
    home: Path


@pytest.fixture
def life(
    home: Path,
    paper: Paper,
    reader: Reader,
    subscriber: Subscribing,
    chief: User,
    settings: Any,
) -> Life:
    """Let a reader subscribe, follow a subject, get a letter at the second try, and comment; letters to her come back."""
    for language in ("fr", "ar"):
        ensure_front(language)
    article = published(headline="La grue est réparée", section=paper.politics, subjects=[paper.port])
    verify.sync()
    neighbour = subscriber("nour@example.org")
    handler = Handler(refuse_recipient={"Zoubida": f"451 4.2.1 <{ADDRESS}> {LOCAL} is busy"})
    with relay(handler) as target:
        settings.EMAIL_PORT = target.port
        person = _subscribed(reader, paper, handler)
        edition = letters.approved(actions.compose_edition(localdate(), "fr"))
        letters.hand_over(edition, target)
        handler.refuse_recipient.clear()
        Delivery.objects.update(not_before=clock.now() - timedelta(seconds=1))
        Chunk.objects.update(not_before=clock.now() - timedelta(seconds=1))
        letters.hand_over(edition, target)
    (letter,) = letters.to(person.email, handler.letters)[1:]
    _commented(reader, article, chief)
    other = _returned(home, letter, edition, person, neighbour)
    oven.bake_stale(configured.press())
    return Life(edition=edition, article=article, person=person, other=other, home=home)


def _subscribed(reader: Reader, paper: Paper, handler: Handler) -> Subscriber:
    refusals, handler.refuse_recipient = handler.refuse_recipient, {}
    reader.ask(ADDRESS, page=f"/_/subscribe/?subject={paper.port.pk}")
    do_tasks()
    (question,) = handler.letters
    reader.send(reader.open(link(SimpleNamespace(body=letters.parsed(question).get_content()))).form())
    handler.refuse_recipient = refusals
    return Subscriber.objects.get(email_normalised=ADDRESS.lower())


def _commented(reader: Reader, article: Article, chief: User) -> None:
    """Write a comment that the desk shows."""
    fields = {
        "article": article.pk,
        "name": "Zoubida",
        "email": ADDRESS,
        "text": TEXT,
        "consent": "1",
        "website": "",
    }
    assert reader.post("/_/comment/", fields).status == 200
    signed_in(chief).post("/desk/comments/", {"decision": f"show:{Comment.objects.get().pk}"})


def _returned(
    home: Path, letter: EmailMessage, edition: Edition, person: Subscriber, neighbour: Subscriber
) -> Path:
    """Let a bounce of her full mailbox, three unreadable mails and one of another reader arrive; return the file of the last."""
    delivery = Delivery.objects.get(mailing=edition.mailing, subscriber=person)
    said = f"552 5.2.2 <{ADDRESS}> mailbox of {LOCAL} is full"
    group = (
        f"Final-Recipient: rfc822; {ADDRESS}\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; {said}"
    )
    own = return_path(delivery.pk).decode()
    hidden = b64encode(f"Write to {ADDRESS.upper()} no more.".encode()).decode()
    mails = {
        "bounce": samples.dsn(groups=group, letter=f"Return-Path: <{own}>\n{letter.as_string()}", said=said),
        "plain": _mail(said=f"I am {ADDRESS}, who are you?"),
        "hidden": _mail(headers="MIME-Version: 1.0", said=hidden).replace(b"8bit", b"base64"),
        "named": _mail(said=f"Brzdt {LOCAL} wzdl.", to=own, sender="mailer-daemon@mx.example.net"),
        "neighbour": _mail(said=f"I am {neighbour.email}, who are you?"),
    }
    for name, raw in mails.items():
        (home / "bounces" / "new" / name).write_bytes(raw)
        maildir.run_once()
    bounce_policy.run_once()
    return next(path for path in quarantine.kept() if neighbour.email.encode() in path.read_bytes())


def _mail(
    *, said: str, to: str = "someone@localhost", sender: str = "someone@elsewhere.example", headers: str = ""
) -> bytes:
    raw = samples.reply(subject="Hm", said=said, sender=sender, headers=headers)
    return raw.replace(b"b-0000000042-0123456789ab@bounces.example.org", to.encode())


def forget(address: str) -> str:
    out = io.StringIO()
    call_command("subscribers", "forget", address, stdout=out)
    return out.getvalue()


def test_success_only_her_own_rows_and_the_mail_that_came_back_know_the_address(
    life: Life, chief: User, writer: User
) -> None:
    edition, desk = life.edition, signed_in(chief)
    # Looked up at the desk, which stores its sessions, and listed there with the readers whose letter waits.
    desk.post("/desk/subscribers/", {"address": ADDRESS})
    status = reads.status(edition)
    Delivery.objects.update(state=Delivery.State.DEFERRED, code="451 4.2.1")
    path = f"/desk/editions/{edition.pk}/delivery/?state=deferred"
    seen, hidden = (html.fromstring(signed_in(user).get(path).content.decode()) for user in (chief, writer))
    (plots,) = seen.xpath("//*[@data-part='plots']")
    public = [path for path in (life.home / "public").rglob("*") if path.is_file()]

    # All of it happened, and was printed, logged and measured.
    assert status == Status(prepared=2, sent=2)
    assert [event.code for event in Event.objects.order_by("pk")] == ["5.2.2", ""]
    assert "Zoubida" in (life.home / "public" / life.article.path.strip("/") / "index.html").read_text()
    assert {path.suffix for path in public} >= {".html", ".xml", ".json", ".br", ".gz"}
    assert (life.home / "logs" / f"mailing-{edition.mailing_id}.journal").stat().st_size
    assert "event=subscription_confirmed" in (life.home / "logs" / "rotative.log").read_text()
    assert DBTaskResult.objects.exists() and plots.xpath(".//svg//title")
    # A user who may see addresses sees hers in the list, and nowhere else.
    assert LOCAL in seen.text_content().lower()
    assert (
        LOCAL
        not in (html.tostring(plots, encoding="unicode") + html.tostring(hidden, encoding="unicode")).lower()
    )
    assert tables.naming(LOCAL) == {
        "subscribers_subscriber.email", "subscribers_subscriber.email_normalised", "comments_comment.email",
    }  # fmt: skip
    kept = {str(path.relative_to(life.home)) for path in quarantine.kept() if path != life.other}
    read = {f"bounces/cur/{name}:2,S" for name in ("bounce", "plain", "hidden", "named")}
    assert len(kept) == 3
    assert traces.naming(life.home, LOCAL) == kept | read


def test_success_once_forgotten_nothing_is_left(life: Life, paper: Paper) -> None:
    # The words of others about her, and the answer of a relay that the queue stored.
    Comment.objects.create(
        article=life.article,
        name="Karim",
        email="karim@example.org",
        text=f"Demandez à {ADDRESS} !",
        state="shown",
    )
    DBTaskResult.objects.create(
        status="FAILED", args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", backend_name="default", queue_name="default",
        run_after=clock.now(), exception_class_path="smtplib.SMTPDataError", traceback=f"(554, b'<{ADDRESS}> is unwell')",
    )  # fmt: skip
    before = reads.status(life.edition)

    said = forget(f"  {ADDRESS.upper()} ")
    oven.bake_stale(configured.press())

    assert said == "Forgotten.\n"
    assert tables.naming(LOCAL) == set()
    assert traces.naming(life.home, LOCAL) == set()
    # These stay: a salted hash, the number of letters sent, and the data of others.
    assert [row.reason for row in Suppression.objects.all()] == ["forgotten"]
    assert list(personal_data.export(ADDRESS)) == ["subscribers"]
    assert sorted(Comment.objects.values_list("name", "email", "text", "state")) == [
        ("", "", "", "erased"),
        ("Karim", "karim@example.org", "Demandez à […] !", "shown"),
    ]
    assert reads.status(life.edition) == before
    assert life.other.exists() and Subscriber.objects.get().email == "nour@example.org"
    page = (life.home / "public" / life.article.path.strip("/") / "index.html").read_text()
    assert TEXT not in page and "Zoubida" not in page and "[…]" in page


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the database is no file of the home")
@pytest.mark.processes
def test_success_the_database_s_file_forgets_as_well(life: Life) -> None:
    # The database in memory becomes the home's file, and a worker has it open.
    file = life.home / "db.sqlite3"
    file.write_bytes(connection.connection.serialize())
    sites.settle(life.home, secret_key=in_force.SECRET_KEY, bounce_maildir=str(life.home / "bounces"))
    with closing(sqlite3.connect(file)) as worker:
        worker.execute("PRAGMA journal_mode=WAL")
        worker.execute("UPDATE subscribers_subscriber SET minutes = 10")
        worker.commit()
        before = traces.naming(life.home, LOCAL)

        said = sites.run(life.home, "subscribers", "forget", ADDRESS)

        assert said == "Forgotten.\n"
        assert {"db.sqlite3", "db.sqlite3-wal"} <= before
        assert traces.naming(life.home, LOCAL) == set()


@pytest.mark.parametrize("typed", ["nour@été.example", "NOUR@xn--t-9fab.example"])
def test_success_an_international_domain_is_found_in_every_spelling(
    paper: Paper, reader: Reader, settings: Any, typed: str
) -> None:
    article = published(section=paper.politics)
    reader.ask("nour@été.example")
    reader.post(
        "/_/comment/",
        {"article": article.pk, "name": "Nour", "email": "Nour@Été.example", "text": TEXT, "consent": "1"},
    )  # fmt: skip
    known = tables.naming("nour@")

    forget(typed)

    assert known == {
        "subscribers_subscriber.email", "subscribers_subscriber.email_normalised", "comments_comment.email",
    }  # fmt: skip
    assert tables.naming("nour@") == set()


def test_success_who_only_commented_is_forgotten_too(paper: Paper, reader: Reader) -> None:
    article = published(section=paper.politics)
    Comment.objects.create(
        article=article, name="Nour", email="Nour@example.org", text=TEXT, network_hash="a" * 32
    )

    forget("nour@example.org")

    assert Comment.objects.values_list("name", "email", "text", "network_hash").get() == ("", "", "", "")


def test_success_answers_of_others_stay(paper: Paper) -> None:
    article = published(section=paper.politics)
    nours, lonely = (
        Comment.objects.create(
            article=article, name="Nour", email="nour@example.org", text=text, state="shown"
        )
        for text in (TEXT, "Seule.")
    )
    Comment.objects.create(article=article, parent=nours, name="Karim", text="Enfin !", state="shown")
    Comment.objects.create(
        article=article, parent=nours, name="Nour", email="NOUR@example.org", text="Oui.", state="shown"
    )

    forget("nour@example.org")

    page = html.fromstring(oven.render(PublicPath.objects.get(path=article.path)).body.decode())
    (first,) = page.xpath("//section[@id='comments']/ol/li")
    assert first.get("id") == f"comment-{nours.pk}"
    assert first.xpath("./p/text()") == ["Ce commentaire a été effacé."]
    assert [text.strip() for text in first.xpath(".//div[@class='comment__text']//text()")] == [
        "Enfin\u202f!"
    ]
    # Nobody can answer it, and it does not count.
    assert page.xpath("//option[@value]/@value") == [""]
    assert page.xpath("//h2[@id='comments-title']/text()") == ["1 commentaire"]
    assert "Nour" not in page.text_content() and lonely.text not in page.text_content()


def test_success_a_letter_under_way_is_not_sent(paper: Paper, subscriber: Subscribing, home: Path) -> None:
    published(section=paper.politics)
    person = subscriber(ADDRESS)
    edition = letters.approved(actions.compose_edition(localdate(), "fr"))
    forget(person.email)
    handler = Handler()

    with relay(handler) as target:
        letters.hand_over(edition, target)

    assert (handler.letters, reads.status(edition)) == ([], Status(prepared=1, skipped=1))


def test_success_the_demos_mailbox_forgets(home: Path, subscriber: Subscribing, settings: Any) -> None:
    settings.EMAIL_PORT = free_port()
    catcher = mail_catcher.catch(home / "mail", host="127.0.0.1", port=settings.EMAIL_PORT)
    try:
        for address in (ADDRESS, "nour@example.org"):
            subscribers.subscribe(address, Choices(language="fr"))
        subscribers.tasks.send_due()
    finally:
        catcher.stop()
    before = traces.naming(home / "mail", LOCAL)

    forget(ADDRESS)

    assert len(before) == len(mailbox.caught()) == 1
    assert traces.naming(home / "mail", LOCAL) == set()


def test_fail_nobody_knows_the_address(paper: Paper) -> None:
    before = tables.digests()

    with pytest.raises(CommandError, match="No subscriber has this address"):
        forget("stranger@example.org")

    assert tables.digests() == before
