"""Users of the desk."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from rotative.desk import groups
from rotative.staff.models import User


@pytest.fixture
def chief(db: None) -> User:
    return User.objects.create_superuser("chief", "chief@example.org", "secret")


@pytest.fixture
def writer(db: None) -> User:
    user = User.objects.create_user("writer")
    user.groups.add(Group.objects.get(name=groups.WRITERS))
    return user


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name=groups.EDITORS))
    return user


@pytest.fixture
def desk(chief: User) -> Client:
    """Return a browser signed in as the chief editor."""
    client = Client()
    client.force_login(chief)
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
