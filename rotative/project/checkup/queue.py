"""The broker that lets several workers share the work."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rotative.core import conf
from rotative.project.checks import celery_is_there
from rotative.project.checkup.finding import Finding

_PATIENCE_S = 3


def broker() -> Iterator[Finding]:
    """Report a broker that is set and does not answer, or does not let us in."""
    url = conf.get("broker_url")
    if not url or not celery_is_there():
        return
    import kombu  # noqa: PLC0415 installed with the extra “queue”

    try:
        with kombu.Connection(url, connect_timeout=_PATIENCE_S) as connection:
            connection.connect()
    except Exception as exc:
        # Each transport has failures of its own, and none of them may end the examination.
        yield Finding(
            code="broker.unreachable",
            level="error",
            message=_("The broker does not answer or does not let us in (%(reason)s).")
            % {"reason": type(exc).__name__},
            remedy=_(
                "Compare broker_url with RabbitMQ's user and virtual host, and start it. Until then the worker works "
                "alone, in one process."
            ),
        )
