"""The sentence that the desk says after an act on an article: what is true of it now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rotative.articles.models import Article
from rotative.desk.articles.publishing import schedule_page


def after(action: str, article: Article, *, workflow_action: str = "") -> str:
    """Return the sentence for an action of the form.

    article: as the form has it. workflow_action: what a colleague decided ("approve", "reject"), for the action "workflow-action".
    """
    about = {"headline": article.headline}
    if action == "publish":
        return schedule_page.done(article)
    if action in ("submit", "restart-workflow"):
        return _("“%(headline)s” is handed in. A colleague who may approve it is told.") % about
    if action == "cancel-workflow":
        return _("“%(headline)s” is no longer handed in: it is your draft again.") % about
    if action == "workflow-action":
        return after_decision(workflow_action, article)
    return _("The draft of “%(headline)s” is saved.") % about


def after_decision(decision: str, article: Article) -> str:
    """Return the sentence for a colleague's decision on an article that was handed in."""
    about = {"headline": article.headline}
    if decision == "reject":
        return _("“%(headline)s” is sent back to its author.") % about
    row = Article.objects.get(pk=article.pk)
    if row.current_workflow_state is not None:
        return _("“%(headline)s” is approved. The next colleague is told.") % about
    if row.state == Article.State.SCHEDULED or (row.live and not row.has_unpublished_changes):
        return schedule_page.done(row)
    return _("“%(headline)s” is approved.") % about
