"""Pages of long listings without counting to the end."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

# Beyond that nobody pages on; a filter or a search leads there.
COUNTED = 10_000


class PatientPaginator(WagtailPaginator):
    """Counts a whole table, which its smallest index answers at once, but of a filtered list only the first rows."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if not hasattr(rows, "query"):
            return len(rows)
        rows = rows.order_by()
        if not rows.query.where:
            return int(rows.model.objects.count())
        return int(rows.values("pk")[: COUNTED + 1].count())

    def page(self, number: int | str) -> Page:
        """One page. A far one is found in the index alone: skipping whole rows with all they are joined to is slow."""
        valid: int = self.validate_number(number)
        bottom = (valid - 1) * self.per_page
        if not bottom or not isinstance(self.object_list, QuerySet):
            page: Page = super().page(valid)
        else:
            ids = list(self.object_list.values_list("pk", flat=True)[bottom : bottom + self.per_page])
            page = self._get_page(self.object_list.filter(pk__in=ids), valid, self)
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
