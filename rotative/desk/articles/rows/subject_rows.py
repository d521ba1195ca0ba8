"""The subjects in the form of an article: what colleagues do to them while the form is open is not lost.

Three states meet when it is saved: the subjects of which the form knew, those that it names, and those that the article has now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet

from rotative.core.requests import parse_id
from rotative.desk.articles.rows import hidden_json
from rotative.desk.articles.rows.chosen_rows import ChosenRowForm, ChosenRowsPanel
from rotative.subjects import reads

# The relation, and the field that says of which subjects the form knew.
ROWS, KNOWN = "article_subjects", "known_subjects"
# As many as a form of Wagtail takes.
_MOST_ROWS = 1000


def settled(known: Collection[int], said: Collection[int], there: Collection[int]) -> set[int]:
    """Return the subjects that an article keeps.

    known: of which the form knew when it was opened or last saved. said: which it names now. there: which the article has now.
    What colleagues added stays, and what they removed stays away, unless the form is the one to add or to remove it.
    """
    added, removed = set(there) - set(known), set(known) - set(there)
    return (set(said) - removed) | added


class SubjectRowForm(ChosenRowForm):
    """A subject; the article is about it, unless the box says that it only mentions it."""

    mentioned = forms.BooleanField(label=_("Only mentioned"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("mentioned", not self.instance.is_main)

    def save(self, commit: bool = True) -> Any:
        self.instance.is_main = not self.cleaned_data.get("mentioned")
        return super().save(commit)


class _RowNumber(forms.IntegerField):
    """The number of a row when the form was opened; since then the row may be gone."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SubjectRowFormSet(BaseChildFormSet):
    """The rows of the subjects. A posted row is the one that its subject has now, whatever its number was."""

    # None for a form that does not say it: then what it does not name stays.
    known: Collection[int] | None = None
    # What colleagues added meanwhile, and what they removed of what the form names, after it was saved.
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._there: dict[int, Any] = {row.subject_id: row for row in self.get_queryset()}

    def initial_form_count(self) -> int:
        """Return 0 for what was posted: no row is looked for by its number."""
        return 0 if self.is_bound else super().initial_form_count()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.is_bound:
            said = parse_id(self.data.get(f"{self.add_prefix(i)}-subject", ""))
            # A row without a subject does not count.
            kwargs |= {
                "instance": self._there.get(said or 0) or self.model(),
                "empty_permitted": said is None,
            }
        return super()._construct_form(i, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.is_bound:
            form.fields[self.model._meta.pk.name] = _RowNumber(required=False)

    @property
    def said(self) -> list[Any]:
        """The rows that the form names, in its order."""
        forms = [one for one in self.forms if one.instance.subject_id and not self._should_delete_form(one)]
        forms.sort(key=lambda one: one.cleaned_data.get(ORDERING_FIELD_NAME) or len(forms))
        return [one.instance for one in forms]

    def _named(self) -> set[int]:
        """Return the subjects of the article that the form names, also to remove them."""
        return self._there.keys() & {form.instance.subject_id for form in self.forms}

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=False)
        said = {row.subject_id: row for row in self.said}
        known = self._named() if self.known is None else self.known
        left = settled(known, said, self._there)
        self.added = tuple(row for pk, row in self._there.items() if pk in left - said.keys())
        self.removed = tuple(row for pk, row in said.items() if pk not in left)
        rows = [row for pk, row in said.items() if pk in left] + list(self.added)
        for order, row in enumerate(rows):
            row.sort_order = order
        manager = getattr(self.instance, ROWS)
        manager.set(rows)
        if commit:
            manager.commit()
        return saved


class SubjectRowsPanel(ChosenRowsPanel):
    row_form = SubjectRowForm

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = SubjectRowFormSet
        return options


class KnowsSubjectsMixin:
    """A form of an article that says in its field `known_subjects` of which subjects it knew."""

    formsets: dict[str, Any]
    instance: Any
    initial: dict[str, Any]
    cleaned_data: dict[str, Any]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(following_mergers(data), *args, **kwargs)  # type: ignore[call-arg]  # Wagtail's form
        # Of a new article that begins with some, none is there yet.
        self.initial[KNOWN] = (
            [row.subject_id for row in self._rows.get_queryset()] if self.instance.pk else []
        )

    @property
    def _rows(self) -> SubjectRowFormSet:
        rows: SubjectRowFormSet = self.formsets[ROWS]
        return rows

    def clean_known_subjects(self) -> list[int] | None:
        said = self.cleaned_data[KNOWN]
        self._rows.known = _ids(said) if isinstance(said, list) else None
        return self._rows.known

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Let an open form know of the subjects that it has just named: those that a colleague added are not among them."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()  # type: ignore[misc]  # Wagtail's form
        return [*updates, (KNOWN, json.dumps([row.subject_id for row in self._rows.said]))]


def said_of_colleagues(form: KnowsSubjectsMixin) -> Iterator[str]:
    """Return what colleagues did to the subjects while the form was open, after it was saved."""
    rows = form._rows
    if rows.added:
        text = gettext("Meanwhile colleagues added subjects, which are kept: %(names)s.")
        yield text % {"names": _names(rows.added)}
    if rows.removed:
        text = gettext("Meanwhile colleagues removed subjects, which stay away: %(names)s.")
        yield text % {"names": _names(rows.removed)}


def _names(rows: Iterable[Any]) -> str:
    return ", ".join(str(row.subject) for row in rows)


def following_mergers(data: Any) -> Any:
    """Return what a form posts with the subjects that are there now in the place of those that were merged since it was opened.

    Of two rows that become one, the second goes. A row whose subject was deleted goes too.
    """
    if not data:
        return data
    rows = dict(_posted(data))
    known = _known(data)
    said = {*rows.values(), *known}
    gone = said - reads.existing(said)
    if not gone:
        return data
    into = reads.successors(gone)
    changed = data.copy()
    changed[KNOWN] = json.dumps(list(dict.fromkeys(into.get(pk, pk) for pk in known)))
    own = {pk: prefix for prefix, pk in rows.items() if not _is_deleted(data, prefix)}
    for prefix, pk in rows.items():
        kept = into.get(pk)
        if kept is not None and kept in own:
            if not data.get(f"{prefix}-mentioned"):
                changed.pop(f"{own[kept]}-mentioned", None)
            changed[f"{prefix}-DELETE"] = "1"
        elif kept is not None:
            changed[f"{prefix}-subject"] = str(kept)
            own[kept] = prefix
        elif pk in gone:
            changed[f"{prefix}-DELETE"] = "1"
    return changed


def _posted(data: Any) -> Iterator[tuple[str, int]]:
    """Return the prefix of each row with its subject."""
    for number in range(min(parse_id(data.get(f"{ROWS}-TOTAL_FORMS", "")) or 0, _MOST_ROWS)):
        prefix = f"{ROWS}-{number}"
        if pk := parse_id(data.get(f"{prefix}-subject", "")):
            yield prefix, pk


def _known(data: Any) -> list[int]:
    said = hidden_json.read(data.get(KNOWN))
    return _ids(said) if isinstance(said, list) else []


def _ids(said: list[Any]) -> list[int]:
    return [pk for one in said[:_MOST_ROWS] if (pk := parse_id(str(one))) is not None]


def _is_deleted(data: Any, prefix: str) -> bool:
    return bool(data.get(f"{prefix}-DELETE"))
