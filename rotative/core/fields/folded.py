"""Names as the desk's searches compare them: without case, accents and the variants of Arabic letters."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet, TextField

from rotative.core.text.folding import fold, stems

Row = TypeVar("Row", bound=Model)


class FoldedField(TextField):
    """The other fields of a row, folded; written with every save of the row.

    of: the fields' names.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "default": "", "db_default": "", **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: Model, add: bool) -> str:
        """Fold the other fields, each on a line of its own."""
        lines = (line for name in self.of for line in str(getattr(model_instance, name)).splitlines())
        folded = "\n".join(filter(None, map(fold, lines)))
        setattr(model_instance, self.attname, folded)
        return folded


def matching(rows: QuerySet[Row], field: str, query: str) -> QuerySet[Row]:
    """Return the rows whose folded field has every word of a query, also with another Arabic particle before it."""
    for word in query.split():
        anywhere = Q()
        for stem in stems(word):
            anywhere |= Q(**{f"{field}__contains": stem})
        rows = rows.filter(anywhere)
    return rows
