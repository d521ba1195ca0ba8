"""RabbitMQ if it is running, with queues for one test, and the processes of Celery."""

import contextlib
import os
import socket
import uuid
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.processes.newsrooms import children

BROKER = os.environ.get("ROTATIVE_TEST_BROKER", "amqp://guest:guest@127.0.0.1:5672//")


def _broker_answers() -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", 5672), timeout=2):
        return True
    return False


needs_both = pytest.mark.skipif(
    not (_broker_answers() and postgres.answers()), reason="no PostgreSQL and RabbitMQ on this machine"
)


@contextlib.contextmanager
def queues() -> Iterator[dict[str, str]]:
    """Yield the settings of a newsroom with its own queues, and delete the queues afterwards."""
    from kombu import Connection

    prefix = f"rotative-test-{uuid.uuid4().hex[:8]}"
    try:
        yield {"ROTATIVE_BROKER_URL": BROKER, "ROTATIVE_BROKER_PREFIX": prefix}
    finally:
        with Connection(BROKER) as connection, connection.channel() as channel:
            for name in ("look", "letters"):
                channel.queue_delete(f"{prefix}.{name}")
            channel.exchange_delete(prefix)


def hands(worker: int, name: str) -> list[int]:
    """Return the processes that do one kind of work. name: "rotative-look" or "rotative-letter"."""
    return [hand for found, child in children(worker) if found == name for _name, hand in children(child)]
