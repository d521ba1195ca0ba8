from pathlib import Path

from django.apps import AppConfig


class LayoutConfig(AppConfig):
    name = "rotative.layout"
    label = "layout"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.bake import appearance  # noqa: PLC0415 it needs the models
        from rotative.core import messages  # noqa: PLC0415 recipes need the models
        from rotative.layout import answers, surroundings  # noqa: F401, PLC0415
        from rotative.layout.recipes import (  # noqa: F401, PLC0415
            archive,
            article,
            dossier,
            dossier_lists,
            edition,
            front,
            listings,
            past_letters,
            static_pages,
        )

        messages.register(answers.message)
        appearance.add(Path(__file__).parent)
        appearance.add(Path(__file__).parents[1] / "locale")
