"""The page that crops and turns a picture; each act is made by the worker from the uploaded file, and can be taken back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.core.errors import RotativeError
from rotative.desk.rights import policies
from rotative.desk.views import DeskView
from rotative.media import actions
from rotative.media.edits import Rect
from rotative.media.models import Picture

# A size that the desk always has, large enough to aim in.
SHOWN = "max-800x600"
_TURNS = {"right": 90, "over": 180, "left": 270}
_EDGES = ("left", "top", "right", "bottom")


class CropView(DeskView):
    """The page: the picture as it is, with a frame for the part that stays."""

    model = Picture
    to_see = ("change",)
    template_name = "desk/pictures/crop.html"
    page_title = gettext_lazy("Crop and turn")
    header_icon = "image"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.picture = get_object_or_404(Picture, pk=kwargs["pk"])
        edit_url = reverse("wagtailimages:edit", args=[self.picture.pk])
        self.above = (
            (gettext_lazy("Pictures"), reverse_lazy("wagtailimages:index")),
            (self.picture.title, edit_url),
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policies.pictures.user_has_permission_for_instance(request.user, "change", self.picture):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            picture=self.picture,
            waiting=self.picture.state == Picture.State.WAITING,
            edges=self._edges(),
            shown=self.picture.get_rendition(SHOWN),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Turn (`act` = "left", "right", "over"), "crop", or take back ("undo", "restore")."""
        act = request.POST.get("act", "")
        try:
            if act in _TURNS:
                actions.turn(self.picture, _TURNS[act])
            elif act == "crop":
                actions.crop(self.picture, _rect(request.POST))
            elif act == "undo":
                actions.undo_edit(self.picture)
            elif act == "restore":
                actions.undo_edits(self.picture)
        except RotativeError as error:
            self.tell(error)
        return redirect("desk_picture_crop", self.picture.pk)

    def _edges(self) -> list[tuple[str, str, int]]:
        """Return the name, the label and the percentage of each edge before anything is chosen."""
        labels = (_("Left edge"), _("Top edge"), _("Right edge"), _("Bottom edge"))
        return list(zip(_EDGES, labels, (0, 0, 100, 100), strict=True))


def _rect(form: Any) -> Rect:
    """Return the frame, 0 to 1, of a form with percentages; an edge that is no number is that of the picture."""
    left, top = (_percent(form.get(name), 0) for name in _EDGES[:2])
    right, bottom = (_percent(form.get(name), 100) for name in _EDGES[2:])
    return left / 100, top / 100, right / 100, bottom / 100


def _percent(written: Any, otherwise: float) -> float:
    try:
        found = float(written)
    except (TypeError, ValueError):
        return otherwise
    return min(100.0, max(0.0, found)) if found == found else otherwise
