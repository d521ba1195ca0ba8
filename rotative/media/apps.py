from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "rotative.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.media import encoding  # noqa: PLC0415 needs the image library, which needs the settings

        encoding.register()
