"""The form of an article, in the order in which journalists write."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.functional import SimpleLazyObject
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from rotative.articles.models import Article, Section
from rotative.articles.permissions import policy
from rotative.core import addresses, clock
from rotative.core.wagtail_fixes.form_language import InLanguageFormMixin
from rotative.desk import dossier_lines
from rotative.desk.articles.rows.chosen_rows import ChosenRowsPanel
from rotative.desk.articles.rows.hidden_json import HiddenJSONField
from rotative.desk.articles.rows.subject_rows import KnowsSubjectsMixin, SubjectRowsPanel
from rotative.desk.outlet import outlet_clock
from rotative.desk.suggested_subjects import SuggestionsPanel

# Fields with an hour, which the form says on which clock it is.
CLOCKED = frozenset({"published_at", "updated_at", "go_live_at", "expire_at"})


class SectionField(forms.ModelChoiceField):
    """A choice of sections without their language: the form shows one language only."""

    def label_from_instance(self, obj: Section) -> str:
        return obj.name


def _hours_of() -> str:
    """Return the sentence that says on which clock an hour is."""
    return gettext("Hour of %(zone)s.") % {"zone": outlet_clock.named(clock.now())}


class SchedulePanel(PublishingPanel):
    """The dialogue of hours; for colleagues who may publish, its button schedules and does not merely note the hours."""

    class BoundPanel(PublishingPanel.BoundPanel):
        template_name = "desk/articles/schedule_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            section_id = self.instance.section_id
            return context | {
                "may_publish": policy.user_has_permission_in(self.request.user, "publish", section_id)
            }


class MachinePreviewPanel(Panel):
    """The article as a search engine and a network show it; a script keeps it up to date while one writes."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/articles/machine_preview.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            article: Article = self.instance
            site = addresses.site()
            description = article.search_description or article.standfirst
            return context | {
                "site": urlsplit(site).netloc,
                "address": addresses.full(addresses.href(article.path)) if article.path else site,
                "search_title": article.search_title or article.headline,
                "search_description": description,
                "share_title": article.share_title or article.headline,
                "share_description": article.share_description or description,
            }


class ArticleForm(KnowsSubjectsMixin, InLanguageFormMixin, WagtailAdminModelForm):
    """The form; it offers the sections of the article's language in which the user may write."""

    section = SectionField(label=_("Section"), queryset=Section.objects.none(), empty_label=None)
    known_subjects = HiddenJSONField()
    # Subject → strings of the text; a script writes it, see `suggested_subjects.accepted`.
    accepted_suggestions = HiddenJSONField(initial=dict)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = self._sections()
        if self.instance.path and "slug" in self.fields:
            told = {"path": self.instance.path}
            self.fields["slug"].help_text = gettext("Its address is %(path)s, and stays.") % told
        if self.instance.pk is None and "headline" in self.fields:
            self.fields["headline"].widget.attrs["autofocus"] = True
        # Asked for when the first of them is shown: an autosave shows none.
        zone = SimpleLazyObject(_hours_of)
        for name in CLOCKED & self.fields.keys():
            field: Any = self.fields[name]
            field.help_text = format_lazy("{} {}", field.help_text, zone) if field.help_text else zone

    def clean(self) -> dict[str, Any]:
        """Schedule by a publication date to come, date an update that has none, and refuse dates that would mislead readers."""
        said = self.cleaned_data
        self._keep_seconds()
        self._schedule(said.get("published_at"))
        self._date_update()
        updated_at = said.get("updated_at")
        if updated_at and updated_at > clock.now():
            self.add_error("updated_at", _("An update cannot be dated later than now."))
        published_at = said.get("published_at") or self.instance.published_at
        # The form shows whole minutes.
        if updated_at and published_at and updated_at < published_at.replace(second=0, microsecond=0):
            self.add_error("updated_at", _("An update cannot be dated before the publication."))
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def clean_headline(self) -> str:
        """Return the headline on one line: its field grows, but Enter and a pasted line break are no part of it."""
        return " ".join(self.cleaned_data["headline"].split())

    def _keep_seconds(self) -> None:
        """Keep the hours that were not changed as they are: the form shows whole minutes.

        A publication date that lost its seconds would take the article out of all its lists and put it in again.
        """
        for name in CLOCKED & self.cleaned_data.keys():
            before, said = self.initial.get(name), self.cleaned_data[name]
            if before and said and said == before.replace(second=0, microsecond=0):
                self.cleaned_data[name] = before

    def _schedule(self, at: datetime | None) -> None:
        """Make a publication date to come the hour at which the article appears."""
        said = self.cleaned_data
        if at is None or at <= clock.now():
            return
        if self.instance.pk and self.instance.live:
            text = _(
                "Readers see this article already: its date cannot be to come. To hide it until then, withdraw it."
            )
            self.add_error("published_at", text)
            return
        go_live_at = said.get("go_live_at")
        if go_live_at and go_live_at != at and "go_live_at" in self.changed_data:
            text = _(
                "The publication date and the schedule name two different hours. Leave one of them empty."
            )
            self.add_error("published_at", text)
            return
        said["go_live_at"], said["published_at"] = at, None

    def _date_update(self) -> None:
        """Date the note of an update now when it is new, or has no date: without one readers would not see it."""
        said = self.cleaned_data
        if not said.get("updated_note") or "updated_at" not in said:
            return
        rewritten = "updated_note" in self.changed_data and "updated_at" not in self.changed_data
        if rewritten or not said["updated_at"]:
            said["updated_at"] = clock.now()

    def _sections(self) -> Any:
        sections = policy.sections(self.for_user) if self.for_user else Section.objects.all()
        if self.instance.locale_id:
            sections = sections.filter(locale=self.instance.locale_id)
        return sections.order_by("position", "pk")


# What an empty field of the tab for machines is taken from.
_HEADLINE = "headline"
_STANDFIRST = "standfirst"


def _line(source: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "data-desk-else": source})


def _lines(source: str) -> AdminAutoHeightTextInput:
    return AdminAutoHeightTextInput(attrs={"dir": "auto", "rows": 2, "data-desk-else": source})


writing = ObjectList(
    [
        FieldPanel(
            "headline",
            classname="title desk-plain",
            widget=AdminAutoHeightTextInput(
                attrs={
                    "placeholder": _("Headline"),
                    "dir": "auto",
                    "rows": 1,
                    "data-desk-line": "id_standfirst",
                }
            ),
        ),
        FieldPanel(
            "standfirst",
            classname="desk-plain",
            widget=AdminAutoHeightTextInput(attrs={"rows": 2, "dir": "auto"}),
        ),
        FieldPanel("body", classname="desk-plain"),
        SuggestionsPanel(heading=_("Subjects in the text")),
        MultiFieldPanel(
            [
                FieldPanel("picture"),
                FieldPanel("picture_alt"),
                FieldPanel("picture_caption", widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})),
                FieldPanel("picture_credit"),
            ],
            heading=_("Picture"),
            help_text=_("A field left empty is taken from the picture library."),
        ),
    ],
    heading=_("Text"),
)

filing = ObjectList(
    [
        FieldRowPanel([FieldPanel("section"), FieldPanel("rank")]),
        FieldRowPanel([FieldPanel("form"), FieldPanel("genre")]),
        ChosenRowsPanel("article_bylines", heading=_("Bylines"), label=_("byline")),
        SubjectRowsPanel(
            "article_subjects",
            heading=_("Subjects"),
            label=_("subject"),
            help_text=_(
                "The first is the main one: other articles about it are shown below this one. “Only mentioned” lists the article on the subject’s page, below those about it."
            ),
        ),
        FieldPanel("short", widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})),
    ],
    heading=_("Filing"),
)

updates = ObjectList(
    [
        HelpPanel(
            content=_(
                "Readers see what you write here, with its date. A corrected comma needs no note; a wrong fact needs a correction."
            )
        ),
        MultiFieldPanel([FieldPanel("updated_at"), FieldPanel("updated_note")], heading=_("Material update")),
        InlinePanel("corrections", heading=_("Corrections"), label=_("correction")),
    ],
    heading=_("Updates and corrections"),
    classname="desk-after-publication",
)

machines = ObjectList(
    [
        MachinePreviewPanel(heading=_("As others show it")),
        MultiFieldPanel(
            [
                FieldPanel("search_title", widget=_line(_HEADLINE)),
                FieldPanel("search_description", widget=_lines(_STANDFIRST)),
                FieldPanel("hidden_from_search"),
                FieldPanel("original_url"),
            ],
            heading=_("Search engines"),
            help_text=_("A field left empty is taken from the headline and the standfirst."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("share_title", widget=_line(_HEADLINE)),
                FieldPanel("share_description", widget=_lines(_STANDFIRST)),
                FieldPanel("share_picture"),
            ],
            heading=_("Networks and messengers"),
            help_text=_("What a link to the article shows there. Empty fields are taken from the article."),
        ),
    ],
    heading=_("Search and networks"),
)

publication = ObjectList(
    [
        FieldPanel("slug"),
        FieldPanel("published_at"),
        FieldPanel("comments_open"),
        SchedulePanel(),
    ],
    heading=_("Publication"),
)

dossiers = ObjectList(dossier_lines.panels(), heading=_("Dossiers"))

edit_handler = TabbedInterface(
    [writing, filing, dossiers, updates, machines, publication], base_form_class=ArticleForm
)
