"""Personal data in comments: the address that a reader gave, and addresses inside the texts."""

import re

from django.db import transaction
from django.db.models import Q

from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core.personal_data import Keeper, Records, register

_REMOVED = "[…]"


def export(address: str) -> Records:
    """Return every comment sent from an address, oldest first."""
    rows = Comment.objects.filter(email__iexact=address).oldest_first()
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
    """Remove an address from every comment; the texts stay, because they were published.

    Returns how many comments had the address.
    """
    inside = Q(name__icontains=address) | Q(text__icontains=address) | Q(reason__icontains=address)
    rows = Comment.objects.filter(Q(email__iexact=address) | inside).select_for_update()
    spelled = re.compile(re.escape(address), re.IGNORECASE)
    for row in rows:
        if row.email.lower() == address:
            row.email, row.network_hash = "", ""
        row.name, row.text, row.reason = (
            spelled.sub(_REMOVED, text) for text in (row.name, row.text, row.reason)
        )
        row.save(update_fields=["email", "network_hash", "name", "text", "reason"])
    shown = {row.article_id for row in rows if row.state == Comment.State.SHOWN}
    if shown:
        queue.mark_stale([keys.comments(article_id) for article_id in sorted(shown)])
    return len(rows)


register(Keeper(name="comments", export=export, erase=erase))
