"""Requests of readers that no file answers."""

from collections.abc import Callable, Iterator

from rotative.articles.models import Article
from rotative.comments.models import Comment
from rotative.subscribers.models import Subscriber
from tests.factories import newsroom
from tests.flows.tasks import do_tasks
from tests.subscribers.reader import Reader, letters, link
from tests.subscribers.test_choices import path_of

ADDRESS = "nour@example.org"


def requests(reader: Reader) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each request with its name, to be made in this order."""
    for path in (
        "/recherche/",
        "/recherche/?q=bac",
        "/recherche/?q=quai&page=2",
        "/ar/bahth/?q=الرصيف",
        newsroom.ARTICLE,
        newsroom.WITHDRAWN,
        newsroom.ARTICLE[:-1],
        "/nulle-part/",
        "/",
        "/?p=12",
        "/?cat=3",
        "/feed/",
        "/flux.xml",
        "/sitemap.xml",
        "/_/comment/",
    ):
        yield path, lambda path=path: reader.open(path)
    article = Article.objects.get(path=newsroom.ARTICLE).pk
    yield "comment", lambda: _comment(reader, article)
    shown = Comment.objects.shown().earliest("pk").pk
    yield "answer", lambda: _comment(reader, article, parent=shown)
    yield "subscription", lambda: _subscribe(reader)
    person = Subscriber.objects.get(email=ADDRESS)
    yield "leaving", lambda: _leave(reader, person)


def _comment(reader: Reader, article: int, **more: object) -> None:
    fields = {
        "article": article,
        "name": "Nour",
        "email": ADDRESS,
        "text": "Merci.",
        "consent": "1",
        "website": "",
    }
    assert reader.post("/_/comment/", fields | more).status == 200


def _subscribe(reader: Reader) -> None:
    """Ask for the letter, confirm, and change the choices."""
    assert reader.ask(ADDRESS).status == 200
    assert do_tasks()
    (letter,) = letters(ADDRESS)
    done = reader.send(reader.open(link(letter)).form())
    (onward,) = done.document.xpath("//ul[@class='message__links']//a/@href")
    reader.open(onward)
    # Asked again with an address that is known.
    reader.ask(ADDRESS)


def _leave(reader: Reader, person: Subscriber) -> None:
    """Open the choices from the foot of a letter, pause, and leave by the header that mail programs show."""
    page = reader.open(path_of(person) + "?q=quai")
    reader.send(page.form(act="save"), minutes=3)
    reader.send(reader.open(path_of(person)).form(act="pause"))
    reader.post(path_of(person, "unsubscribe"), {"List-Unsubscribe": "One-Click"})
