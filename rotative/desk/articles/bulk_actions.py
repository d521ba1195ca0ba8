"""Acts on several articles of the list at once: each asks first, and touches only what the colleague may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy
from wagtail.snippets.bulk_actions import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.widgets import AdminSnippetChooser

from rotative.articles import actions
from rotative.articles.models import Article, ArticleSubject, Section
from rotative.articles.permissions import policy
from rotative.desk.articles.trash_pages import trash
from rotative.subjects.models import Subject


class ArticleBulkAction(SnippetBulkAction):
    """An act on articles; those that the colleague may not even read are not named."""

    models = (Article,)
    template_name = "desk/articles/bulk.html"
    # The question, the text of the button, and the sentence afterwards; the first and the last take a number.
    question: Any
    act: Any
    done: Any

    def get_actionable_objects(self) -> tuple[list[Article], dict[str, list[Article]]]:
        objects, refused = super().get_actionable_objects()
        seen = [
            one for one in refused["items_with_no_access"] if policy.user_may_read(self.request.user, one)
        ]
        return objects, {"items_with_no_access": seen}

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Return nothing: without the filters of the list, "all" would be the whole archive."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = self.question % {"count": len(context["items"])}
        return context | {"question": asked, "act": self.act, "page_title": self.display_name}

    def get_execution_context(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_execution_context()
        form: Any = self.cleaned_form
        return context | {"user": self.request.user, "said": form.cleaned_data}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        sentence: str = self.done % {"count": num_parent_objects}
        return sentence


class FilingBulkAction(ArticleBulkAction):
    """A change of how articles are filed: saved in drafts, published where readers see the article."""

    def check_perm(self, snippet: Article) -> bool:
        return _changeable(self.request.user, snippet)


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset = policy.sections(user).select_related("locale").order_by("locale", "position")
        field.label_from_instance = lambda section: f"{section.name} ({section.locale.language_code})"


class MoveBulkAction(FilingBulkAction):
    """Gives articles another section of their language; their addresses stay."""

    display_name = _("Section")
    action_type = "move_to_section"
    aria_label = _("Give the selected articles another section")
    action_priority = 10
    form_class = SectionForm
    question = ngettext_lazy(
        "Give %(count)d article another section? Its address stays.",
        "Give %(count)d articles another section? Their addresses stay.",
        "count",
    )
    act = _("Change the section")
    done = ngettext_lazy(
        "%(count)d article has another section.", "%(count)d articles have another section.", "count"
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: Sequence[Article], *, user: Any, said: dict[str, Any], **kwargs: Any
    ) -> tuple[int, int]:
        """Move those of the section's language. Returns their number, and that of the others."""
        section: Section = said["section"]
        moved = [article for article in objects if article.locale_id == section.locale_id]
        for row in moved:
            article = row.get_latest_revision_as_object()
            article.section = section
            if not row.live:
                Article.objects.filter(pk=row.pk).update(section=section)
            _save(article, user)
        return len(moved), len(objects) - len(moved)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        sentence = super().get_success_message(num_parent_objects, num_child_objects)
        if not num_child_objects:
            return sentence
        left = ngettext(
            "%(count)d in another language stays where it is.",
            "%(count)d in another language stay where they are.",
            num_child_objects,
        )
        return f"{sentence} {left % {'count': num_child_objects}}"


class SubjectsForm(forms.Form):
    """Up to three subjects, each from its chooser."""

    first = forms.ModelChoiceField(
        label=_("Subject"), queryset=Subject.objects.all(), widget=AdminSnippetChooser(Subject)
    )
    second = forms.ModelChoiceField(
        label=_("Another subject"),
        queryset=Subject.objects.all(),
        widget=AdminSnippetChooser(Subject),
        required=False,
    )
    third = forms.ModelChoiceField(
        label=_("Another subject"),
        queryset=Subject.objects.all(),
        widget=AdminSnippetChooser(Subject),
        required=False,
    )


class SubjectsBulkAction(FilingBulkAction):
    """Adds subjects to articles, after those that they have."""

    display_name = _("Add subjects")
    action_type = "add_subjects"
    aria_label = _("Add subjects to the selected articles")
    action_priority = 15
    form_class = SubjectsForm
    question = ngettext_lazy(
        "Add subjects to %(count)d article?", "Add subjects to %(count)d articles?", "count"
    )
    act = _("Add the subjects")
    done = ngettext_lazy(
        "%(count)d article has the subjects.", "%(count)d articles have the subjects.", "count"
    )

    @classmethod
    def execute_action(
        cls, objects: Sequence[Article], *, user: Any, said: dict[str, Any], **kwargs: Any
    ) -> tuple[int, int]:
        wanted = [said[name] for name in ("first", "second", "third") if said[name]]
        for row in objects:
            article = row.get_latest_revision_as_object()
            links = list(article.article_subjects.all())
            has = {link.subject_id for link in links}
            new = [subject for subject in dict.fromkeys(wanted) if subject.pk not in has]
            if not new:
                continue
            for order, subject in enumerate(new, start=len(links)):
                article.article_subjects.add(ArticleSubject(subject=subject, sort_order=order))
            _save(article, user)
        return len(objects), 0


class WithdrawBulkAction(ArticleBulkAction):
    """Withdraws articles; their addresses say so to readers."""

    display_name = _("Withdraw")
    action_type = "withdraw"
    aria_label = _("Withdraw the selected articles")
    action_priority = 20
    classes = {"serious"}
    question = ngettext_lazy(
        "Withdraw %(count)d article? Readers are told so at its address.",
        "Withdraw %(count)d articles? Readers are told so at their addresses.",
        "count",
    )
    act = _("Withdraw")
    done = ngettext_lazy("%(count)d article is withdrawn.", "%(count)d articles are withdrawn.", "count")

    def check_perm(self, snippet: Article) -> bool:
        return snippet.live and policy.user_has_permission_for_instance(self.request.user, "publish", snippet)

    @classmethod
    def execute_action(cls, objects: Sequence[Article], *, user: Any, **kwargs: Any) -> tuple[int, int]:
        for article in objects:
            actions.withdraw(article, by=user)
        return len(objects), 0


class TrashBulkAction(ArticleBulkAction, DeleteBulkAction):
    """Moves articles to the trash, in the place of Wagtail's act, which deletes them."""

    display_name = _("Move to the trash")
    aria_label = _("Move the selected articles to the trash")
    template_name = "desk/articles/bulk.html"
    question = ngettext_lazy(
        "Move %(count)d article to the trash? If readers see it, its address says that it was withdrawn.",
        "Move %(count)d articles to the trash? The addresses of those that readers see say that they were withdrawn.",
        "count",
    )
    act = _("Move to the trash")
    done = ngettext_lazy(
        "%(count)d article is in the trash.", "%(count)d articles are in the trash.", "count"
    )

    def check_perm(self, snippet: Article) -> bool:
        return snippet.trashed_at is None and policy.may_trash(self.request.user, snippet)

    @classmethod
    def execute_action(cls, objects: Sequence[Article], *, user: Any, **kwargs: Any) -> tuple[int, int]:
        for article in objects:
            trash(article, by=user)
        return len(objects), 0


ACTIONS = (MoveBulkAction, SubjectsBulkAction, WithdrawBulkAction, TrashBulkAction)


def _changeable(user: Any, article: Article) -> bool:
    """Return whether a change can be saved, and published where readers see the article."""
    lock = article.get_lock()
    if lock and lock.for_user(user):
        return False
    if article.trashed_at or not policy.user_has_permission_for_instance(user, "change", article):
        return False
    if not article.live:
        return True
    # Publishing now would publish a colleague's waiting words as well.
    quiet = not article.has_unpublished_changes
    return quiet and policy.user_has_permission_for_instance(user, "publish", article)


@transaction.atomic
def _save(article: Article, user: Any) -> None:
    """Save a changed version, and publish it where readers see the article."""
    revision = article.save_revision(user=user, clean=False, log_action=True)
    if article.live:
        revision.publish(user=user, skip_permission_checks=True)
