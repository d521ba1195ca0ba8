"""The people who work at the desk."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account at the desk; a signature without account is a Byline."""
