from pathlib import Path

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "rotative.feeds"
    label = "feeds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.bake import appearance  # noqa: PLC0415 - it needs the models
        from rotative.feeds import recipes, signals  # noqa: F401, PLC0415 - both need the models

        recipes.register()
        appearance.add(Path(__file__).parent)
