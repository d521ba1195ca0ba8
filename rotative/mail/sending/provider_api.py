"""Letters through a mail provider's own interface, by any backend of django-anymail (the extra `providers`).

One request for each letter, because each has links of its own; a few at once. The letter is noted in the journal before
its request and with its answer, as for a relay. The provider's reports name the delivery by its metadata.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from email.utils import formataddr
from queue import SimpleQueue
from time import monotonic
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection

from rotative.core import conf
from rotative.mail.errors import MailError, ProviderMissing, ProviderRefused, ProviderUnreachable
from rotative.mail.message.content import LEAVE
from rotative.mail.message.message import Answer, Letter, Reader
from rotative.mail.message.mime import Heading, headers, list_id
from rotative.mail.message.verp import message_name
from rotative.mail.sending.journal import Journal
from rotative.subscribers.link_tokens import leave_token

# A relay's code for each word of a provider. "unknown": it took the letter and says no more.
_CODES = {
    "sent": "250",
    "queued": "250",
    "unknown": "250",
    "invalid": "553 5.1.3",
    # The address is on a list of the provider, for any reason: that counts, and decides nothing alone.
    "rejected": "550",
    "failed": "450",
}
# The request was never made.
_NEVER_BEGUN = {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}
_NO_ENTRY = (401, 403)
_LATER = (408, 425, 429, 503)
_FAULTS = 500
_REQUEST_S = 30
# Requests that failed in a row, before the provider is left alone for now.
_FAILURES = 3


class _HiddenError(Exception):
    """An HTTP error that the backend did not raise: the answer then says nothing about the reader."""

    def __init__(self, status_code: int) -> None:
        super().__init__(status_code)
        self.status_code = status_code


@dataclass(frozen=True, slots=True)
class ProviderLetter:
    """One letter ready for the provider."""

    delivery_id: int
    attempt: int
    message: EmailMultiAlternatives


class ProviderWriter:
    """A writer of letters for a provider."""

    def __init__(self, heading: Heading, *, html: str, text: str) -> None:
        self._face = heading
        self._html = html
        self._text = text

    @property
    def signs(self) -> bool:
        """False: the provider signs."""
        return False

    def address(self, delivery_id: int, attempt: int, reader: Reader) -> ProviderLetter:
        """Write one reader's copy."""
        token = leave_token(reader.subscriber_id, reader.secret)
        heading = self._face
        named = headers(heading, name=message_name(delivery_id), token=token)
        named["List-Id"] = f"{heading.outlet_name} <{list_id(heading)}>"
        message = EmailMultiAlternatives(
            subject=" ".join(heading.subject_line.split()),
            body=self._text.replace(LEAVE, token),
            from_email=formataddr((heading.outlet_name, conf.get("mail_from"))),
            to=[reader.email],
            headers=named,
        )
        message.attach_alternative(self._html.replace(LEAVE, token), "text/html")
        # Read by django-anymail's backends.
        message.metadata = {"delivery": str(delivery_id)}  # type: ignore[attr-defined]
        message.tags = [heading.kind]  # type: ignore[attr-defined]
        return ProviderLetter(delivery_id, attempt, message)


def backend() -> Any:
    """Return the backend of the settings' provider, not connected yet. Raises ProviderMissing."""
    name: str = conf.get("mail_provider")
    path = name if "." in name else f"anymail.backends.{name}.EmailBackend"
    options = dict(option.partition("=")[::2] for option in conf.get("mail_provider_options").split())
    try:
        return get_connection(path, timeout=_REQUEST_S, **options)
    except (ImportError, ImproperlyConfigured, TypeError) as exc:
        raise ProviderMissing(provider=name, reason=str(exc).strip().splitlines()[0].rstrip(".")) from exc


class ProviderTransport:
    """The transport through the provider of the settings, a few letters at once."""

    def __init__(self, *, connections: int) -> None:
        """Raises ProviderMissing."""
        self._name: str = conf.get("mail_provider")
        self._backends: SimpleQueue[Any] = SimpleQueue()
        for _ in range(connections):
            self._backends.put(backend())
        self._connections = connections
        self._requests = ThreadPoolExecutor(max_workers=connections, thread_name_prefix="provider")
        self._waiting: deque[ProviderLetter] = deque()
        self._out: dict[Future[str], ProviderLetter] = {}
        self._answers: list[Answer] = []
        self._failures = 0

    def writer(self, heading: Heading, *, html: str, text: str) -> ProviderWriter:
        """Return a writer for the letters of a variant."""
        return ProviderWriter(heading, html=html, text=text)

    def put(self, letters: Iterable[Letter]) -> None:
        """Take letters to hand over, in this order."""
        self._waiting.extend(cast(Iterable[ProviderLetter], letters))

    @property
    def waiting(self) -> int:
        """The number of letters that the provider does not know yet."""
        return len(self._waiting)

    @property
    def busy(self) -> bool:
        """True while an answer is awaited."""
        return bool(self._out)

    def answered(self) -> list[Answer]:
        """Return the answers that came since the last call."""
        answers, self._answers = self._answers, []
        return answers

    def work(self, book: Journal, wait_s: float) -> None:
        """Make as many requests as may be under way, wait for answers for so long at most, and note them.

        Raises ProviderRefused, ProviderUnreachable.
        """
        self._begin(book)
        self._collect(book, monotonic() + wait_s)

    def take_back(self) -> list[ProviderLetter]:
        """Return the letters that wait; they are not handed over."""
        letters = list(self._waiting)
        self._waiting.clear()
        return letters

    def give_up(self, book: Journal, patience_s: float) -> None:
        """Wait for the last answers after a failure; no further letter is begun."""
        until = monotonic() + patience_s
        self.take_back()
        while self._out and monotonic() < until:
            try:
                self._collect(book, until)
            except MailError:
                # The same failure that ends the run.
                continue
        self._answers += [Answer(one.delivery_id, one.attempt, "") for one in self._out.values()]
        self._out.clear()
        self.take_back()

    def close(self) -> None:
        """End. A request under way ends by itself."""
        self._requests.shutdown(wait=False, cancel_futures=True)
        while not self._backends.empty():
            self._backends.get_nowait().close()

    def _begin(self, book: Journal) -> None:
        """Start as many requests as may be under way at once; each is in the journal before it is made."""
        fresh = [self._waiting.popleft() for _ in range(min(self._room(), len(self._waiting)))]
        for letter in fresh:
            book.handing(letter.delivery_id, letter.attempt)
        book.flush()
        for letter in fresh:
            self._out[self._requests.submit(self._request, letter)] = letter

    def _room(self) -> int:
        return self._connections - len(self._out)

    def _request(self, letter: ProviderLetter) -> str:
        """Send one letter, in a thread of its own; return the provider's name for it and its answer, "id word".

        Raises _HiddenError.
        """
        backend = self._backends.get()
        try:
            # It stays open for the next letter.
            backend.open()
            backend.ignore_recipient_status = True
            backend.send_messages([letter.message])
        finally:
            self._backends.put(backend)
        answer = letter.message.anymail_status  # type: ignore[attr-defined]
        (status,) = answer.recipients.values()
        if status.status == "unknown" and not getattr(answer.esp_response, "ok", True):
            raise _HiddenError(answer.esp_response.status_code)
        return f"{status.message_id or ''} {status.status}"

    def _collect(self, book: Journal, until: float) -> None:
        done, _ = wait(self._out, max(until - monotonic(), 0), FIRST_COMPLETED)
        for request in done:
            letter = self._out.pop(request)
            error = request.exception()
            if error is None:
                name, _, word = request.result().rpartition(" ")
                self._note(book, letter, _CODES.get(word, "250"), name)
            else:
                self._fail(book, letter, error)
        book.flush()

    def _note(self, book: Journal, letter: ProviderLetter, code: str, name: str = "") -> None:
        self._failures = 0
        book.answered(letter.delivery_id, code, letter.attempt)
        self._answers.append(Answer(letter.delivery_id, letter.attempt, code, name))

    def _fail(self, book: Journal, letter: ProviderLetter, error: BaseException) -> None:
        """Settle a failed request. Raises ProviderRefused, ProviderUnreachable, and errors of our own."""
        status = getattr(error, "status_code", None)
        if status in _NO_ENTRY:
            self._waiting.appendleft(letter)
            raise ProviderRefused(provider=self._name, status=status) from error
        if status in _LATER:
            self._note(book, letter, f"451 HTTP:{status}")
        elif status is not None and status < _FAULTS:
            # The provider objects to what we send, not to the reader.
            self._note(book, letter, "550 5.7.0")
        else:
            self._lose(letter, error)

    def _lose(self, letter: ProviderLetter, error: BaseException) -> None:
        """Settle a request without an answer: in doubt unless it was never made."""
        if any(type(one).__name__ in _NEVER_BEGUN for one in _causes(error)):
            self._waiting.appendleft(letter)
        else:
            self._answers.append(Answer(letter.delivery_id, letter.attempt, ""))
            if not hasattr(error, "status_code"):
                # The error is not the provider's: it is ours.
                raise error
        self._failures += 1
        if self._failures >= _FAILURES:
            raise ProviderUnreachable(provider=self._name) from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
