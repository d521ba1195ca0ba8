"""Notes on a browser that signs in, and sessions that end because a role now needs a second step."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from rotative.core import clock, requests
from rotative.staff import second_step
from rotative.staff.models import SecondStepRule, User

# Characters kept of what the browser says of itself.
_BROWSER_MOST = 200


@receiver(user_logged_in, dispatch_uid="staff_note_browser")
def note_browser(request: HttpRequest, user: User, **_: Any) -> None:
    request.session[second_step.MARK] = second_step.first_mark(user)
    request.session["began_at"] = clock.now().isoformat()
    request.session["browser"] = request.headers.get("User-Agent", "")[:_BROWSER_MOST]
    request.session["network"] = requests.network(requests.remote_address(request))


@receiver(post_save, sender=SecondStepRule, dispatch_uid="staff_rule_saved")
def ask_the_role(instance: SecondStepRule, **_: Any) -> None:
    """End the sessions of a role that now needs a second step."""
    users = (
        User.objects.filter(groups=instance.group)
        if instance.group
        else User.objects.filter(is_superuser=True)
    )
    second_step.end_sessions_without(list(users))


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="staff_joined_group")
def ask_who_joins(instance: Any, action: str, **_: Any) -> None:
    """End the sessions of a user who joins a role that needs a second step."""
    if action == "post_add" and isinstance(instance, User) and second_step.is_required(instance):
        second_step.end_sessions_without([instance])
