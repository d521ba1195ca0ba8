from django.apps import AppConfig


class MastheadConfig(AppConfig):
    name = "rotative.masthead"
    label = "masthead"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.masthead import signals  # noqa: F401, PLC0415 receivers need the models
