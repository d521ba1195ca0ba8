"""Decisions on comments."""

import pytest
from django.test import TestCase

from rotative.bake import keys
from rotative.bake.models import PathKey, PublicPath, StalePath
from rotative.comments import actions, reads
from rotative.comments.errors import AlreadyErased
from rotative.comments.models import Comment
from rotative.staff.models import User
from tests.factories.articles import published


class TestDecisions(TestCase):
    def setUp(self) -> None:
        self.article = published()
        self.moderator = User.objects.create_user("moderator")
        page = PublicPath.objects.get(path=self.article.path)
        PathKey.objects.create(path=page, key=keys.comments(self.article.pk))
        StalePath.objects.all().delete()

    def comment(self, state: str = Comment.State.HELD, **fields: object) -> Comment:
        return Comment.objects.create(
            article=self.article,
            name="Une lectrice",
            email="lectrice@example.org",
            text="Merci.",
            state=state,
            **fields,
        )

    def stale(self) -> list[str]:
        return list(StalePath.objects.values_list("path__path", flat=True))

    def test_success_show(self) -> None:
        comment = self.comment()

        actions.show(comment, by=self.moderator)

        comment.refresh_from_db()
        assert (comment.state, comment.decided_by) == (Comment.State.SHOWN, self.moderator)
        assert comment.decided_at is not None
        assert self.stale() == [self.article.path]
        assert [card.text for card in reads.shown(self.article.pk)] == ["Merci."]

    def test_success_reject_held_leaves_the_page_alone(self) -> None:
        comment = self.comment()

        actions.reject(comment, by=self.moderator)

        comment.refresh_from_db()
        assert comment.state == Comment.State.REJECTED
        assert self.stale() == []

    def test_success_spam_takes_a_shown_one_away(self) -> None:
        comment = self.comment(Comment.State.SHOWN)

        actions.spam(comment, by=self.moderator)

        assert self.stale() == [self.article.path]
        assert reads.shown(self.article.pk) == ()

    def test_success_erase_keeps_nothing(self) -> None:
        comment = self.comment(Comment.State.SHOWN, reason="link", network_hash="ab")

        actions.erase(comment, by=None)

        row = Comment.objects.values("name", "email", "text", "reason", "network_hash", "state").get(
            pk=comment.pk
        )
        assert row == {
            "name": "",
            "email": "",
            "text": "",
            "reason": "",
            "network_hash": "",
            "state": "erased",
        }
        assert self.stale() == [self.article.path]

    def test_fail_show_erased(self) -> None:
        comment = self.comment()
        older = Comment.objects.get(pk=comment.pk)
        actions.erase(comment, by=self.moderator)

        with pytest.raises(AlreadyErased) as caught:
            actions.show(older, by=self.moderator)

        assert str(caught.value) == f"The comment {comment.pk} was erased; there is nothing left to decide."
