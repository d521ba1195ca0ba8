"""The moment in which it is decided who gets a mailing, and which letter."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction

from rotative.core import clock
from rotative.core.errors import RotativeError
from rotative.mail.message.content import UNKNOWN_TROUBLE, Content
from rotative.mail.models import Mailing, Variant
from rotative.mail.sending import audience_sql
from rotative.mail.sending.selection import Audience, Selection

log = logging.getLogger("rotative.mail")

# Writes the letter of one selection. All that the engine does not know about a mailing is in it.
Render = Callable[[Selection], Content]


def count_readers(mailing: Mailing, audience: Audience) -> int:
    """Count the readers who would get a mailing if its audience were frozen now. mailing: it need not be saved."""
    return sum(found.readers for found in audience_sql.count_groups(mailing, audience).values())


@transaction.atomic
def freeze(mailing: Mailing, audience: Audience, render: Render) -> int:
    """Save a mailing and queue one delivery for each of its readers; return how many.

    mailing: not saved yet. render: called once for each selection that a reader has. Readers of a selection whose letter
    cannot be written are skipped, and the others get theirs; if no letter can be written, the first error is raised and
    nothing is saved.
    """
    mailing.audience_frozen_at = clock.now()
    mailing.save(force_insert=True)
    groups = audience_sql.count_groups(mailing, audience)
    selections = sorted({group.selection for group in groups}, key=lambda one: one.digest)
    variants: dict[Selection, Variant] = {}
    failures: dict[Selection, Exception] = {}
    for selection in selections:
        try:
            variants[selection] = _written(mailing, selection, render)
        except Exception as error:
            log.exception(
                "Letter not written",
                extra={
                    "event": "letter_not_written",
                    "mailing_id": mailing.pk,
                    "selection": selection.digest,
                },
            )
            failures[selection] = error
    if failures and not variants:
        raise next(iter(failures.values()))
    for selection, failure in failures.items():
        variants[selection] = _unwritten(mailing, selection, failure)
    prepared = audience_sql.queue(mailing, audience, groups, variants)
    log.info(
        "Audience frozen", extra={"event": "audience_frozen", "mailing_id": mailing.pk, "prepared": prepared}
    )
    return prepared


@transaction.atomic
def _written(mailing: Mailing, selection: Selection, render: Render) -> Variant:
    """Write and save the letter of a selection. Raises any error of `render`, and of the database."""
    content = render(selection)
    variant = _variant(
        mailing,
        selection,
        seconds=content.seconds,
        subject_line=content.subject_line,
        html=content.html,
        text=content.text,
        shortened=content.shortened,
        left_out=content.left_out,
        trouble=content.trouble,
    )
    variant.save()
    return variant


def _unwritten(mailing: Mailing, selection: Selection, error: Exception) -> Variant:
    """Save the place of a letter that could not be written: its readers are skipped."""
    trouble = error.code if isinstance(error, RotativeError) else UNKNOWN_TROUBLE
    variant = _variant(mailing, selection, seconds=0, trouble=trouble)
    variant.save()
    return variant


def _variant(mailing: Mailing, selection: Selection, **fields: Any) -> Variant:
    return Variant(
        mailing=mailing,
        selection=selection.digest,
        minutes=selection.minutes,
        sections=list(selection.sections),
        subjects=list(selection.subjects),
        dossiers=list(selection.dossiers),
        **fields,
    )
