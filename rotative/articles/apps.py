from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "rotative.articles"
    label = "articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.articles import signals  # noqa: F401, PLC0415 receivers need the models
