"""`rotative manage remove_second_step NAME`: the way in for an administrator who lost telephone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rotative.staff import second_step
from rotative.staff.models import DeskSession, User


class Command(BaseCommand):
    help = "Remove the second step of an account whose telephone and recovery codes are lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the name with which one signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account named {options['username']}.")
        if not second_step.is_set_up(user):
            raise CommandError(f"{user} has no second step.")
        second_step.remove(user)
        ended = DeskSession.objects.filter(account=user).delete()[0]
        print(f"{user} signs in with the password alone; sessions ended: {ended}.")
