"""A desk and its readers, at work in a process of their own until SIGTERM.

Each act is written to a journal outside the database before it is tried, and again after it is answered. An answered act
must never be lost; an act that was only tried may be there or not.
"""

import http.client
import json
import os
import random
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from rotative.articles import actions
from rotative.articles.models import Article, Section
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.masthead.models import Masthead
from tests.factories.articles import ArticleFactory, locale

# Enough for listings of several pages; after that, existing articles are changed.
MOST_ARTICLES = 120
# Not answered: refused, cut short, or the application was starting again.
AWAY = (OSError, http.client.HTTPException)


class Actor:
    """A desk that draws acts and does them until it is asked to stop."""

    def __init__(self, port: int, journal: Path, seed: int) -> None:
        self.port = port
        self.draw = random.Random(seed)
        self.seed = seed
        self.made: dict[str, int] = {}
        self.stopping = False
        self._count = 0
        self._journal = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        self._cookies = self._log_in()
        self._acts: list[Callable[[], None]] = [
            *(self.publish, self.publish, self.edit, self.edit, self.edit, self.withdraw, self.schedule),
            self.move_the_newsroom,
            *(self.comment, self.comment, self.decide, self.decide, self.withdraw_at_the_desk),
        ]

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self._stop)
        self.publish()
        while not self.stopping:
            act = self.draw.choice(self._acts)
            if act in (self.publish, self.schedule) and len(self.made) >= MOST_ARTICLES:
                act = self.edit
            self._count += 1
            try:
                act()
            except DatabaseError as exc:
                # A busy database answers so; the act then counts as not answered.
                self._note(problem=type(exc).__name__)

    def publish(self) -> None:
        slug = f"acte-{self.seed}-{self._count}"
        article = ArticleFactory.build(
            section=self._section(), locale=locale("fr"), slug=slug, headline=self._headline(slug)
        )
        self._act(f"article:{slug}", article.headline, lambda: actions.publish(article))
        self.made[slug] = article.pk

    def schedule(self) -> None:
        slug = f"attendu-{self.seed}-{self._count}"
        article = ArticleFactory.build(
            section=self._section(), locale=locale("fr"), slug=slug, headline=self._headline(slug)
        )
        at = clock.now() + timedelta(milliseconds=self.draw.randint(50, 1500))
        self._act(f"article:{slug}", article.headline, lambda: actions.publish(article, at=at))

    def edit(self) -> None:
        slug, article = self._drawn()
        article.headline = self._headline(slug)
        self._act(f"article:{slug}", article.headline, lambda: actions.publish(article))

    def withdraw(self) -> None:
        slug, article = self._drawn()
        if article.live:
            self._act(f"article:{slug}", None, lambda: actions.withdraw(article))

    def withdraw_at_the_desk(self) -> None:
        slug, article = self._drawn()
        if article.live:
            address = reverse(Article.snippet_viewset.get_url_name("unpublish"), args=[article.pk])
            self._act(f"article:{slug}", None, lambda: self._post(address, 302))

    def move_the_newsroom(self) -> None:
        """Change the frame of every page."""
        masthead = Masthead.objects.get()
        masthead.address = f"{self._count}, quai des Cordiers"
        masthead.save()

    def comment(self) -> None:
        slug, article = self._drawn()
        # A comma: no space in it is set as one that does not break.
        text = f"Parole {self.seed}-{self._count}, sous {slug}."
        posted = {"article": article.pk, "name": "Une lectrice", "email": f"l{self._count}@example.org"}
        self._act(
            f"comment:{text}",
            "received",
            lambda: self._post("/_/comment/", 200, **posted, text=text, consent="1", website=""),
            only_if=article.live,
        )

    def decide(self) -> None:
        held = Comment.objects.filter(state=Comment.State.HELD).order_by("pk").first()
        if held is not None:
            decision = f"show:{held.pk}"
            self._act(
                f"comment:{held.text}", "shown", lambda: self._post("/desk/comments/", 302, decision=decision)
            )

    def _drawn(self) -> tuple[str, Article]:
        slug = self.draw.choice(sorted(self.made))
        return slug, Article.objects.get(pk=self.made[slug])

    def _section(self) -> Any:
        return Section.objects.filter(locale__language_code="fr").order_by("pk").first()

    def _headline(self, slug: str) -> str:
        return f"Titre {slug} état {self._count}"

    def _act(self, what: str, value: str | None, do: Callable[[], None], *, only_if: bool = True) -> None:
        if not only_if:
            return
        self._note(what=what, value=value, done=False)
        try:
            do()
        except AWAY:
            return
        self._note(what=what, value=value, done=True)

    def _note(self, **line: Any) -> None:
        os.write(self._journal, json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def _post(self, path: str, expected: int, **fields: Any) -> None:
        """Post a form. Raises one of AWAY unless the answer is the expected one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        # Each comment comes from another network: from one network, too many comments would have to wait.
        network = f"203.{self.draw.randint(0, 255)}.{self.draw.randint(0, 255)}.7"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": network,
            **(self._cookies if path.startswith("/desk/") else {}),
        }
        try:
            connection.request("POST", path, urlencode(fields), headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        if answer.status != expected:
            self._note(problem=f"{path} answered {answer.status}")
            raise http.client.HTTPException(answer.status)

    def _log_in(self) -> dict[str, str]:
        user, _made = get_user_model().objects.get_or_create(
            username="chef", is_superuser=True, is_staff=True
        )
        client = Client()
        client.force_login(user)
        session, token = client.cookies["sessionid"].value, "x" * 32
        return {"Cookie": f"sessionid={session}; csrftoken={token}", "X-CSRFToken": token}

    def _stop(self, _number: int, _frame: object) -> None:
        self.stopping = True
