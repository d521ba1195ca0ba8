"""Personal data in comments: what a reader sent from an address, and addresses inside the texts of others."""

import re

from django.db import transaction
from django.db.models import Q

from rotative.bake import keys, queue
from rotative.comments import actions, reads
from rotative.comments.models import Comment
from rotative.core.personal_data import Keeper, Records, register

_REMOVED = "[…]"


def export(address: str) -> Records:
    """Return every comment sent from an address, oldest first."""
    rows = reads.from_address(address).order_by("written_at", "id")
    return [
        {
            "article": row.article_id,
            "name": row.name,
            "email": row.email,
            "text": row.text,
            "state": row.state,
            "written_at": row.written_at.isoformat(),
        }
        for row in rows
    ]


@transaction.atomic
def erase(address: str) -> int:
    """Erase every comment sent from an address, and remove it from the texts of others. The answers of others stay.

    Returns how many comments that were.
    """
    own = list(reads.from_address(address))
    for comment in own:
        actions.erase(comment, by=None)
    return len(own) + _remove_from_others(address)


def _remove_from_others(address: str) -> int:
    inside = Q(name__icontains=address) | Q(text__icontains=address) | Q(reason__icontains=address)
    rows = Comment.objects.filter(inside).select_for_update()
    spelled = re.compile(re.escape(address), re.IGNORECASE)
    for row in rows:
        row.name, row.text, row.reason = (
            spelled.sub(_REMOVED, text) for text in (row.name, row.text, row.reason)
        )
        row.save(update_fields=["name", "text", "reason"])
    shown = {row.article_id for row in rows if row.state == Comment.State.SHOWN}
    if shown:
        queue.mark_stale([keys.comments(article_id) for article_id in sorted(shown)])
    return len(rows)


register(Keeper(name="comments", export=export, erase=erase))
