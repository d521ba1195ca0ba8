"""The letters of a slice, written from its rows: in several threads where they are signed."""

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from rotative.mail.message.message import Letter, Reader, Writer
from rotative.mail.message.mime import Heading
from rotative.mail.models import Chunk, Mailing
from rotative.mail.sending.deliveries_sql import Row
from rotative.mail.sending.transport import Transport
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.mail")

# Letters written before they are given to the transport.
_BATCH = 20
# Threads that sign at once, where there are so many cores: signing takes most of a letter's time.
_SIGNERS = 4


class LetterWriters:
    """The writers of a mailing's variants, each made once, because making it encodes the variant."""

    def __init__(self, mailing: Mailing, transport: Transport) -> None:
        self._mailing = mailing
        self._transport = transport
        self._writers: dict[int, Writer] = {}
        self._signers = ThreadPoolExecutor(min(os.cpu_count() or 1, _SIGNERS), thread_name_prefix="sign")

    def of(self, chunk: Chunk) -> Writer:
        """Return the writer of the chunk's variant. Raises BadSigningKey, and ValueError when it cannot be encoded."""
        if chunk.variant_id not in self._writers:
            mailing, variant = self._mailing, chunk.variant
            heading = Heading(
                mailing_id=mailing.pk,
                kind=mailing.kind,
                list_name=mailing.list_name,
                language=mailing.language,
                outlet_name=masthead.outlet(mailing.language).name,
                subject_line=variant.subject_line,
                sent_at=mailing.audience_frozen_at,
            )
            self._writers[variant.pk] = self._transport.writer(heading, html=variant.html, text=variant.text)
        return self._writers[chunk.variant_id]

    def write(self, writer: Writer, rows: Sequence[Row]) -> Iterator[list[Letter]]:
        """Write the letters of rows, some at a time, in their order."""
        batches = [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]
        each = self._signers.map if writer.signs else map
        yield from each(partial(_written, writer), batches)

    def close(self) -> None:
        """End the threads."""
        self._signers.shutdown(cancel_futures=True)


def writable(row: Row) -> bool:
    """Tell whether a letter can be addressed to a reader."""
    # A line end in it would begin a header of its own.
    if row.email.isascii() and row.email.isprintable() and "@" in row.email:
        return True
    # The address is in no log; the desk's account has it.
    log.warning(
        "Address that cannot be written to",
        extra={"event": "address_unwritable", "delivery_id": row.delivery_id},
    )
    return False


def _written(writer: Writer, rows: Sequence[Row]) -> list[Letter]:
    return [
        writer.address(row.delivery_id, row.attempts + 1, Reader(row.subscriber_id, row.email, row.secret))
        for row in rows
    ]
