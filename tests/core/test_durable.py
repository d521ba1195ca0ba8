"""Commits that reach the disk before anybody hears of them, in a newsroom of its own: the suite's transactions never commit."""

import json
import shutil
from pathlib import Path

from tests.processes import sites

# Prints how SQLite waits for the disk (1 NORMAL, 2 FULL): inside and after `durable`, inside a transaction, after a failure,
# and whenever a reader leaves, by a link and by mail.
_CODE = """
import json
from django.db import transaction
from django.test import Client
from rotative.core import clock, conf, sql
from rotative.core.durable import durable
from rotative.mail.message.verp import leave_address
from rotative.mail.returns.inbound import receive
from rotative.subscribers import link_tokens
from rotative.subscribers.models import Subscriber
from rotative.subscribers.signals import leaving

def level():
    return sql.rows("PRAGMA synchronous", [])[0][0]

found = {"at first": level()}
with durable():
    found["inside"] = level()
with transaction.atomic(), durable():
    found["in a transaction"] = level()
try:
    with durable():
        raise ValueError
except ValueError:
    found["after a failure"] = level()

heard = []
def note(**kwargs):
    heard.append(level())
leaving.connect(note)
now = clock.now()
tokens = []
for name in ("lina", "nour"):
    person = Subscriber.objects.create(
        email=f"{name}@example.org", email_normalised=f"{name}@example.org", domain="example.org",
        language="fr", state="confirmed", created_at=now, consent_at=now,
    )
    tokens.append(link_tokens.leave_token(person.pk, person.secret))
Client().post(f"/_/unsubscribe/{tokens[0]}/", headers={"host": "localhost"})
receive(f"From: nour@example.org\\nTo: <{leave_address(tokens[1])}>\\nSubject: .\\n\\n.".encode())
found["when readers leave"] = heard
found["states"] = sorted(Subscriber.objects.values_list("state", flat=True))
found["at last"] = level()
print(json.dumps(found))
"""


def test_success_what_a_reader_asked_for_waits_for_the_disk(empty_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(empty_home, home)

    said = sites.python(home, _CODE)

    assert json.loads(said.splitlines()[-1]) == {
        "at first": 1,
        "inside": 2,
        # SQLite cannot change its mind inside a transaction.
        "in a transaction": 1,
        "after a failure": 1,
        "when readers leave": [2, 2],
        "states": ["unsubscribed", "unsubscribed"],
        "at last": 1,
    }
