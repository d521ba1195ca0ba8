"""The rights to change what readers see: they belong to those who may publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from rotative.articles.models import Byline
from rotative.desk.rights import published
from rotative.dossiers.models import Commitment, Dossier, Event, OutsideDocument
from rotative.media.models import DocumentFile, Picture
from rotative.staff.models import User
from rotative.subjects.models import Subject

# The right of the groups to publish articles of every section.
PUBLISHES = "articles.publish_article"
_TOUCHING = frozenset({"change", "delete"})
_PUBLISHING = frozenset({"publish", "lock", "unlock"})


class PublishedPolicy(ModelPermissionPolicy):
    """The rights of the groups; what readers see is changed and deleted only by those who may publish."""

    def __init__(self, model: type[Model], condition: Callable[[], Q]) -> None:
        super().__init__(model)
        self.published = condition

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return action not in _TOUCHING or not self.keeps_from(user, instance)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        others = set(actions) - _TOUCHING
        rows: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        if user.has_perm(PUBLISHES) or self.user_has_any_permission(user, others):
            return rows
        return rows.exclude(self.published())

    def keeps_from(self, user: User | AnonymousUser, instance: Model) -> bool:
        """Return whether readers see this, so that the user may not touch it."""
        return not user.has_perm(PUBLISHES) and self._seen(instance)

    def _seen(self, instance: Model) -> bool:
        # As it is saved: a form may have changed the instance already.
        return bool(self.model._default_manager.filter(self.published(), pk=instance.pk).exists())


class UploadPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights over pictures or documents; those over one's own uploads end while readers see them."""

    def __init__(self, model: type[Model], condition: Callable[[], Q], *, auth_model: str) -> None:
        super().__init__(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        self.published = condition

    def user_has_any_permission_for_instance(self, user: User, actions: Iterable[str], instance: Any) -> bool:
        others = set(actions) - _TOUCHING
        if others and super().user_has_any_permission_for_instance(user, others, instance):
            return True
        touching = set(actions) & _TOUCHING
        if not touching or not super().user_has_any_permission_for_instance(user, touching, instance):
            return False
        if self._check_perm(user, {"change"}, collection=instance.collection):
            return True
        return not self.model._default_manager.filter(self.published(), pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        if user.is_superuser or not set(actions) & _TOUCHING:
            return rows
        known = {"change"} | (set(actions) & {"choose"})
        return rows.filter(Q(collection__in=self._collections_with_perm(user, known)) | ~self.published())


class DossierPolicy(PublishedPolicy):
    """The rights over dossiers. Drafts are for all who write; what readers see is published and deleted by those who may publish."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action in _PUBLISHING:
            return bool(user.has_perm(PUBLISHES) and super().user_has_permission(user, "change"))
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return action != "delete" or not self.keeps_from(user, instance)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()


class PartPolicy(BasePermissionPolicy):
    """The rights over events, commitments and outside documents: those over dossiers; of a published one, to publish too."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return dossiers.user_has_permission(user, "add" if action == "add" else "change")

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Any) -> bool:
        if not self.user_has_permission(user, action):
            return False
        dossier_id = getattr(instance, "dossier_id", None)
        if dossier_id is None or user.has_perm(PUBLISHES):
            return True
        return not Dossier.objects.filter(pk=dossier_id, live=True).exists()

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        users: QuerySet[User] = dossiers.users_with_any_permission(["change"])
        return users


pictures = UploadPolicy(Picture, published.pictures, auth_model="wagtailimages.Image")
documents = UploadPolicy(DocumentFile, published.documents, auth_model="wagtaildocs.Document")
subjects = PublishedPolicy(Subject, published.subjects)
dossiers = DossierPolicy(Dossier, published.dossiers)
parts = PartPolicy(Commitment)
bylines = PublishedPolicy(Byline, published.bylines)


def register() -> None:
    """Register the policies with Wagtail, before any view asks for one."""
    # Wagtail registers its own for these two later; one for the exact class is asked first.
    register_permission_policy(Picture, pictures, exact_class=True)
    register_permission_policy(DocumentFile, documents, exact_class=True)
    register_permission_policy(Subject, subjects)
    register_permission_policy(Dossier, dossiers)
    for model in (Event, Commitment, OutsideDocument):
        register_permission_policy(model, PartPolicy(model))
    register_permission_policy(Byline, bylines)
