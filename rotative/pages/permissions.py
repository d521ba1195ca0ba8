"""The rights on a page that is baked: Wagtail's, without what baked pages do not do."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester


class BakedPagePermissions(PagePermissionTester):
    """The rights of one user on one page.

    Nobody restricts who may read it, moves or copies it: its file would not follow. A page that is always there, like a front
    page, is neither withdrawn nor deleted.
    """

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return not self.page.permanent and bool(super().can_unpublish())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not self.page.permanent and bool(super().can_delete(ignore_bulk))

    def can_reorder_children(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination: Any) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        return False
