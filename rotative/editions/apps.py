from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "rotative.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.editions import signals  # noqa: F401, PLC0415 they need the models
