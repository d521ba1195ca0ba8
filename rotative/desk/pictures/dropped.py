"""Pictures that are dropped or pasted into a text: uploaded on their own, and answered as data for the editor's script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.images.forms import get_image_form
from wagtail.images.utils import find_image_duplicates

from rotative.desk.rights import policies
from rotative.media.forms import PictureForm, title_of
from rotative.media.models import Picture

# A size that the desk always has.
PREVIEW = "max-800x600"
# Pictures in one answer.
MOST = 100


def card(picture: Picture) -> dict[str, Any]:
    """Return what an editor shows of a picture. preview: an address, at first of a drawing (see `RenditionView`)."""
    return {
        "id": picture.pk,
        "title": picture.title,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "preview": picture.get_rendition(PREVIEW).url,
        "width": picture.width,
        "height": picture.height,
    }


class DropView(View):
    """The address that takes one file, with the checks and the rights of the form of a picture."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest) -> JsonResponse:
        """Add the picture and answer its card, or `{"error": a sentence}`.

        A file that the user may choose in the library already is not added again.
        """
        if not policies.pictures.user_has_permission(request.user, "add"):
            return _refused(_("You may not add pictures. Ask an editor to add this one."), status=403)
        form = self._form(request)
        if not form.is_valid():
            return _refused(" ".join(_sentences(form)), status=400)
        picture = form.save(commit=False)
        same = find_image_duplicates(picture, request.user, policies.pictures)
        known = same.exclude(state=Picture.State.DAMAGED).order_by("pk").first()
        if known is not None:
            return JsonResponse(card(known))
        picture.save()
        return JsonResponse(card(picture), status=201)

    def _form(self, request: HttpRequest) -> PictureForm:
        owner = {"instance": Picture(uploaded_by_user=request.user), "user": request.user}
        places = policies.pictures.collections_user_has_permission_for(request.user, "add")
        file = request.FILES.get("file")
        data = {"title": title_of((file and file.name) or ""), "collection": places[0].pk}
        form: PictureForm = get_image_form(Picture, ("title", "file", "collection"))(
            data, request.FILES, **owner
        )
        return form


class CardView(View):
    """The cards of pictures that an editor knows by their ids: `?id=1&id=2`."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer `{"pictures": [card, …]}` in the order that was asked for, without those the user may not choose."""
        ids = [int(one) for one in request.GET.getlist("id")[:MOST] if one.isascii() and one.isdecimal()]
        user: Any = request.user
        rows: Any = policies.pictures.instances_user_has_any_permission_for(user, ("choose",))
        found = rows.filter(pk__in=[one for one in ids if one < 2**63]).prefetch_renditions(PREVIEW)
        known = {one.pk: card(one) for one in found}
        return JsonResponse({"pictures": [known[one] for one in dict.fromkeys(ids) if one in known]})


def _refused(sentence: str, *, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _sentences(form: PictureForm) -> Iterable[str]:
    return (str(error) for errors in form.errors.values() for error in errors)
