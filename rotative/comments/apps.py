from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "rotative.comments"
    label = "comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.comments import personal_data  # noqa: F401, PLC0415 it needs the models
