from importlib import import_module

from django.apps import AppConfig

from rotative.bake import wakeup
from rotative.core import conf
from rotative.project import checks

__all__ = ["ProjectConfig", "checks"]


class ProjectConfig(AppConfig):
    name = "rotative.project"
    label = "project"

    def ready(self) -> None:
        """Where a broker is set, changes are told to workers on other machines too."""
        if conf.get("broker_url") and checks.celery_is_there():
            wakeup.ring_also(lambda: import_module("rotative.run.broker").ring())
