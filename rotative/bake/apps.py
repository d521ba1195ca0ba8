from django.apps import AppConfig


class BakeConfig(AppConfig):
    name = "rotative.bake"
    label = "bake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.core.wagtail_fixes import atomic_actions, log_entries  # noqa: PLC0415 Wagtail's acts need the models

        atomic_actions.make_whole()
        log_entries.check_briefly()
