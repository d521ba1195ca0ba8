"""Pages of long listings without counting to the end."""

from __future__ import annotations

from typing import Any

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

    @cached_property
    def items_count_label(self) -> str:
        if self.count > COUNTED:
            return _("more than %(count)d %(things)s") % {
                "count": COUNTED,
                "things": self.verbose_name_plural,
            }
        label: str = super().items_count_label
        return label
