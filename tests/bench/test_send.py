"""The report of the sending benchmark, at a tiny size."""

import argparse
import os

import pytest

from rotative.bench import send
from tests.mail.sending.relays import SINK

OPTIONS = argparse.Namespace(
    letters=60, rounds=1, database="sqlite", dkim=True, connections=2, audience=[80], json=True
)


@pytest.mark.processes
@pytest.mark.skipif(not os.access(SINK, os.X_OK), reason="smtp-sink is not installed (Debian: postfix)")
def test_success_report() -> None:
    results = send.run(OPTIONS, None)

    assert results["letters"] == 60
    assert min(results[name] for name in ("rotative", "smtp_source", "send_messages", "cpu_us")) > 0
    assert {"lease, mark, commit", "settle", "encode", "sign", "journal", "talk", "wait"} == set(
        results["stages_us"]
    )
    assert [one["readers"] for one in results["audiences"]] == [80]
    assert "letters/s" in send.text(results)


@pytest.mark.skipif(not os.access(SINK, os.X_OK), reason="smtp-sink is not installed (Debian: postfix)")
def test_fail_no_database_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with pytest.raises(send.NoPostgres):
        send.run(argparse.Namespace(**{**vars(OPTIONS), "database": "postgres"}), None)
