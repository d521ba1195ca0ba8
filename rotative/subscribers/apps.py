from django.apps import AppConfig


class SubscribersConfig(AppConfig):
    name = "rotative.subscribers"
    label = "subscribers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.subscribers import personal_data, signals  # noqa: F401, PLC0415 both need the models
