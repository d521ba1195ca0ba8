"""Run as a program: sends the mailing of a home again and again, each time in a child that may be killed.

Django is loaded once, so that many deaths take little time. A line on standard input starts a child; its process id is
printed, and, when it has ended, its exit code; the counts of the deliveries are in a file. Argument: the home.

"go" starts a child, "call Journal.sync 2" one that kills itself when the function is called for the second time, and "return
Journal.sync 2" when it has returned; "* 70" one that does so at the 70th step of the engine, whichever it is.
"""

import itertools
import json
import os
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import FrameType

import django

ENGINE = os.path.join("mail", "sending", "")


def main(folder: Path) -> None:
    os.environ["ROTATIVE_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rotative.project.settings"
    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            if line.split() != ["go"]:
                die_at(line)
            send()
        print(child, flush=True)  # noqa: T201 read by the test
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 as above


def die_at(step: str) -> None:
    """Kill this process at a step of any of its threads."""
    *wanted, number = step.split()
    steps = itertools.count(1)

    def watch(frame: FrameType, event: str, _value: object) -> None:
        code = frame.f_code
        found = ENGINE in code.co_filename if wanted == ["*"] else [event, code.co_qualname] == wanted
        if found and next(steps) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(watch)
    sys.setprofile(watch)


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
