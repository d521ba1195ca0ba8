from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from rotative.bake import wakeup
from rotative.core import conf
from rotative.importers.proof import site
from rotative.project import checks, left_out

__all__ = ["ProjectConfig", "checks"]

# Django imports this module before those of the other apps.
left_out.leave_out()


class ProjectConfig(AppConfig):
    name = "rotative.project"
    label = "project"

    def ready(self) -> None:
        """Wake workers on other machines too, where a broker is set; let proofs ask the front."""
        site.opens_with(_front)
        if conf.get("broker_url") and checks.celery_is_there():
            wakeup.ring_also(_ring)


def _front() -> site.Site:
    from rotative.server.baked_site import BakedSite  # noqa: PLC0415 few commands have a use for it

    return BakedSite(Path(settings.HOME))


def _ring() -> None:
    from rotative.run import broker  # noqa: PLC0415 Celery is installed only where it was chosen

    broker.ring()
