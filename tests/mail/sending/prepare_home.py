"""Run as a program: a newsroom's home with an edition under way to so many subscribers. Arguments: folder, count."""

import os
import sys
from pathlib import Path

from rotative.project import home


def main(folder: Path, count: int) -> None:
    home.create(folder, site_url="https://estuaire.example")
    os.environ["ROTATIVE_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rotative.project.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from rotative.core import clock
    from rotative.editions.letter.render import LEAVE
    from rotative.editions.models import Edition, Variant
    from rotative.mail.sending import freezing
    from rotative.subscribers.models import Subscriber

    call_command("migrate", verbosity=0)
    now = clock.now()
    with transaction.atomic():
        Subscriber.objects.bulk_create(
            Subscriber(
                email=f"reader{number}@example.org",
                email_normalised=f"reader{number}@example.org",
                domain="example.org",
                language="fr",
                state="confirmed",
                created_at=now,
                consent_at=now,
            )
            for number in range(count)
        )
        edition = Edition.objects.create(
            edition_on="2026-11-23",
            language="fr",
            state="sending",
            since_at=now,
            until_at=now,
            composed_at=now,
            audience_frozen_at=now,
        )
        body = "Le port s’éveille.\n" * 400 + f"https://estuaire.example/_/unsubscribe/{LEAVE}/\n"
        variant = Variant.objects.create(
            edition=edition,
            selection="all",
            minutes=5,
            seconds=300,
            subject_line="Le port",
            html=body,
            text=body,
        )
        edition.refresh_from_db()
        groups = freezing.counted(edition, {}, "other")
        freezing.queue(
            edition, groups, dict.fromkeys((group.selection for group in groups), variant), {}, "other"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
