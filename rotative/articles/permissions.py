"""The right to write and publish, by section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from rotative.articles.models import Article, Section, SectionDesk
from rotative.articles.models.article import ArticleQuerySet
from rotative.staff.models import User

# A user who may change sections is responsible for the whole paper.
_RUNS_EVERYTHING = "articles.change_section"
# Any of these rights opens the drafts of a section that is not closed to the user.
_WORKS_ON_ARTICLES = ("add", "change", "delete", "publish", "view")


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

    A section without a desk is open to every writer. In a section with desks only their members read drafts and write;
    they publish there if their desk may, or if their group may publish everywhere. A user who may change sections has no
    limits. A published article with waiting changes belongs to two sections: its own, and that of the changes.
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
        if not self.user_has_permission_in(user, action, instance.section_id):
            return False
        return not self._hidden(user) or _waiting_section(instance) not in self._hidden(user)

    def user_has_permission_in(self, user: User, action: str, section_id: int | None) -> bool:
        """Return whether the user may do this to an article of the section."""
        if user.has_perm(_RUNS_EVERYTHING):
            return self._by_group(user, action)
        if section_id in self._hidden(user):
            return False
        if self._by_group(user, action):
            return True
        return action == "publish" and self._writes(user) and section_id in self._rights(user).publishing

    def user_may_read(self, user: User, article: Article) -> bool:
        """Return whether the user may read the drafts: by their section, or because they approve this one now."""
        if any(self.user_has_permission_for_instance(user, one, article) for one in _WORKS_ON_ARTICLES):
            return True
        task = article.current_workflow_task
        return task is not None and bool(task.user_can_access_editor(article, user))

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> ArticleQuerySet:
        if not self.user_has_any_permission(user, actions):
            return Article.objects.none()
        hidden = self._hidden(user)
        if not hidden:
            return Article.objects.kept()
        moving = Q(live=True, has_unpublished_changes=True, latest_revision__content__section__in=hidden)
        return Article.objects.kept().exclude(section__in=hidden).exclude(moving)

    def reads_everything(self, user: User) -> bool:
        """Return whether no section's drafts are closed to the user."""
        return self.user_has_any_permission(user, _WORKS_ON_ARTICLES) and not self._hidden(user)

    def readable(self, user: User) -> ArticleQuerySet:
        """Return the articles whose drafts the user may read, without those they only approve."""
        return self.instances_user_has_any_permission_for(user, _WORKS_ON_ARTICLES)

    def visible(self, user: User) -> ArticleQuerySet:
        """Return the articles that the user may see as readers do, and those whose drafts they may read."""
        if not self.user_has_any_permission(user, _WORKS_ON_ARTICLES):
            return Article.objects.published()
        hidden = self._hidden(user)
        kept = Article.objects.kept()
        return kept.exclude(live=False, section__in=hidden) if hidden else kept

    def publishes_everything(self, user: User) -> bool:
        """Return whether the user may publish the articles of every section."""
        return self._by_group(user, "publish") and not self._hidden(user)

    def publishable(self, user: User) -> ArticleQuerySet:
        """Return the articles that the user may publish."""
        rows = self.instances_user_has_any_permission_for(user, ("publish",))
        if self._by_group(user, "publish"):
            return rows
        if user.has_perm(_RUNS_EVERYTHING):
            return rows.none()
        return rows.filter(section__in=self._rights(user).publishing)

    def trashed(self, user: User) -> ArticleQuerySet:
        """Return what is in the trash of the sections in which the user may write."""
        if not self.user_has_any_permission(user, _WORKS_ON_ARTICLES):
            return Article.objects.none()
        return Article.objects.trashed().exclude(section__in=self._hidden(user))

    def may_trash(self, user: User, article: Article) -> bool:
        """Return whether the user may move an article to the trash: one they may publish, or a draft that they began."""
        if any(self.user_has_permission_for_instance(user, one, article) for one in ("delete", "publish")):
            return True
        own = article.author_id == user.pk and article.path is None and not article.live
        return own and self.user_has_permission_for_instance(user, "change", article)

    def sections(self, user: User) -> QuerySet[Section]:
        """Return the sections in which the user may write."""
        return Section.objects.exclude(pk__in=self._hidden(user))

    def _hidden(self, user: User) -> frozenset[int]:
        """Return the sections that are closed to the user."""
        if user.has_perm(_RUNS_EVERYTHING):
            return frozenset()
        rights = self._rights(user)
        return rights.closed - rights.own

    def _writes(self, user: User) -> bool:
        return self._by_group(user, "change")

    def _by_group(self, user: User, action: str) -> bool:
        """Return what the groups allow, without the desks."""
        allowed: bool = super().user_has_permission(user, action)
        return allowed

    def _rights(self, user: User) -> SectionRights:
        rights: SectionRights = self.get_cached_permissions_for_user(user)
        return rights


def _waiting_section(article: Article) -> int | None:
    """Return the section in which waiting changes put a published article; None when nothing waits."""
    if not (article.live and article.has_unpublished_changes and article.latest_revision_id):
        return None
    section: int | None = article.latest_revision.content.get("section")
    return section


policy = ArticlePermissionPolicy(Article)


def register(*_: Any) -> None:
    """Register the policy with Wagtail, before any view asks for one."""
    register_permission_policy(Article, policy)
