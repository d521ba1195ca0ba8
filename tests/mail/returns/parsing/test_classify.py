"""The contents of mails that come back, as they are read."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rotative.mail.returns.parsing import Failure, Kind, Reason, Returned, read
from rotative.mail.returns.parsing.mail import contents
from tests.mail.returns.parsing import samples

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpora" / "mail" / "flufl-data"
RETURN_PATH = "b-0000000042-0123456789ab@bounces.example.org"

# Written for these tests after the forms that servers use: folder, and the file that says what each mail is.
OURS = Path(__file__).with_name("bounces")


def _group(
    diagnostic: str, *, status: str = "5.0.0", action: str = "failed", recipient: str = "samira@example.net"
) -> str:
    return f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {diagnostic}"


@pytest.mark.parametrize(
    ("status", "diagnostic", "reason"),
    [
        ("5.1.1", "550 5.1.1 <samira@example.net>: Recipient address rejected: User unknown", Reason.GONE),
        ("5.1.1", "550-5.1.1 The email account that you tried to reach does not exist.", Reason.GONE),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied.", Reason.GONE),
        ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup", Reason.GONE),
        ("5.4.4", "Host or domain name not found. Name service error for name=example.net type=AAAA", Reason.GONE),
        ("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable", Reason.GONE),
        ("5.0.0", "550 Adresse d au moins un destinataire invalide. Invalid recipient.", Reason.GONE),
        ("5.0.0", "550 Utilisateur inconnu", Reason.GONE),
        ("5.0.0", "550 La boîte samira n'existe pas", Reason.GONE),
        ("5.0.0", "550 El usuario no existe", Reason.GONE),
        ("5.0.0", "550 المستخدم غير موجود", Reason.GONE),
        ("5.2.1", "550 5.2.1 This mailbox has been deactivated", Reason.GONE),
        ("5.2.2", "552 5.2.2 The email account that you tried to reach is over quota", Reason.FULL),
        ("5.0.0", "552 La boîte du destinataire est pleine", Reason.FULL),
        ("5.0.0", "554 delivery error: dd Requested mail action aborted: mailbox full", Reason.FULL),
        ("5.3.4", "552 5.3.4 Message size exceeds fixed limit", Reason.CONTENT),
        ("5.7.1", "550 5.7.1 Message rejected due to local policy", Reason.SENDER),
        ("5.7.26", "550-5.7.26 This mail is unauthenticated, which poses a security risk", Reason.SENDER),
        ("5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", Reason.SENDER),
        ("5.1.1", "550 5.1.1 Mail from 192.0.2.1 is on our block list", Reason.SENDER),
        ("5.0.0", "550 Messages from your network have a bad reputation", Reason.SENDER),
        ("5.0.0", "550 Votre message a été considéré comme indésirable", Reason.SENDER),
        ("5.1.8", "553 5.1.8 Sender address does not exist", Reason.SENDER),
        ("4.4.7", "delivery temporarily suspended: connect to mx.example.net: Connection timed out", Reason.UNREACHABLE),
        ("4.2.2", "452 4.2.2 The recipient's inbox is out of storage space", Reason.FULL),
        ("5.4.6", "554 5.4.6 Too many hops", Reason.UNREACHABLE),
        ("5.0.0", "554 Transaction failed", Reason.UNSAID),
    ],
)  # fmt: skip
def test_success_reason_of_a_refusal(status: str, diagnostic: str, reason: Reason) -> None:
    returned = read(samples.dsn(groups=_group(diagnostic, status=status)))

    assert returned.kind == Kind.BOUNCE
    assert [(failure.address, failure.temporary, failure.reason) for failure in returned.failures] == [
        ("samira@example.net", False, reason)
    ]


@pytest.mark.parametrize(
    ("reason", "temporary", "permanent"),
    [
        (Reason.GONE, False, True),
        (Reason.UNSAID, False, False),
        (Reason.GONE, True, False),
        (Reason.FULL, False, False),
        (Reason.CONTENT, False, False),
        (Reason.SENDER, False, False),
        (Reason.UNREACHABLE, False, False),
    ],
)
def test_success_only_what_is_the_mailbox_s_is_permanent(
    reason: Reason, temporary: bool, permanent: bool
) -> None:
    failure = Failure(address="samira@example.net", temporary=temporary, reason=reason)

    assert failure.permanent is permanent


def test_success_marks_of_our_letter() -> None:
    returned = read(
        samples.dsn(groups=_group("550 5.1.1 unknown")), recipients=("envelope@bounces.example.org",)
    )

    assert returned.sent_to == ("envelope@bounces.example.org", RETURN_PATH)
    assert returned.message_ids == ("0000000042.1700000000@example.org",)
    assert returned.leave_links == (
        "https://example.org/_/unsubscribe/0000000007.abc/",
        "mailto:leave-0000000007.abc@bounces.example.org",
    )
    assert returned.message_id == "report.1@mx.example.net"


def test_success_a_warning_is_no_bounce_yet() -> None:
    group = _group("451 4.7.1 Greylisted, try again later", status="4.7.1", action="delayed")

    (failure,) = read(samples.dsn(groups=group, subject="Delayed")).failures

    assert failure.temporary
    assert not failure.permanent


def _rows(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _consequence(returned: Returned) -> str:
    """Return what follows for the reader, for a report that proves to be ours."""
    if returned.kind != Kind.BOUNCE:
        return "counts" if returned.mechanical and returned.kind == Kind.OTHER else "nothing"
    worst = min(returned.failures, key=lambda one: (one.temporary, not one.permanent))
    if worst.temporary:
        return "nothing"
    return "gone" if worst.permanent else "sender" if worst.reason == Reason.SENDER else "counts"


@pytest.mark.parametrize("row", _rows("refusals.txt"))
def test_success_consequence_of_a_refusal(row: str) -> None:
    consequence, status, answer = row.split(" | ")
    diagnostic, _mark, phase = answer.removesuffix("]").partition(" [")
    said = f"samira@example.net: {diagnostic} ({phase})" if phase else "samira@example.net was not reached."

    returned = read(
        samples.dsn(said=said, groups=_group(diagnostic, status=status).replace("smtp; X-", "X-"))
    )

    assert _consequence(returned) == consequence


def test_success_consequences_of_collected_mails() -> None:
    """Read what people collected from many servers: most is understood, and nearly no healthy mailbox is given up."""
    if not CORPUS.is_dir():
        pytest.skip("the collected mails are not here")
    labels = dict(row.split() for row in _rows("consequences.txt"))
    found = {name: _consequence(read((CORPUS / f"{name}.txt").read_bytes())) for name in labels}

    right = [name for name in labels if found[name] == labels[name]]
    healthy = [name for name in labels if labels[name] != "gone"]
    given_up = [name for name in healthy if found[name] == "gone"]

    assert len(right) >= 0.92 * len(labels), sorted(set(labels) - set(right))
    assert len(given_up) <= 0.02 * len(healthy), given_up


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_success_a_report_that_a_letter_arrived(action: str) -> None:
    returned = read(samples.dsn(groups=_group("250 2.1.5 ok", status="2.1.5", action=action)))

    assert (returned.kind, returned.failures) == (Kind.DELIVERED, ())


@pytest.mark.parametrize(
    ("command", "consequence"),
    [
        (">>> MAIL From:<lettre@example.org> <<< 550 5.1.1 mailbox unavailable", "sender"),
        (">>> EHLO mx.example.org <<< 550 go away", "sender"),
        (">>> RCPT To:<samira@example.net> <<< 550 mailbox unavailable", "gone"),
        (">>> RCPT To:<samira@example.net> <<< 250 ok >>> DATA <<< 554 mailbox unavailable", "counts"),
    ],
)
def test_success_the_moment_of_a_refusal_in_a_transcript(command: str, consequence: str) -> None:
    said = f"----- The following addresses had permanent fatal errors -----\n<samira@example.net>\n\n----- Transcript of session follows -----\n{command}\n"
    group = "Final-Recipient: rfc822; samira@example.net\nAction: failed\nStatus: 5.0.0"

    assert _consequence(read(samples.dsn(said=said, groups=group))) == consequence


@pytest.mark.parametrize(
    ("said", "consequence"),
    [
        ("One of the recipients is not a valid user of this system.", "gone"),
        ("The disk quota of this person is exceeded, the mailbox is full.", "counts"),
        ("The mailbox of the recipient is full. Your letter is delayed and will be retried.", "nothing"),
        ("Brzdt.", "counts"),
    ],
)
def test_success_a_server_that_names_nobody(said: str, consequence: str) -> None:
    assert _consequence(read(samples.prose(said=said))) == consequence


def test_success_a_report_in_a_mail_of_another_server() -> None:
    report = samples.dsn(groups=_group("550 5.1.1 User unknown", status="5.1.1")).decode()
    raw = (
        "From: postmaster@example.net\nTo: <b@bounces.example.org>\nSubject: Undelivered\n"
        'Content-Type: multipart/mixed; boundary="outer"\n\n--outer\nContent-Type: message/rfc822\n\n'
        f"{report}\n--outer\nContent-Type: text/plain\n\nThis mail is confidential.\n--outer--\n"
    )

    assert [failure.reason for failure in read(raw.encode()).failures] == [Reason.GONE]


def test_success_who_was_reached_has_not_failed() -> None:
    groups = f"{_group('250 ok', status='2.0.0', action='relayed')}\n\n{_group('550 5.1.1 unknown user', status='5.1.1', recipient='karim@example.net')}"

    returned = read(samples.dsn(groups=groups))

    assert [failure.address for failure in returned.failures] == ["karim@example.net"]


def test_success_the_address_that_was_written_to() -> None:
    group = f"Original-Recipient: rfc822;samira+2Blettre@example.net\n{_group('550 5.1.1 unknown', recipient='s.alaoui@inside.example.net')}"

    (failure,) = read(samples.dsn(groups=group)).failures

    assert failure.address == "samira+lettre@example.net"


def test_success_the_letter_s_own_words_are_not_the_server_s() -> None:
    said = "Subject: The council votes on spam and blocked roads\nsamira@example.net: mailbox does not exist"
    group = "Final-Recipient: rfc822; samira@example.net\nAction: failed\nStatus: 5.0.0"

    (failure,) = read(samples.dsn(said=said, groups=group)).failures

    assert failure.reason == Reason.GONE


def test_success_a_server_that_only_talks() -> None:
    said = (
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its\n"
        "recipients. This is a permanent error. The following address(es) failed:\n\n"
        "  samira@example.net\n    No such user here\n\n"
        "------ This is a copy of the message, including all the headers. ------\n"
    )

    returned = read(samples.prose(said=said))

    assert [(f.address, f.permanent, f.reason) for f in returned.failures] == [
        ("samira@example.net", True, Reason.GONE)
    ]
    assert returned.message_ids == ("0000000042.1700000000@example.org",)


def test_success_complaint_that_names_the_reader() -> None:
    fields = "Feedback-Type: abuse\nUser-Agent: Loop/1\nOriginal-Rcpt-To: <samira@example.net>"

    returned = read(samples.complaint(fields))

    assert returned.kind == Kind.COMPLAINT
    assert (returned.feedback, returned.complainers) == ("abuse", ("samira@example.net",))
    assert RETURN_PATH in returned.sent_to


def test_success_complaint_that_hides_the_reader() -> None:
    letter = samples.LETTER.replace("samira@example.net", "redacted@provider.example")

    returned = read(samples.complaint("Feedback-Type: abuse\nUser-Agent: Loop/1", letter=letter))

    assert returned.kind == Kind.COMPLAINT
    assert returned.complainers == ()
    assert "mailto:leave-0000000007.abc@bounces.example.org" in returned.leave_links


@pytest.mark.parametrize(
    ("headers", "subject"),
    [
        ("Auto-Submitted: auto-replied", "Re: La Rive"),
        ("X-Autoreply: yes", "Re: La Rive"),
        ("Precedence: auto_reply", "Re: La Rive"),
        ("", "Out of the office until Monday"),
        ("", "Réponse automatique : La Rive"),
        ("", "Respuesta automática: La Rive"),
        ("", "رد تلقائي: الضفة"),
    ],
)
def test_success_somebody_is_away(headers: str, subject: str) -> None:
    said = "I no longer work here, my address does not exist any more. Write to karim@example.net."

    returned = read(samples.reply(headers=headers, subject=subject, said=said))

    assert (returned.kind, returned.failures) == (Kind.AUTO_REPLY, ())


def test_success_a_person_answers() -> None:
    returned = read(samples.reply(subject="Re: La Rive"))

    assert (returned.kind, returned.failures) == (Kind.OTHER, ())


def _misread(folder: Path, labels: Path) -> list[str]:
    """Name the bounces whose failed addresses, or whose lasting, are read otherwise than a person has labelled them."""
    wrong = []
    for label in json.loads(labels.read_text(encoding="utf-8")):
        found = read((folder / label["file"]).read_bytes()).failures
        addresses = {failure.address.lower() for failure in found}
        kinds = {failure.temporary for failure in found} or {label["temporary"]}
        if addresses != {address.lower() for address in label["addresses"]} or kinds != {label["temporary"]}:
            wrong.append(label["file"])
    return wrong


def test_success_bounces_of_many_servers() -> None:
    assert _misread(OURS, OURS / "labels.json") == []
    if CORPUS.is_dir():
        # Collected ones, a few of which say no more than a person could guess.
        labels = CORPUS.with_name("flufl-labels.json")
        wrong = _misread(CORPUS, labels)
        assert len(wrong) <= 0.05 * len(json.loads(labels.read_text())), wrong


def test_success_bounces_cut_anywhere() -> None:
    for file in (*OURS.glob("*.txt"), *sorted(CORPUS.glob("*.txt"))):
        raw = file.read_bytes()
        for share in (1, 3, 5, 7):
            assert read(raw[: len(raw) * share // 8]).kind in Kind


@given(st.binary(max_size=2000))
@example(b"")
@example(b"Content-Type: multipart/report; boundary=\n\n--\n--\n")
@example(b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n====\n")
def test_success_any_bytes(raw: bytes) -> None:
    assert read(raw).kind in Kind
    assert raw.lower() in list(contents(raw))


@given(st.lists(st.tuples(st.integers(0, 1500), st.binary(min_size=1, max_size=8)), max_size=12))
def test_success_any_damage(damages: list[tuple[int, bytes]]) -> None:
    raw = bytearray(samples.dsn(groups=_group("550 5.1.1 unknown user")))

    for place, damage in damages:
        raw[place : place + len(damage)] = damage

    assert read(bytes(raw)).kind in Kind
    assert raw.lower() in list(contents(bytes(raw)))


@pytest.mark.parametrize(
    "raw",
    [
        b"To: Samira@Example.NET\n\n.",
        b"Subject: =?utf-8?b?c2FtaXJhQGV4YW1wbGUubmV0?=\n\n.",
        b"Content-Transfer-Encoding: quoted-printable\n\nWrite to sam=\nira@example=2Enet.",
        b"Content-Type: text/html; charset=x\nContent-Transfer-Encoding: base64\n\n"
        b"PGEgaHJlZj0ibWFpbHRvOnNhbWlyYUBleGFtcGxlLm5ldCI+eDwvYT4=",
        samples.dsn(groups=_group("550"), letter="Subject: =?ascii?q?samira=40example=2Enet?=\n\n."),
    ],
)
def test_success_whatever_a_mail_says_is_found(raw: bytes) -> None:
    assert any(b"samira@example.net" in words for words in contents(raw))
