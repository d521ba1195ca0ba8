from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "rotative.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"
