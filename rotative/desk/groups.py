"""The two groups of a new newsroom. They are made once; later changes by an administrator stay."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import create_extra_permissions

from rotative.core import conf
from rotative.core.languages import CODES

WRITERS = gettext_noop("Writers")
EDITORS = gettext_noop("Editors")

# Wagtail's name of the topmost page, and of the topmost collection.
_ROOT = "Root"
# A group Wagtail makes, which a newsroom does not need.
_SUPERFLUOUS = "Moderators"

_WRITE = (
    "wagtailadmin.access_admin",
    "articles.add_article",
    "articles.change_article",
    "subjects.add_subject",
    "subjects.change_subject",
    "dossiers.add_dossier",
    "dossiers.change_dossier",
    "comments.view_comment",
    "editions.view_edition",
)
_EDIT = (
    *_WRITE,
    "articles.publish_article",
    "articles.lock_article",
    "articles.unlock_article",
    "articles.add_section",
    "articles.change_section",
    "articles.add_byline",
    "articles.change_byline",
    "subjects.delete_subject",
    "comments.change_comment",
    "editions.add_edition",
    "editions.change_edition",
    "editions.add_editionplan",
    "editions.change_editionplan",
    "masthead.change_masthead",
    "subscribers.view_subscriber",
    "subscribers.change_subscriber",
)
# Who may add a picture or a document may change their own, as long as readers do not see it.
_WRITE_PICTURES = ("add_image", "choose_image", "add_document", "choose_document")
_EDIT_PICTURES = (*_WRITE_PICTURES, "change_image", "change_document")
_LIBRARIES = ("wagtailimages", "wagtaildocs")
_PAGES = ("add_page", "change_page", "publish_page")


def after_migrate(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **_: Any) -> None:
    """Make the groups of a new installation as soon as its tables exist."""
    present = set(connections[using].introspection.table_names())
    if using == DEFAULT_DB_ALIAS and {"editions_edition", "wagtailcore_page", "auth_group"} <= present:
        ensure()


def ensure() -> None:
    """Make the groups Writers and Editors with their rights, unless Writers exists."""
    if Group.objects.filter(name__in=_in_every_language(WRITERS)).exists():
        return
    writers = Group.objects.create(name=WRITERS)
    editors, _made = Group.objects.get_or_create(name=EDITORS)
    _ensure_permissions()
    writers.permissions.add(*_permissions(_WRITE))
    editors.permissions.add(*_permissions(_EDIT))
    _grant_pictures(writers, _WRITE_PICTURES)
    _grant_pictures(editors, _EDIT_PICTURES)
    _grant_pages(editors)
    Group.objects.filter(name=_SUPERFLUOUS, user=None).delete()


def name_in_own_language() -> None:
    """Give what Wagtail and a new newsroom name in English a name in the outlet's language, unless an administrator did."""
    with translation.override(conf.get("language")):
        for name in (WRITERS, EDITORS):
            if not Group.objects.filter(name=gettext(name)).exists():
                Group.objects.filter(name=name).update(name=gettext(name))
        Collection.objects.filter(depth=1, name=_ROOT).update(name=gettext("Library"))
        Page.objects.filter(depth=1, title=_ROOT).update(title=gettext("Pages"), draft_title=gettext("Pages"))


def _in_every_language(name: str) -> set[str]:
    found = set()
    for code in CODES:
        with translation.override(code):
            found.add(gettext(name))
    return found


def _ensure_permissions() -> None:
    """Make the permissions now: Django makes them app by app after a migration, too late for the desk."""
    for label in sorted(
        {name.split(".")[0] for name in _EDIT} | {"wagtailadmin", "wagtailcore", *_LIBRARIES}
    ):
        config = apps.get_app_config(label)
        create_permissions(config, verbosity=0)
        create_extra_permissions(config)


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    wanted = [name.split(".") for name in names]
    return [
        Permission.objects.get(content_type__app_label=label, codename=codename) for label, codename in wanted
    ]


def _grant_pictures(group: Group, names: tuple[str, ...]) -> None:
    root = Collection.objects.filter(depth=1).first()
    for permission in Permission.objects.filter(content_type__app_label__in=_LIBRARIES, codename__in=names):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _grant_pages(group: Group) -> None:
    root = Page.objects.filter(depth=1).first()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=_PAGES):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
