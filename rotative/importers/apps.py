from django.apps import AppConfig


class ImportersConfig(AppConfig):
    name = "rotative.importers"
    label = "importers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.importers import signals  # noqa: F401, PLC0415 receivers need the models
