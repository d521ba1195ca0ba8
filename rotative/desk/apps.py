from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "rotative.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.articles import permissions  # noqa: PLC0415 the policy needs the models
        from rotative.desk import fields, groups  # noqa: PLC0415 the groups need the models
        from rotative.desk.masthead import MastheadForm  # noqa: PLC0415 so does the form
        from rotative.masthead.models import Masthead  # noqa: PLC0415

        permissions.register()
        fields.register()
        # A settings model brings its own form; this one asks the articles, which the masthead does not know.
        Masthead.base_form_class = MastheadForm
        # Django tells of a migration app by app, and passes over those without models, as the desk is.
        post_migrate.connect(groups.after_migrate, sender=apps.get_app_config("staff"))
