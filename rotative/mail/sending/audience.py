"""The moment in which it is decided who gets a mailing, and which letter."""

import logging
from collections.abc import Callable

from django.db import transaction

from rotative.core import clock
from rotative.mail.message.content import Content
from rotative.mail.models import Mailing, Variant
from rotative.mail.sending import audience_sql
from rotative.mail.sending.selection import Audience, Selection

log = logging.getLogger("rotative.mail")

# Writes the letter of one selection. All that the engine does not know about a mailing is in it.
Render = Callable[[Selection], Content]


@transaction.atomic
def freeze(mailing: Mailing, audience: Audience, render: Render) -> int:
    """Save a mailing and queue one delivery for each of its readers; return how many.

    mailing: not saved yet. render: called once for each selection that a reader has; its errors are passed on, and then
    nothing is saved.
    """
    mailing.audience_frozen_at = clock.now()
    mailing.save(force_insert=True)
    groups = audience_sql.count_groups(mailing, audience)
    selections = {group.selection for group in groups}
    variants: dict[Selection, Variant] = {}
    for selection in sorted(selections, key=lambda one: one.digest):
        variants[selection] = _variant(mailing, selection, render(selection))
        variants[selection].save()
    prepared = audience_sql.queue(mailing, audience, groups, variants)
    log.info(
        "Audience frozen", extra={"event": "audience_frozen", "mailing_id": mailing.pk, "prepared": prepared}
    )
    return prepared


def _variant(mailing: Mailing, selection: Selection, content: Content) -> Variant:
    return Variant(
        mailing=mailing,
        selection=selection.digest,
        minutes=selection.minutes,
        sections=list(selection.sections),
        subjects=list(selection.subjects),
        seconds=content.seconds,
        subject_line=content.subject_line,
        html=content.html,
        text=content.text,
    )
