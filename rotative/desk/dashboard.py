"""The first page of the desk: waiting comments, scheduled articles, drafts, the press, today's editions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel

from rotative.articles.models import Article
from rotative.articles.permissions import policy
from rotative.bake.models import StalePath
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.desk import press
from rotative.desk.articles.listing import headline, rows
from rotative.desk.dossiers import reminder_mail
from rotative.desk.editions.words import languages, today
from rotative.desk.outlet import outlet_clock
from rotative.desk.pictures import ended_rights
from rotative.desk.rights import policies
from rotative.dossiers import reminders
from rotative.dossiers.reminders import Reminder
from rotative.editions import schedule
from rotative.editions.models import Edition
from rotative.masthead import reads as masthead

# An open form says so every ten seconds.
SEEN = timedelta(minutes=1)
# Articles in each list of the first page.
ARTICLES_SHOWN = 6
# Reminders of dossiers there.
DOSSIERS_SHOWN = 8


class WaitingPanel(Component):
    """A card for each kind of thing that waits."""

    name = "waiting"
    order = 50
    template_name = "desk/home_waiting.html"

    def __init__(self, request: Any) -> None:
        self.user = request.user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = dict(super().get_context_data(parent_context) or {})
        may_moderate = self.user.has_perm("comments.change_comment")
        may_publish = self.user.has_perm("articles.publish_article")
        sees_editions = self.user.has_perm("editions.view_edition") or self.user.has_perm(
            "editions.change_edition"
        )
        return context | {
            "held": Comment.objects.held().count() if may_moderate else None,
            "press": self._press() if may_publish else None,
            "editions": self._editions() if sees_editions else (),
            "late": self._late(),
            "published": self._published(),
            "writing": self._writing(),
            "dossiers": self._dossiers(),
            "pictures": ended_rights.soon_or_just_over() if self._sees_pictures() else (),
            "scheduled": self._articles(state=Article.State.SCHEDULED, order="go_live_at"),
            "drafts": self._articles(state=Article.State.DRAFT, author=self.user, order="-edited_at"),
        }

    def _dossiers(self) -> list[tuple[str, str, str, Reminder]]:
        """Return what dossiers ask for: the sentence, the words, the address of the form."""
        if not policies.dossiers.user_has_any_permission(self.user, ("add", "change")):
            return []
        found = reminders.reminders(masthead.day())[:DOSSIERS_SHOWN]
        return [(reminder_mail.sentence(one), one.text, reminder_mail.address(one), one) for one in found]

    def _sees_pictures(self) -> bool:
        return bool(policies.pictures.user_has_any_permission(self.user, ("add", "change")))

    def _press(self) -> dict[str, int]:
        return {"failed": press.failed().count(), "waiting": StalePath.objects.filter(error="").count()}

    def _editions(self) -> list[dict[str, Any]]:
        found = []
        for code, name in languages():
            edition = Edition.objects.filter(language=code, edition_on=today(code)).first()
            url = reverse("desk_edition", args=[edition.pk]) if edition else reverse("desk_editions")
            held = edition is not None and schedule.is_held(edition, clock.now())
            found.append({"language": name, "edition": edition, "url": url, "held": held})
        return found

    def _late(self) -> list[tuple[Article, str, str]]:
        """Return the articles whose hour has passed without them, the oldest hour first."""
        found = policy.readable(self.user)
        ids = found.overdue(clock.now()).order_by("go_live_at").values_list("pk", flat=True)[:ARTICLES_SHOWN]
        return self._articles(pk__in=list(ids), order="go_live_at")

    def _published(self) -> list[tuple[Article, str, str]]:
        """Return the articles published since midnight on the outlet's clock, newest first."""
        midnight = (
            clock.now().astimezone(outlet_clock.zone()).replace(hour=0, minute=0, second=0, microsecond=0)
        )
        return self._articles(live=True, published_at__gte=midnight, order="-published_at")

    def _writing(self) -> list[tuple[str, str, str]]:
        """Return the colleagues who have the form of an article open: name, headline, address of the form."""
        kind = ContentType.objects.get_for_model(Article)
        sessions = EditingSession.objects.filter(content_type=kind, last_seen_at__gte=clock.now() - SEEN)
        open_now = {
            (session.user.get_full_name() or session.user.get_username(), int(session.object_id)): session
            for session in sessions.exclude(user=self.user).select_related("user").order_by("pk")
        }
        found = rows(policy.readable(self.user)).filter(pk__in=[pk for _name, pk in open_now])
        articles = {article.pk: article for article in found}
        return [
            (name, headline(articles[pk]), reverse("wagtailsnippets_articles_article:edit", args=[pk]))
            for name, pk in sorted(open_now)
            if pk in articles
        ]

    def _articles(self, *, order: str, **wanted: Any) -> list[tuple[Article, str, str]]:
        found = rows(policy.readable(self.user)).filter(**wanted).order_by(order)[:ARTICLES_SHOWN]
        return [
            (article, headline(article), reverse("wagtailsnippets_articles_article:edit", args=[article.pk]))
            for article in found
        ]


class HandedInPanel(UserObjectsInWorkflowModerationPanel):
    """The articles that the user has handed in, except those of sections that have been closed to them since."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["workflow_states"] = [
            state
            for state in context["workflow_states"]
            if not isinstance(state.content_object, Article)
            or policy.user_may_read(user, state.content_object)
        ]
        return context
