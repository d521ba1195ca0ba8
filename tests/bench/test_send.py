"""The report of the sending benchmark, at a tiny size."""

import argparse
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rotative.bench import send
from rotative.bench.newsrooms import apart
from tests.conftest import proofs
from tests.mail.sending.relays import SINK

OPTIONS = argparse.Namespace(
    letters=60, rounds=1, database="sqlite", dkim=True, connections=2, audience=[80], json=True
)


def in_copies(empty: Path, folder: Path) -> Callable[[], dict[str, Any]]:
    """Return what measures like `send.run`, in copies of an empty newsroom."""

    def run() -> dict[str, Any]:
        shutil.copytree(empty, folder / "speed")
        shutil.copytree(empty, folder / "audience")
        with apart():
            speed = send.compare(folder / "speed", OPTIONS)
            audience = send.weigh(folder / "audience", OPTIONS.audience[0])
        return {"database": "sqlite", "dkim": True, **speed, "audiences": [audience]}

    return run


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.skipif(not os.access(SINK, os.X_OK), reason="smtp-sink is not installed (Debian: postfix)")
def test_success_report(empty_home: Path, tmp_path: Path) -> None:
    """Measures in newsrooms of its own as a proof; in CI in a copy of one, whose tables need no migration."""
    results = proofs(in_copies(empty_home, tmp_path), lambda: send.run(OPTIONS, None))()

    assert results["letters"] == 60
    assert min(results[name] for name in ("rotative", "smtp_source", "send_messages", "cpu_us")) > 0
    assert {"lease, mark, commit", "settle", "disk", "encode", "sign", "journal", "talk", "wait"} == set(
        results["stages_us"]
    )
    assert [one["readers"] for one in results["audiences"]] == [80]
    assert "letters/s" in send.text(results)


@pytest.mark.skipif(not os.access(SINK, os.X_OK), reason="smtp-sink is not installed (Debian: postfix)")
def test_fail_no_database_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with pytest.raises(send.NoPostgres):
        send.run(argparse.Namespace(**{**vars(OPTIONS), "database": "postgres"}), None)
