from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "rotative.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.media import signals  # noqa: F401, PLC0415 receivers need the models
