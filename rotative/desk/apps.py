from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "rotative.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.articles import permissions  # noqa: PLC0415 the policy needs the models
        from rotative.desk import groups  # noqa: PLC0415 the groups need the models

        permissions.register()
        # Django tells of a migration app by app, and passes over those without models, as the desk is.
        post_migrate.connect(groups.after_migrate, sender=apps.get_app_config("staff"))
