"""Actions on subjects: merge two of them."""

from collections.abc import Iterable

from django.db import transaction

from rotative.subjects.errors import SameSubject
from rotative.subjects.models import Subject, SubjectName
from rotative.subjects.signals import merging


@transaction.atomic
def merge(gone: Subject, *, into: Subject) -> None:
    """Merge a subject into another: everything that refers to `gone` refers to `into`, its addresses redirect there.

    Its names become aliases. In a language in which only `gone` had a name, that name, its slug and its page move
    unchanged. A subject without a picture gets that of `gone`, which is deleted. Raises SameSubject.
    """
    if gone.pk == into.pk:
        raise SameSubject(subject_id=gone.pk)
    # Two mergers of the same subjects wait for each other, because both lock in the same order.
    list(Subject.objects.select_for_update().filter(pk__in=[gone.pk, into.pk]).order_by("pk"))
    answers = merging.send(sender=Subject, kept=into, gone=gone)
    _move_names(gone, into)
    for _receiver, finish in answers:
        if callable(finish):
            finish()
    if into.picture_id is None and gone.picture_id is not None:
        into.picture_id = gone.picture_id
        into.save(update_fields=["picture"])
    Subject.objects.get(pk=gone.pk).delete()


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


def _aliases(name: SubjectName, others: Iterable[str]) -> list[str]:
    """Return the aliases of a name together with others, each once and without the name itself."""
    lines = (line.strip() for line in (*name.aliases.splitlines(), *others))
    return [line for line in dict.fromkeys(lines) if line and line != name.name]
