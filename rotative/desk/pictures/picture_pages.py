"""The pages that change and delete a picture: they refuse in a sentence, and name where readers see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.images.views import images

from rotative.bake import keys
from rotative.bake.models import PublicPath
from rotative.desk.rights import policies
from rotative.media.models import Picture

# Addresses that the question before deleting names.
_NAMED = 5


class RefusedPicture:
    """A view that changes or deletes a picture; refused in a sentence to who may change others."""

    permission_required: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        picture = get_object_or_404(Picture, pk=kwargs["image_id"])
        needed, policy = self.permission_required, policies.pictures
        if policy.user_has_permission(request.user, needed) and not policy.user_has_permission_for_instance(
            request.user, needed, picture
        ):
            messages.error(
                request,
                _("You may change or delete a picture that you uploaded, as long as readers do not see it."),
            )
            return redirect("wagtailimages:index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class PictureEditView(RefusedPicture, images.EditView):
    pass


class PictureDeleteView(RefusedPicture, images.DeleteView):
    @property
    def confirmation_message(self) -> str:
        """Ask, and name the pages that show the picture, also those that Wagtail's count does not know."""
        shown = PublicPath.objects.filter(
            state=PublicPath.State.LIVE, keys__key=keys.picture(self.object.pk)
        ).order_by("path")
        question = str(super().confirmation_message)
        paths = list(shown.values_list("path", flat=True)[: _NAMED + 1])
        if not paths:
            return question
        named = ", ".join(paths[:_NAMED]) + (", …" if len(paths) > _NAMED else "")
        return " ".join([_("Readers see it on: %(paths)s.") % {"paths": named}, question])
