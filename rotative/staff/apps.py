from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "rotative.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.staff import signals  # noqa: F401, PLC0415 receivers need the models
