from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "rotative.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.search import signals  # noqa: F401, PLC0415 - receivers need the models
