"""New names of subjects: others that have them, or nearly, and those that many articles have by chance.

Asked by the form of a subject and by the dialogue that makes one in the form of an article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.articles.suggesting import name_frequency
from rotative.core.languages import CHOICES
from rotative.subjects import reads
from rotative.subjects.models import Subject

# New names of one language that are looked for in the newest articles.
MOST_NEW = 5


@dataclass(frozen=True, kw_only=True)
class Namesakes:
    """The subjects that have the names of a new one."""

    subjects: list[Subject]
    # Or they have nearly one of them, perhaps in the other script.
    are_same: bool

    @property
    def sentence(self) -> str:
        names = ", ".join(f"“{subject}” ({subject.get_kind_display()})" for subject in self.subjects)
        text = (
            _("There is already a subject of this name: %(names)s. Use it, or tick this box.")
            if self.are_same
            else _("There is already a subject of nearly this name: %(names)s. Use it, or tick this box.")
        )
        return text % {"names": names}


def namesakes(names: Collection[str], *, other_than: int | None) -> Namesakes | None:
    """Return the subjects that have one of these names, else those that have nearly one; None where there are none."""
    same = reads.homonyms(names, other_than=other_than)
    found = same or reads.alike(names, other_than=other_than)
    return Namesakes(subjects=found, are_same=bool(same)) if found else None


def homonym_field() -> forms.BooleanField:
    """Return the box that says that a subject is another one than its namesakes."""
    return forms.BooleanField(
        label=gettext_lazy("Another subject of the same name"),
        help_text=gettext_lazy("Tick this only if two persons, places or things really bear one name."),
        required=False,
    )


def common_names(subject_id: int, kind: str, new: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Return a sentence for each new name that is in many of the newest articles, most of which are not about the subject.

    subject_id: 0 for one that is not saved yet. new: language → names in it.
    """
    names = {language: some[:MOST_NEW] for language, some in new.items()}
    for one in name_frequency.frequencies(subject_id, kind, names):
        if one.is_common:
            text = _(
                "“%(name)s” is in %(found)d of the newest %(articles)d articles (%(language)s); %(tagged)d of these have "
                "the subject. It will be suggested for the others too. If they are mostly about something else, "
                "write a longer name; otherwise it becomes a question after a few refusals."
            )
            yield text % {
                "name": one.name,
                "found": one.found,
                "articles": one.articles,
                "language": dict(CHOICES)[one.language],
                "tagged": one.with_subject,
            }
