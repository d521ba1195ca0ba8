"""Sending of letters about passwords, outside the request: who asks learns nothing from the time it takes."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django_tasks import task

from rotative.core import clock
from rotative.staff import password_letters
from rotative.staff.models import User

_TRY_AGAIN = timedelta(minutes=2)
# In all, over ten minutes: the reader of the letter waits for it.
_ATTEMPTS = 5

log = logging.getLogger("rotative.staff")


@task()
def send_password_letter(user_id: int, attempt: int = 1) -> None:
    """Send the letter; if the relay does not take it, try again a little later."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return
    try:
        password_letters.send(user)
    except (SMTPException, OSError) as failure:
        log.warning(
            "Letter about a password not sent",
            extra={"event": "password_letter_failed", "user_id": user_id, "reason": type(failure).__name__},
        )
        if attempt < _ATTEMPTS:
            later = send_password_letter.using(run_after=clock.now() + _TRY_AGAIN)
            later.enqueue(user_id, attempt + 1)
