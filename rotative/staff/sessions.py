"""Django's sessions in the database, each with the account it belongs to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from rotative.staff.models import DeskSession


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        row: DeskSession = super().create_model_instance(data)  # type: ignore[assignment]  # Django names its own model
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row
