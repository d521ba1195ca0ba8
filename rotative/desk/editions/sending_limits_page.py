"""Limits for each kind of mailbox provider, under Settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn

from rotative.core import clock
from rotative.desk.editions.words import provider
from rotative.desk.outlet import outlet_clock
from rotative.desk.settings import SettingViewSet
from rotative.mail.domain_classes import DOMAIN_CLASSES
from rotative.mail.models import SendingLimit


class SendingLimitForm(WagtailAdminModelForm):
    domain_class = forms.ChoiceField(label=_("Provider"))
    rate = forms.FloatField(
        label=_("Letters a second"),
        min_value=0,
        max_value=10_000,
        help_text=_("0.5 is one every two seconds; 0 is as fast as the provider takes them."),
    )
    capacity = forms.IntegerField(
        label=_("Reserve"),
        min_value=1,
        max_value=100_000,
        initial=20,
        help_text=_("So many letters may go at once after a silence."),
    )
    go_on = forms.BooleanField(label=_("Write to this provider again now"), required=False)

    class Meta:
        model = SendingLimit
        fields = ["domain_class", "rate", "capacity"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = SendingLimit.objects.exclude(pk=self.instance.pk).values_list("domain_class", flat=True)
        taken = set(others)
        choices = [(name, provider(name)) for name in DOMAIN_CLASSES if name not in taken]
        self.fields["domain_class"].choices = choices
        until = self.instance.paused_until
        if until is None or until <= clock.now():
            del self.fields["go_on"]
        else:
            self.fields["go_on"].help_text = _(
                "It refused because of its rules; nothing is sent to it until %(until)s."
            ) % {"until": outlet_clock.instant(until)}

    def save(self, commit: bool = True) -> SendingLimit:
        if self.instance.pk is None:
            self.instance.filled_at = clock.now()
        if self.cleaned_data.get("go_on"):
            self.instance.paused_until = None
        saved: SendingLimit = super().save(commit)
        return saved


class SendingLimitViewSet(SettingViewSet):
    model = SendingLimit
    icon = "mail"
    menu_label = _("Sending limits")
    menu_order = 604
    list_display = [
        TitleColumn(
            "domain_class",
            label=_("Provider"),
            accessor=lambda bucket: provider(bucket.domain_class),
            get_url=lambda bucket: reverse("limits:edit", args=[bucket.pk]),
        ),
        Column("rate", label=_("Letters a second"), accessor=lambda bucket: bucket.rate or _("no limit")),
        Column("capacity", label=_("Reserve")),
        Column("paused_until", label=_("Left alone until"), accessor=lambda bucket: _until(bucket)),
    ]

    def get_form_class(self, for_update: bool = False) -> type[SendingLimitForm]:
        return SendingLimitForm


def _until(bucket: SendingLimit) -> str:
    if bucket.paused_until is None or bucket.paused_until <= clock.now():
        return "–"
    return outlet_clock.instant(bucket.paused_until)
