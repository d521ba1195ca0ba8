"""Every address that is not a baked file."""

from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LogoutView

from rotative.core import addresses, conf
from rotative.core.languages import CODES
from rotative.demo import mailbox
from rotative.project import views

handler404 = "rotative.project.views.not_found"
handler500 = "rotative.project.failures.failed"

urlpatterns = [
    path("desk", RedirectView.as_view(url="/desk/", permanent=True)),
    # Wagtail's own deletes the cookie of the session also when it refuses the method.
    path("desk/logout/", require_POST(LogoutView.as_view()), name="wagtailadmin_logout"),
    path("desk/", include(wagtailadmin_urls)),
    path("_/", include("rotative.subscribers.urls")),
    path("_/", include("rotative.mail.urls")),
    path("", include("rotative.comments.urls")),
    *(
        path(
            addresses.word(code, "search").lstrip("/"), views.find, {"language": code}, name=f"search-{code}"
        )
        for code in CODES
    ),
    path("", views.old_address),
    re_path(r"^(?P<path>.+)$", views.live),
]

if conf.get("mailbox"):
    urlpatterns.insert(0, path("_/mailbox/", include(mailbox.urlpatterns)))
