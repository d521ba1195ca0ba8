"""Modules that libraries would load along with themselves stay away from the processes of a newsroom."""

import os
import subprocess
import sys
from pathlib import Path

from rotative.project import home

ROOT = Path(__file__).resolve().parents[2]
_CODE = """
import sys
from rotative.run import front_process
front_process.preload()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
import requests, pillow_heif
from rest_framework import compat
print(compat.requests, compat.postgres_fields)
"""


def test_success_left_out_until_asked_for(tmp_path: Path) -> None:
    home.create(tmp_path)
    environment = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}

    done = subprocess.run(
        [sys.executable, "-c", _CODE],
        env={**environment, "ROTATIVE_HOME": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    loaded, compat = done.stdout.splitlines()
    assert {"wagtail", "rest_framework", "bs4", "willow"} <= set(loaded.split())
    assert not {
        "psycopg",
        "requests",
        "urllib3",
        "yaml",
        "pygments",
        "charset_normalizer",
        "pillow_heif",
        "aiosmtpd",
        "segno",
    }.intersection(loaded.split())
    assert compat == "None None"
