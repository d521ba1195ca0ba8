from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "rotative.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.mail import personal_data  # noqa: F401, PLC0415 both need the models
        from rotative.mail.returns import unsubscribes  # noqa: F401, PLC0415 both need the models
