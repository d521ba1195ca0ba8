"""Pages of long listings without counting to the end."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

# Beyond that nobody pages on; a filter or a search leads there.
COUNTED = 1000


class PatientPaginator(WagtailPaginator):
    """Counts a whole table, which its smallest index answers at once, but of a filtered list only the first rows.

    What a page holds is found in the index alone: skipping or sorting whole rows with all they are joined to is slow.
    """

    @cached_property
    def _first_ids(self) -> list[Any]:
        """The first page, and one more."""
        return self._ids(0, self.per_page + 1)

    def _ids(self, bottom: int, top: int) -> list[Any]:
        rows: Any = self.object_list
        return list(rows.values_list("pk", flat=True)[bottom:top])

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if not hasattr(rows, "query"):
            return len(rows)
        if not rows.query.where:
            return int(rows.model.objects.count())
        if len(self._first_ids) <= self.per_page:
            return len(self._first_ids)
        return int(rows.order_by().values("pk")[: COUNTED + 1].count())

    def page(self, number: int | str) -> Page:
        """One page."""
        valid: int = self.validate_number(number)
        if not isinstance(self.object_list, QuerySet):
            plain: Page = super().page(valid)
            return plain
        bottom = (valid - 1) * self.per_page
        ids = self._ids(bottom, bottom + self.per_page) if bottom else self._first_ids[: self.per_page]
        page: Page = self._get_page(self.object_list.filter(pk__in=ids), valid, self)
        return page

    @cached_property
    def items_count_label(self) -> str:
        if self.count > COUNTED:
            return _("more than %(count)d %(things)s") % {
                "count": COUNTED,
                "things": self.verbose_name_plural,
            }
        label: str = super().items_count_label
        return label
