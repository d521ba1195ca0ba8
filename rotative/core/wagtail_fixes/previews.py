"""Previews: Wagtail asks for them as a reader would, so they get a reader's headers, which forbid the desk to frame them.

Its checks and its word count run inside the page, by scripts that Wagtail's own template tag adds. Our pages are printed without
Django's templates, so the scripts are added here.
"""

from django.http import HttpRequest, HttpResponse
from wagtail.admin.userbar import Userbar

from rotative.core import http_headers

_END = "</body>"


def answer(page: bytes, request: HttpRequest) -> HttpResponse:
    """Answer a colleague with a page that was printed from a draft: the desk may frame it and runs its checks in it."""
    text = page.decode()
    user = getattr(request, "user", None)
    if user is not None and user.has_perm("wagtailadmin.access_admin"):
        before, end, after = text.rpartition(_END)
        text = f"{before}{Userbar().render_html({'request': request})}{end}{after}"
    response = HttpResponse(text)
    response["Content-Security-Policy"] = http_headers.PREVIEW_SECURITY_POLICY
    response["X-Robots-Tag"] = "noindex"
    return response
