"""Actions on subjects: merge two of them, and undo it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from rotative.core import clock
from rotative.subjects import name_trust, reads, references, versions
from rotative.subjects.errors import MergerTooOld, SameSubject
from rotative.subjects.models import (
    UNDO_DAYS,
    Subject,
    SubjectMerger,
    SubjectName,
    SubjectRole,
    other_names,
)
from rotative.subjects.signals import merging, unmerging

# The parts of a subject that one may take over from the other, and that a merger keeps as they were.
_OWN = ("kind", "picture_id", "parent_id", "wikidata", "same_as")
_NAME = ("id", "language", "name", "slug", "description", "aliases")


@transaction.atomic
def merge(gone: Subject, *, into: Subject) -> SubjectMerger:
    """Merge a subject into another: everything that refers to `gone` refers to `into`, its addresses redirect there.

    Its names become aliases. In a language in which only `gone` had a name, that name, its slug and its page move
    unchanged. What a subject lacks, such as a picture, it gets from `gone`, which is deleted. Return what undoes it,
    for 30 days. Raises SameSubject.
    """
    if gone.pk == into.pk:
        raise SameSubject(subject_id=gone.pk)
    # Two mergers of the same subjects wait for each other, because both lock in the same order.
    list(Subject.objects.select_for_update().filter(pk__in=[gone.pk, into.pk]).order_by("pk"))
    before: dict[str, Any] = {"subjects": {"kept": _state(into), "gone": _state(gone)}}
    # Its own mergers go with it.
    before["formerly"] = sorted(reads.merged_into(gone))
    referring = references.rows(gone)
    before["versions"] = versions.merge(gone, into)
    finish = _ask(merging, kept=into, gone=gone, before=before)
    _move_names(gone, into)
    _move_parts(gone, into)
    before["name_trust"] = name_trust.merge(gone.pk, into.pk)
    finish()
    merger = SubjectMerger(kept=into, gone_name=str(before["subjects"]["gone"]["name"]))
    Subject.objects.get(pk=gone.pk).delete()
    before["references"] = references.record(referring)
    merger.before = before
    merger.save()
    forget_old_mergers()
    return merger


@transaction.atomic
def undo_merger(merger: SubjectMerger) -> Subject:
    """Undo a merger: the other subject is there again, with what referred to it; what came since stays where it is.

    Raises MergerTooOld.
    """
    if merger.merged_at < _oldest():
        raise MergerTooOld(days=UNDO_DAYS)
    kept = Subject.objects.select_for_update().get(pk=merger.kept_id)
    told = merger.before["subjects"]
    gone = Subject(pk=told["gone"]["id"], **{name: told["gone"][name] for name in _OWN})
    gone.save(force_insert=True)
    finish = _ask(unmerging, kept=kept, gone=gone, before=merger.before)
    _give_back(kept, told)
    references.bring_back(merger.before["references"], kept=kept, gone=gone)
    # Mergers of before have none.
    name_trust.unmerge(gone.pk, kept.pk, merger.before.get("name_trust", ()))
    finish()
    versions.undo_merger(merger.before.get("versions", ()), kept=kept, gone=gone)
    merger.delete()
    return gone


def forget_old_mergers() -> None:
    """Forget the mergers that can no longer be undone."""
    SubjectMerger.objects.filter(merged_at__lt=_oldest()).delete()


def _oldest() -> Any:
    return clock.now() - timedelta(days=UNDO_DAYS)


def _ask(signal: Signal, **told: Any) -> Any:
    """Send a signal; return what calls the functions that its receivers returned."""
    answers = signal.send(sender=Subject, **told)

    def finish() -> None:
        for _receiver, answer in answers:
            if callable(answer):
                answer()

    return finish


def _state(subject: Subject) -> dict[str, Any]:
    """Return a subject as it is, as JSON."""
    own = Subject.objects.filter(pk=subject.pk).values("id", *_OWN).get()
    return {
        **own,
        "name": str(subject),
        "names": list(SubjectName.objects.filter(subject=subject).order_by("id").values(*_NAME)),
    }


def _move_names(gone: Subject, into: Subject) -> None:
    kept = {name.language: name for name in SubjectName.objects.filter(subject=into)}
    for name in SubjectName.objects.filter(subject=gone):
        own = kept.get(name.language)
        if own is None:
            name.subject = into
            name.save()
        else:
            own.aliases = "\n".join(_aliases(own, [name.name, *name.aliases.splitlines()]))
            own.description = own.description or name.description
            own.save()


def _move_parts(gone: Subject, into: Subject) -> None:
    """Give a subject what it lacks, and the subjects that belong to the other."""
    for name in _OWN:
        if not getattr(into, name):
            setattr(into, name, getattr(gone, name))
    if into.parent_id in (into.pk, gone.pk):
        into.parent_id = None
    into.save()
    spoken = set(SubjectRole.objects.filter(subject=into).values_list("language", flat=True))
    SubjectRole.objects.filter(subject=gone).exclude(language__in=spoken).update(subject=into)
    for child in Subject.objects.filter(parent=gone).exclude(pk=into.pk):
        child.parent = into
        child.save()


def _give_back(kept: Subject, told: dict[str, Any]) -> None:
    """Take from a subject what it got by a merger, unless somebody changed it since."""
    before, gone = told["kept"], told["gone"]
    for name in _OWN:
        if not before[name] and getattr(kept, name) == gone[name]:
            setattr(kept, name, before[name])
    kept.parent_id = before["parent_id"] if before["parent_id"] == gone["id"] else kept.parent_id
    kept.save()
    theirs = {name["language"]: name for name in gone["names"]}
    for own in before["names"]:
        present = SubjectName.objects.filter(pk=own["id"], subject=kept).first()
        if present is not None and own["language"] in theirs:
            _give_back_name(present, own, theirs[own["language"]])


def _give_back_name(present: SubjectName, own: dict[str, Any], other: dict[str, Any]) -> None:
    """Take from a name the aliases and the description of another. own, other: both before the merger."""
    came = {other["name"], *other_names(other["aliases"])} - set(other_names(own["aliases"]))
    left = [line for line in other_names(present.aliases) if line not in came]
    # To the letter as it was, when nobody has added a name since.
    present.aliases = own["aliases"] if left == other_names(own["aliases"]) else "\n".join(left)
    if not own["description"] and present.description == other["description"]:
        present.description = ""
    present.save()


def _aliases(name: SubjectName, others: Iterable[str]) -> list[str]:
    """Return the aliases of a name together with others, each once and without the name itself."""
    lines = (line.strip() for line in (*name.aliases.splitlines(), *others))
    return [line for line in dict.fromkeys(lines) if line and line != name.name]
