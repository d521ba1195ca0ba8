"""The process that reads mails of strangers for another one: `python -m rotative.mail.returns.parsing.child`.

It takes questions from its standard input and writes answers to its standard output until the input ends. A mail that
takes more than its budget of processor time ends the process, in the middle of whatever it does.
"""

import json
import signal
import struct
import sys
from dataclasses import asdict
from typing import BinaryIO

from rotative.mail.returns.parsing.classify import read
from rotative.mail.returns.parsing.parsed_mail import Failure, Kind, Reason, Returned

# A length in bytes, before each piece of a question and each answer.
LENGTH = struct.Struct(">I")


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more. A question: budget and recipients as JSON, then the mail."""
    while head := questions.read(LENGTH.size):
        asked = json.loads(questions.read(*LENGTH.unpack(head)))
        raw = questions.read(*LENGTH.unpack(questions.read(LENGTH.size)))
        # Processor time: another program that keeps the machine busy does not count. Nobody handles the signal, so that it
        # ends the process even inside a regular expression.
        signal.setitimer(signal.ITIMER_PROF, asked["budget_s"])
        answer = json.dumps(asdict(read(raw, recipients=tuple(asked["recipients"])))).encode()
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def question(raw: bytes, *, recipients: tuple[str, ...], budget_s: float) -> bytes:
    """Write a question. budget_s: seconds of processor time."""
    asked = json.dumps({"recipients": recipients, "budget_s": budget_s}).encode()
    return b"".join((LENGTH.pack(len(asked)), asked, LENGTH.pack(len(raw)), raw))


def answer_of(written: bytes) -> Returned:
    """Read an answer, without its length."""
    fields = json.loads(written)
    fields["failures"] = [
        Failure(**{**one, "reason": Reason(one["reason"])}) for one in fields.pop("failures")
    ]
    listed = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Returned(**{**fields, **listed, "kind": Kind(fields["kind"])})


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
