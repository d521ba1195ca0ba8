from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "rotative.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.articles.actions import surround  # noqa: PLC0415 the actions need the models
        from rotative.search import actions, signals  # noqa: F401, PLC0415 - receivers need the models

        surround(actions.gathering)
