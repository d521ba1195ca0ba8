"""The authors of an export: accounts, and the guests of Co-Authors Plus, by the names that articles use for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rotative.core import html as safe
from rotative.importers.records import AuthorRecord
from rotative.importers.wordpress.xml import Node


class AuthorNames:
    """All authors of an export. Fill it before the first `of`."""

    def __init__(self) -> None:
        # By login, in the order of the file.
        self._accounts: dict[str, AuthorRecord] = {}
        # By login; guests have posts of their own in the export.
        self._guests: dict[str, AuthorRecord] = {}
        # Guest without a post → the name in their term.
        self._named: dict[str, str] = {}
        # Guest → the account they are linked to.
        self._linked: dict[str, str] = {}

    def add_account(self, record: AuthorRecord) -> None:
        self._accounts.setdefault(record.login, record)

    def add_guest(self, item: Node) -> None:
        """Add a guest from their post."""
        meta = {key: values[0] for key, values in item.meta().items()}
        login = (meta.get("cap-user_login") or item.text("wp:post_name").removeprefix("cap-")).lower()
        parts = (meta.get("cap-first_name", ""), meta.get("cap-last_name", ""))
        name = safe.plain(meta.get("cap-display_name") or item.text("title") or " ".join(filter(None, parts)))
        if not login:
            return
        self._guests[login] = AuthorRecord(
            source="",
            source_id=login,
            login=login,
            name=name or login,
            email=meta.get("cap-user_email", ""),
            biography=safe.plain(meta.get("cap-description", "")),
        )
        if linked := meta.get("cap-linked_account", "").lower():
            self._linked[login] = linked

    def add_terms(self, terms: dict[str, list[tuple[str, str]]]) -> None:
        """Note the names of those who signed an article."""
        for nice, name in terms.get("author", ()):
            login = _login(nice)
            if name and name.lower() not in self._accounts:
                self._named.setdefault(login, name)

    def records(self, source: str) -> Iterator[AuthorRecord]:
        """Yield every author once: accounts, guests with a post, guests without one."""
        for record in self._accounts.values():
            yield replace(record, source=source)
        for login, record in self._guests.items():
            if self._known(login) == login and login not in self._accounts:
                yield replace(record, source=source)
        for login, name in self._named.items():
            if self._known(login) == login and login not in self._accounts and login not in self._guests:
                yield AuthorRecord(source=source, source_id=login, login=login, name=name)

    def of(self, item: Node, terms: dict[str, list[tuple[str, str]]]) -> tuple[str, ...]:
        """Return the logins of the authors of an article: those of the co-authors plugin, else the one account."""
        several = tuple(self._of_term(nice, name) for nice, name in terms.get("author", ()))
        creator = safe.plain(item.text("dc:creator")).lower()
        return several or ((creator,) if creator else ())

    def _of_term(self, nice: str, name: str) -> str:
        """Return the login of an author's term: its name is a login, its slug nearly one."""
        named = name.lower()
        if named in self._accounts and _login(nice) not in self._guests:
            return named
        return self._known(
            _login(nice) if _login(nice) in self._guests or named not in self._guests else named
        )

    def _known(self, login: str) -> str:
        linked = self._linked.get(login, "")
        return linked if linked in self._accounts else login


def _login(nice: str) -> str:
    return safe.plain(nice.removeprefix("cap-")).lower()
