"""The timetable of the editions: one for each language, under Settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn

from rotative.desk.editions.words import own_name
from rotative.desk.settings import SettingViewSet
from rotative.editions.models import EditionPlan


class PlanForm(WagtailAdminModelForm):
    """Days are ticked; hours are those of the outlet's time zone."""

    # ISO weekdays: Monday is 1.
    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        coerce=int,
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
    )


class EditionPlanViewSet(SettingViewSet):
    model = EditionPlan
    icon = "time"
    menu_label = _("Timetable of the edition")
    menu_order = 603
    list_display = [
        TitleColumn(
            "language",
            label=_("Language"),
            accessor=lambda plan: own_name(plan.language),
            get_url=lambda plan: reverse("timetables:edit", args=[plan.pk]),
        ),
        BooleanColumn("active", label=_("By itself")),
        Column("compose_at", label=_("Composed at"), accessor=lambda plan: f"{plan.compose_at:%H:%M}"),
        Column("cut_off_at", label=_("To be approved by"), accessor=lambda plan: f"{plan.cut_off_at:%H:%M}"),
        Column("send_at", label=_("Sent at"), accessor=lambda plan: f"{plan.send_at:%H:%M}"),
        Column("unapproved", label=_("If nobody has approved it"), accessor="get_unapproved_display"),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("language"), FieldPanel("active")]),
            FieldPanel("days"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("compose_at"), FieldPanel("cut_off_at"), FieldPanel("send_at")])],
                heading=_("Hours"),
                help_text=_("In the outlet’s time zone."),
            ),
            FieldPanel("unapproved", widget=forms.RadioSelect),
        ],
        base_form_class=PlanForm,
    )

    def get_edit_handler(self) -> Any:
        return self.edit_handler.bind_to_model(self.model)
