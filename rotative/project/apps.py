from django.apps import AppConfig

from rotative.bake import wakeup
from rotative.core import conf
from rotative.project import checks, left_out

__all__ = ["ProjectConfig", "checks"]

# Django imports this module before those of the other apps.
left_out.leave_out()


class ProjectConfig(AppConfig):
    name = "rotative.project"
    label = "project"

    def ready(self) -> None:
        """Wake workers on other machines too, where a broker is set."""
        if conf.get("broker_url") and checks.celery_is_there():
            wakeup.ring_also(_ring)


def _ring() -> None:
    from rotative.run import broker  # noqa: PLC0415 Celery is installed only where it was chosen

    broker.ring()
