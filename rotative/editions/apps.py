from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "rotative.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.editions import personal_data  # noqa: F401, PLC0415 both need the models
        from rotative.mail.returns import unsubscribes  # noqa: F401, PLC0415 both need the models
