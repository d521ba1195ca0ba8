"""Freezing an audience, and what the pump weighs while it sends to it."""

import resource
import time
from typing import Any

from rotative.bench.send import fill, readers_sql
from rotative.bench.send.sink import running
from rotative.mail.sending.pump import Pump
from rotative.mail.sending.smtp import SmtpTransport
from rotative.mail.sending.smtp_relay import Target


def measure(*, sink: str, readers: int) -> dict[str, Any]:
    """Measure the seconds of freezing, letters a second of sending to all of them, and the peak memory of the process."""
    readers_sql.readers(readers)
    begun = time.perf_counter()
    mailing = fill.mailing(0)
    frozen = time.perf_counter()
    with running(sink) as place:
        Pump(mailing, SmtpTransport([Target(host=place.host, port=place.port)], connections=4)).run()
    sent = time.perf_counter()
    return {
        "readers": readers,
        "freeze_s": round(frozen - begun, 2),
        "letters_per_s": round(readers / (sent - frozen), 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
