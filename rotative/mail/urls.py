"""Addresses where mail providers report: included at /_/."""

from django.urls import re_path

from rotative.mail.returns import webhooks

app_name = "mail"
urlpatterns = [
    re_path(
        r"^returns/(?P<provider>[a-z_]{1,30})/(?P<secret>[\w-]{1,200})/$", webhooks.report, name="returns"
    ),
]
