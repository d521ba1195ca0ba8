"""The people who work at the desk, their sessions, and which roles need a second step."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account at the desk. A byline may exist without one."""


class DeskSession(AbstractBaseSession):
    """A browser that is signed in. Deleting the row signs it out."""

    account = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="sessions", editable=False
    )

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store


class SecondStepRule(models.Model):
    """A role whose members must use a second step when they sign in."""

    group = models.OneToOneField(
        Group,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("group"),
        help_text=_("Left empty: the administrators."),
    )

    class Meta:
        verbose_name = _("role with a second step")
        verbose_name_plural = _("roles with a second step")

    def __str__(self) -> str:
        return str(self.group or _("Administrators"))
