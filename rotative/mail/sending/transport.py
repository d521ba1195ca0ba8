"""The two ways of a letter to its reader: over SMTP, or through a mail provider."""

from collections.abc import Iterable
from typing import Protocol

from rotative.core import conf
from rotative.mail.message.message import Answer, Letter, Writer
from rotative.mail.message.mime import Heading
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.provider_api import ProviderTransport
from rotative.mail.sending.smtp import SmtpTransport
from rotative.mail.sending.smtp_relay import targets


class Transport(Protocol):
    """A receiver of the pump's letters. It keeps some under way while the pump writes the outcomes of others."""

    @property
    def waiting(self) -> int:
        """The number of letters that nobody outside knows yet."""

    @property
    def busy(self) -> bool:
        """True while an answer is awaited."""

    def writer(self, heading: Heading, *, html: str, text: str) -> Writer:
        """Return a writer for the letters of a variant."""

    def put(self, letters: Iterable[Letter]) -> None:
        """Take letters to hand over, in this order."""

    def work(self, book: Journal, until: float, *, to_the_end: bool) -> None:
        """Hand letters over until none waits, or the monotonic clock says `until`.

        to_the_end: also wait for the last answers. Raises MailError when nothing can be handed over any more.
        """

    def answered(self) -> list[Answer]:
        """Return the answers that came since the last call."""

    def take_back(self) -> Iterable[Letter]:
        """Return the letters that wait; they are not handed over."""

    def give_up(self, book: Journal, patience_s: float) -> Iterable[Letter]:
        """Wait for the last answers after a failure; return the letters that were never begun."""

    def close(self) -> None:
        """End all sessions."""


def configured() -> Transport:
    """Return the transport of the settings. Raises BadRelay, ProviderMissing."""
    if conf.get("mail_provider"):
        return ProviderTransport(connections=conf.get("smtp_connections"))
    return SmtpTransport(targets(), connections=conf.get("smtp_connections"))
