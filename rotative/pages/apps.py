from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "rotative.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.pages import signals  # noqa: F401, PLC0415 receivers need the models
