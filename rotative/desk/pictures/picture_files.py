"""Files of pictures for the desk alone: the original, and a drawing in the place of a rendition that is not made yet."""

from __future__ import annotations

import mimetypes
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.views.generic import View
from wagtail.permissions import policy_registry

from rotative.media.models import Picture, Rendition

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    '<rect width="100%" height="100%" fill="#e3e3e0"/>'
    '<text x="50%" y="50%" text-anchor="middle" dominant-baseline="middle" font-family="sans-serif" font-size="{size}"'
    ' fill="#555">{words}</text></svg>'
)


class PictureFileView(View):
    """A file of a picture, for those who may see the library."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who may see this picture; an answer is kept nowhere."""
        self.picture = get_object_or_404(Picture, pk=kwargs["pk"])
        policy = policy_registry.get_by_type(Picture)
        if not policy.user_has_any_permission_for_instance(
            request.user, ("choose", "add", "change"), self.picture
        ):
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        return answer


class OriginalView(PictureFileView):
    """The file as it was uploaded."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            file = self.picture.file.open("rb")
        except OSError as exc:
            raise Http404 from exc
        kind = mimetypes.guess_type(self.picture.filename)[0] or "application/octet-stream"
        return FileResponse(file, content_type=kind, filename=self.picture.filename)


class RenditionView(PictureFileView):
    """A rendition once it is made, before that a drawing."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        made = Rendition.objects.filter(image=self.picture, filter_spec=kwargs["spec"]).first()
        if made is not None:
            return redirect(made.url)
        words = "…" if self.picture.state == Picture.State.WAITING else self.picture.get_state_display()
        drawing = format_html(_DRAWING, width=165, height=110, size=12, words=words)
        return HttpResponse(drawing, content_type="image/svg+xml")


def no_size_on_demand(request: HttpRequest, **kwargs: Any) -> NoReturn:
    """Answer that there is no such page."""
    raise Http404
