"""The part of `rotative demo` that needs the home's database: fill it and print the desk's password."""

import json
import secrets
from typing import Any

from django.core.management.base import BaseCommand

from rotative.articles.models import Article
from rotative.demo import fill
from rotative.media import actions as media
from rotative.staff.models import User

EDITOR = "redaction"


class Command(BaseCommand):
    help = "Fill a new home with the demo outlet."

    def handle(self, *args: Any, **options: Any) -> None:
        if not User.objects.filter(username=EDITOR).exists():
            password = secrets.token_urlsafe(9)
            User.objects.create_superuser(EDITOR, "redaction@estuaire.example", password, first_name="Salma")
            self.stdout.write(json.dumps({"user": EDITOR, "password": password}))
        if not Article.objects.exists():
            fill.fill(progress=lambda name: self.stderr.write(f"demo: {name}"))
            self.stderr.write("demo: pictures")
            media.make_waiting()
