"""Pages of long lists, without counting all rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.db.models.sql.where import WhereNode
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

from rotative.articles.models import Article

# No user turns so many pages; they filter or search instead.
COUNTED = 1000


class PatientPaginator(WagtailPaginator):
    """A paginator that counts a whole table by its smallest index, but only the first rows of a filtered list.

    It finds the ids of a page in an index first: skipping or sorting whole rows with their joins is slow.
    """

    @cached_property
    def _first_ids(self) -> list[Any]:
        """The ids of the first page, and one more."""
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
        if rows.model is Article and _ids_of(rows) == _ids_of(Article.objects.kept()):
            return Article.objects.count() - Article.objects.trashed().order_by().count()
        if len(self._first_ids) <= self.per_page:
            return len(self._first_ids)
        return int(rows.order_by().values("pk")[: COUNTED + 1].count())

    def page(self, number: int | str) -> Page:
        valid: int = self.validate_number(number)
        if not isinstance(self.object_list, QuerySet):
            plain: Page = super().page(valid)
            return plain
        bottom = (valid - 1) * self.per_page
        ids = self._ids(bottom, bottom + self.per_page) if bottom else self._first_ids[: self.per_page]
        page: Page = self._get_page(_these(self.object_list, ids), valid, self)
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


def _ids_of(rows: QuerySet[Any]) -> str:
    """Return the statement that finds the ids of a list, in no order."""
    return str(rows.order_by().values("pk").query)


def _these(rows: QuerySet[Any], ids: list[Any]) -> QuerySet[Any]:
    """Return the rows with these ids, in the order of the list, whatever else was asked of it.

    Of two conditions, SQLite would take that of a section or a state, and read every row that fits it.
    """
    found = rows.all()
    found.query.where = WhereNode()
    return found.filter(pk__in=ids)
