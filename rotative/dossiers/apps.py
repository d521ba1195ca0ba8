from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "rotative.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.dossiers import signals  # noqa: F401, PLC0415 receivers need the models
