from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "rotative.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rotative.articles import permissions  # noqa: PLC0415 the policy needs the models
        from rotative.core.wagtail_fixes import page_titles, public_avatars, refusals  # noqa: PLC0415 these need the models
        from rotative.desk import groups, workflows  # noqa: PLC0415 these need the models
        from rotative.desk.articles import failed_schedules, reports  # noqa: PLC0415 and so do these
        from rotative.desk.document import widget  # noqa: PLC0415 and so does the field of a body
        from rotative.desk.dossiers import reminder_mail  # noqa: PLC0415 and so does the listener
        from rotative.desk.forms import field_overrides  # noqa: PLC0415 and so do the fields
        from rotative.desk.masthead import MastheadForm  # noqa: PLC0415 and so does the form
        from rotative.desk.outlet import outlet_clock  # noqa: PLC0415 and so does the clock
        from rotative.desk.pictures import ended_rights, picture_list  # noqa: PLC0415 and so does the listener
        from rotative.desk.rights import policies  # noqa: PLC0415 and so do the policies
        from rotative.masthead.models import Masthead  # noqa: PLC0415

        permissions.register()
        policies.register()
        public_avatars.refuse()
        refusals.translate()
        page_titles.translate()
        outlet_clock.register()
        failed_schedules.register()
        field_overrides.register()
        widget.register()
        ended_rights.register()
        reminder_mail.register()
        picture_list.register()
        reports.register()
        workflows.register()
        # Wagtail takes a settings model's form from the model, but this form needs the articles, which the masthead may not import.
        Masthead.base_form_class = MastheadForm
        # Django sends post_migrate for each app that has models; the desk has none.
        post_migrate.connect(groups.after_migrate, sender=apps.get_app_config("staff"))
