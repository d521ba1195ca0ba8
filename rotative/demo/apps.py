from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "rotative.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.demo import personal_data  # noqa: F401, PLC0415 registers
