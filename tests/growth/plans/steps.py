"""Parts of a plan that read more rows in a larger archive."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.apps import apps
from django.db import connection, models

# Tables that do not grow with the archive, its readers or its time. All others do, new ones too.
SMALL = {
    "articles_section": "the sections of a newspaper",
    "articles_sharingcard": "the newest articles without a picture, which alone have a card",
    "articles_sectionapprovaltask": "workflows, as many as the desk set up",
    "articles_sectiondesk": "editors of a section",
    "articles_byline": "the people who sign",
    "articles_articletemplate": "patterns for new articles, as many as the desk keeps",
    "auth_group": "groups of the staff",
    "auth_group_permissions": "rights of the groups",
    "auth_permission": "the rights there are",
    "bake_bakeclock": "one row",
    "django_content_type": "the kinds of things there are",
    "dossiers_commitment": "a newsroom follows tens of matters, and loads them whole",
    "dossiers_commitmentchange": "likewise",
    "dossiers_development": "lines in the forms of articles that belong to one of them",
    "dossiers_dossier": "likewise",
    "dossiers_dossieractor": "likewise",
    "dossiers_dossiersharingcard": "likewise",
    "dossiers_dossiersummary": "likewise",
    "dossiers_event": "likewise",
    "dossiers_eventparticipant": "likewise",
    "dossiers_eventsource": "likewise",
    "dossiers_outsidedocument": "likewise",
    "dossiers_proposedchange": "lines in the forms of articles that change a commitment",
    "dossiers_reminderround": "one row: the week",
    "dossiers_termschange": "likewise",
    "editions_editionplan": "one row a language",
    "mail_sendinglimit": "limits that the operator set",
    "masthead_account": "accounts of the outlet",
    "masthead_masthead": "one row",
    "masthead_mastheadlanguage": "one row a language",
    "otp_static_staticdevice": "devices of the staff",
    "otp_totp_totpdevice": "devices of the staff",
    "pages_frontpage": "one row a language",
    "pages_frontslot": "slots of a front page",
    "pages_standingpage": "About, Legal notice and the like",
    "staff_secondsteprule": "rules that the operator set",
    "staff_user": "the staff",
    "staff_user_groups": "the staff",
    "staff_user_user_permissions": "the staff",
    "taggit_tag": "tags of pictures",
    "wagtailadmin_editingsession": "forms that are open; Wagtail deletes those of the hour before",
    "wagtailcore_collection": "collections of pictures",
    "wagtailcore_comment": "remarks on standing pages",
    "wagtailcore_groupapprovaltask": "workflows, as many as the desk set up",
    "wagtailcore_groupapprovaltask_groups": "likewise",
    "wagtailcore_groupcollectionpermission": "rights of the groups",
    "wagtailcore_grouppagepermission": "rights of the groups",
    "wagtailcore_groupsitepermission": "rights of the groups",
    "wagtailcore_locale": "one row a language",
    "wagtailcore_page": "front pages and standing pages: articles are no pages",
    "wagtailcore_site": "one row",
    "wagtailcore_task": "workflows, as many as the desk set up",
    "wagtailcore_workflow": "likewise",
    "wagtailcore_workflowcontenttype": "likewise",
    "wagtailcore_workflowpage": "likewise",
    "wagtailcore_workflowtask": "likewise",
    "wagtailusers_userprofile": "the staff",
}
# Columns one value of which may fit a share of all rows, though nothing in the model says so.
_COARSE = {"language", "recipe", "domain", "content_type_id", "base_content_type_id"}

Kind = Literal["walk", "coarse", "sort"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A part of a plan that takes longer in a larger archive.

    walk: reads a table or an index from one end to the other. coarse: reads all rows that have one of a few values.
    sort: sorts the rows of a span to return the first of them.
    """

    kind: Kind
    table: str
    # None for the table itself, and where the rows come from elsewhere.
    index: str | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.table}" + (f" by {self.index}" if self.index else "")


def grows(table: str) -> bool:
    return table not in SMALL


@cache
def known_tables() -> frozenset[str]:
    return frozenset(connection.introspection.table_names())


@cache
def coarse(table: str) -> frozenset[str]:
    """Return the columns of a table one value of which fits a share of all rows."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table]
    return frozenset(
        field.column for model in found for field in model._meta.concrete_fields if _is_coarse(field)
    )


def _is_coarse(field: "models.Field[object, object]") -> bool:
    if field.unique:
        return False
    to = field.related_model
    small = isinstance(to, type) and issubclass(to, models.Model) and to._meta.db_table in SMALL
    return bool(isinstance(field, models.BooleanField) or field.choices or small or field.column in _COARSE)
