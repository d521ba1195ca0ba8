"""A mailing with a letter of 30 kB, to measure the cost of sending."""

from datetime import date

from django.db import transaction

from rotative.mail import actions as mailings
from rotative.mail.message.content import LEAVE, Content
from rotative.mail.models import Mailing
from rotative.mail.sending.selection import Audience

# The size of an ordinary letter of ours with its headers, as it travels.
LETTER_BYTES = 30_000
_LINE = "Le port s’éveille, la criée commence, et les premiers bateaux sont à quai. "


@transaction.atomic
def mailing(day: int) -> Mailing:
    """Start a mailing to every reader. day: mailings differ by it."""
    html, text = body()
    content = Content(subject_line="Le port s’éveille", html=html, text=text, seconds=300)
    made = Mailing(
        kind="edition", list_name="letter", language="fr", day=date(2026, day // 28 + 1, day % 28 + 1)
    )
    mailings.freeze(made, Audience(), lambda _selection: content)
    mailings.start(made)
    return made


def body() -> tuple[str, str]:
    """Return the two parts of the letter, HTML and text."""
    leave = f"https://estuaire.example/_/unsubscribe/{LEAVE}/"
    text = f"{_LINE * 60}\n{leave}\n"
    html = f"<html><body><p>{_LINE * 215}</p><a href='{leave}'>Se désabonner</a></body></html>"
    return html, text
