from django.apps import AppConfig

from rotative.project import checks

__all__ = ["ProjectConfig", "checks"]


class ProjectConfig(AppConfig):
    name = "rotative.project"
    label = "project"
