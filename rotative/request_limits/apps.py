from django.apps import AppConfig


class RequestLimitsConfig(AppConfig):
    name = "rotative.request_limits"
    label = "request_limits"
    default_auto_field = "django.db.models.BigAutoField"
