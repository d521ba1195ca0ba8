"""The right to write and publish, by section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from rotative.articles.models import Article, Section, SectionDesk
from rotative.articles.models.article import ArticleQuerySet
from rotative.staff.models import User

# A user who may change sections is responsible for the whole paper.
_RUNS_EVERYTHING = "articles.change_section"


@dataclass(frozen=True, kw_only=True)
class SectionRights:
    """The rights that the desks of the sections give one user."""

    # Sections that have a desk.
    closed: frozenset[int]
    # Those of them with a desk to which the user belongs.
    own: frozenset[int]
    # Those where this desk may publish.
    publishing: frozenset[int]


class ArticlePermissionPolicy(ModelPermissionPolicy):
    """The rights of the groups, narrowed by section.

    A section without a desk is open to every writer. In a section with desks only their members write; they publish
    there if their desk may, or if their group may publish everywhere. A user who may change sections has no limits.
    """

    permission_cache_name = "_section_rights"

    def get_all_permissions_for_user(self, user: User) -> SectionRights:
        groups = set(user.groups.values_list("pk", flat=True))
        desks = defaultdict(set)
        for desk in SectionDesk.objects.all():
            desks["closed"].add(desk.section_id)
            if desk.group_id in groups:
                desks["own"].add(desk.section_id)
                desks["publishing"] |= {desk.section_id} if desk.may_publish else set()
        return SectionRights(**{name: frozenset(desks[name]) for name in ("closed", "own", "publishing")})

    def user_has_permission(self, user: User, action: str) -> bool:
        if self._by_group(user, action):
            return True
        return action == "publish" and self._writes(user) and bool(self._rights(user).publishing)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Article) -> bool:
        return self.user_has_permission_in(user, action, instance.section_id)

    def user_has_permission_in(self, user: User, action: str, section_id: int | None) -> bool:
        """Return whether the user may do this to an article of the section."""
        if user.has_perm(_RUNS_EVERYTHING):
            return self._by_group(user, action)
        rights = self._rights(user)
        if section_id in rights.closed and section_id not in rights.own:
            return False
        if self._by_group(user, action):
            return True
        return action == "publish" and self._writes(user) and section_id in rights.publishing

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> ArticleQuerySet:
        if not self.user_has_any_permission(user, actions):
            return Article.objects.none()
        if user.has_perm(_RUNS_EVERYTHING):
            return Article.objects.all()
        rights = self._rights(user)
        return Article.objects.exclude(section__in=rights.closed - rights.own)

    def sections(self, user: User) -> QuerySet[Section]:
        """Return the sections in which the user may write."""
        if user.has_perm(_RUNS_EVERYTHING):
            return Section.objects.all()
        rights = self._rights(user)
        return Section.objects.exclude(pk__in=rights.closed - rights.own)

    def _writes(self, user: User) -> bool:
        return self._by_group(user, "change")

    def _by_group(self, user: User, action: str) -> bool:
        """Return what the groups allow, without the desks."""
        allowed: bool = super().user_has_permission(user, action)
        return allowed

    def _rights(self, user: User) -> SectionRights:
        rights: SectionRights = self.get_cached_permissions_for_user(user)
        return rights


policy = ArticlePermissionPolicy(Article)


def register(*_: Any) -> None:
    """Register the policy with Wagtail, before any view asks for one."""
    register_permission_policy(Article, policy)
