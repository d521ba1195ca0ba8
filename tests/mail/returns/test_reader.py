"""The child process that reads mails of strangers, and the end of its patience."""

import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rotative.mail.errors import CostlyMail, ReadingStopped
from rotative.mail.models import Receipt
from rotative.mail.returns import inbound, maildir, parsing, quarantine, reader
from rotative.mail.returns.inbound import Outcome, receive
from tests.mail.returns.parsing import samples
from tests.mail.returns.returned import box

__all__ = ["box"]

# As much as is read of one mail, in the form that takes longest.
COSTLY = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number) for number in range(15)
) + (b"Subject: a\n" * 20_000)


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    """Start each test without a child process, and leave none."""
    reader.rest()
    yield
    reader.rest()


@pytest.fixture
def stingy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow one mail next to no processor time."""
    monkeypatch.setattr(reader, "BUDGET_S", 0.001)


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put in the child's place a program that never answers."""
    monkeypatch.setattr(reader, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))


@pytest.mark.parametrize(
    "raw",
    [
        samples.dsn(groups="Final-Recipient: rfc822; samira@example.net\nAction: failed\nStatus: 5.1.1"),
        samples.complaint("Feedback-Type: abuse\nOriginal-Rcpt-To: <samira@example.net>"),
        samples.reply(subject="Réponse automatique"),
        b"\xff\x00",
        b"",
    ],
)
def test_success_the_child_reads_as_the_parser_does(raw: bytes) -> None:
    assert reader.read(raw, recipients=("é@example.org",)) == parsing.read(raw, recipients=("é@example.org",))


def test_fail_a_mail_that_takes_more_than_its_budget(stingy: None) -> None:
    with pytest.raises(CostlyMail):
        reader.read(COSTLY)


def test_success_the_next_mail_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched, pytest.raises(CostlyMail):
        patched.setattr(reader, "BUDGET_S", 0.001)
        reader.read(COSTLY)

    assert reader.read(samples.reply(subject="Hm")).kind == parsing.Kind.OTHER


def test_fail_a_child_that_never_answers(hanging: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PATIENCE_S", 0.1)

    with pytest.raises(CostlyMail):
        reader.read(b"x")


def test_fail_a_child_that_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say so and keep the mail where it is: the fault is ours, not the mail's."""
    monkeypatch.setattr(reader, "_COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))

    with pytest.raises(OSError, match="ended with 3"):
        reader.read(b"x" * 200_000)


def test_success_a_stop_is_obeyed_in_the_middle_of_a_mail(hanging: None) -> None:
    stopped = threading.Event()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            reader.read(b"x", stop=stopped.is_set)
        except ReadingStopped as failure:
            failures.append(failure)

    thread = threading.Thread(target=work)
    thread.start()
    stopped.set()
    thread.join(10)

    assert [type(failure) for failure in failures] == [ReadingStopped]


def test_success_the_process_that_reads_has_no_handler_to_escape_with() -> None:
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


@pytest.mark.django_db
def test_success_a_costly_mail_is_kept_aside_and_not_read_again(
    stingy: None, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "new" / "1.host").write_bytes(COSTLY)
    (box / "new" / "2.host").write_bytes(b"nothing that is known")

    found = maildir.run_once()
    # Should the worker be killed before it deletes the mail.
    monkeypatch.setattr(inbound, "read", None)
    again = receive(COSTLY[: parsing.mail.MOST_BYTES])

    assert found[Outcome.ASIDE] == 2
    assert sorted(quarantine.why(path) for path in quarantine.kept()) in (
        ["costly", "unknown"],
        # The second one may take a thousandth of a second as well.
        ["costly", "costly"],
    )
    assert (again, Receipt.objects.count()) == (Outcome.ASIDE, 2)
    assert list((box / "new").iterdir()) == []


@pytest.mark.django_db
def test_success_a_mail_that_was_not_read_to_its_end_is_still_new(hanging: None, box: Path) -> None:
    (box / "new" / "1.host").write_bytes(b"x")

    asked = iter([False, False, True])
    with pytest.raises(ReadingStopped):
        maildir.run_once(stop=lambda: next(asked, True))

    assert [path.name for path in (box / "new").iterdir()] == ["1.host"]
    assert quarantine.count() == 0
