from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "rotative.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.articles import permissions  # noqa: PLC0415 the policy needs the models
        from rotative.desk import groups  # noqa: PLC0415 the groups need the models

        permissions.register()
        post_migrate.connect(groups.after_migrate, sender=self)
