"""Run as a program: a newsroom's home with a mailing under way to so many subscribers. Arguments: folder, count.

Its database is ROTATIVE_DATABASE_URL's and has its tables, or an SQLite file of its own.
"""

import os
import sys
from datetime import date
from pathlib import Path

from tests.processes import databases


def main(folder: Path, count: int) -> None:
    databases.create_home(folder, site_url="https://estuaire.example")
    os.environ["ROTATIVE_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rotative.project.settings"
    import django

    django.setup()
    from django.db import transaction

    from rotative.core import clock
    from rotative.mail import actions
    from rotative.mail.message.content import LEAVE, Content
    from rotative.mail.models import Mailing
    from rotative.mail.sending.selection import Audience
    from rotative.subscribers.models import Subscriber

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
        body = "Le port s’éveille.\n" * 400 + f"https://estuaire.example/_/unsubscribe/{LEAVE}/\n"
        content = Content(subject_line="Le port", html=body, text=body, seconds=300)
        mailing = Mailing(kind="edition", list_name="letter", language="fr", day=date(2026, 11, 23))
        actions.freeze(mailing, Audience(), lambda _selection: content)
        actions.start(mailing)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
