"""Which way letters go: over SMTP, or through a mail provider."""

from collections.abc import Iterable
from typing import Protocol

from rotative.core import conf
from rotative.mail.message.message import Answer, Letter, Writer
from rotative.mail.message.mime import Face
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.provider_api import Provider
from rotative.mail.sending.smtp import Wire
from rotative.mail.sending.smtp_relay import targets


class Transport(Protocol):
    """What the pump hands letters to. It keeps some under way while the pump writes down what became of others."""

    @property
    def waiting(self) -> int:
        """Letters of which nobody outside knows yet."""

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""

    def writer(self, face: Face, *, html: str, text: str) -> Writer:
        """Who makes the letters of a variant."""

    def put(self, letters: Iterable[Letter]) -> None:
        """Letters to hand over, in this order."""

    def work(self, book: Journal, until: float, *, to_the_end: bool) -> None:
        """Hand letters over until none waits, or the monotonic clock says `until`.

        to_the_end: also wait for the last answers. Raises EditionError when nothing can be handed over any more.
        """

    def answered(self) -> list[Answer]:
        """What became known since the last call."""

    def take_back(self) -> Iterable[Letter]:
        """The letters that wait; they are not handed over."""

    def give_up(self, book: Journal, patience_s: float) -> Iterable[Letter]:
        """After a failure: hear what is still said; the letters that were never begun."""

    def close(self) -> None:
        """Leave."""


def chosen() -> Transport:
    """The way the settings name. Raises BadRelay, ProviderMissing."""
    if conf.get("mail_provider"):
        return Provider(connections=conf.get("smtp_connections"))
    return Wire(targets(), connections=conf.get("smtp_connections"))
