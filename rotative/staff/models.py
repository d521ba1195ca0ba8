"""The people who work at the desk."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account at the desk. A byline may exist without one."""
