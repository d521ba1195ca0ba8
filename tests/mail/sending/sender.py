"""Run as a program: sends the mailing of a home again and again, each time in a child that may be killed.

Django is loaded once, so that many deaths take little time. A line on standard input starts a child; its process id is
printed, and, when it has ended, its exit code; the counts of the deliveries are in a file. Argument: the home.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django


def main(folder: Path) -> None:
    os.environ["ROTATIVE_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rotative.project.settings"
    django.setup()
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            send()
        print(child, flush=True)  # noqa: T201 read by the test
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 as above


def send() -> None:
    """Hand over what is due, in the child, and leave the counts in a file."""
    from rotative.core.errors import RotativeError
    from rotative.mail.models import Mailing
    from rotative.mail.sending.pump import pump

    code = 0
    try:
        counts = asdict(pump(Mailing.objects.get()))
        Path(os.environ["ROTATIVE_HOME"], "counts.json").write_text(json.dumps(counts))
    except RotativeError:
        code = 1
    os._exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
