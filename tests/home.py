"""Run a command with an empty newsroom as its home: `python -m tests.home mypy rotative`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rotative.project import home

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="rotative-home-") as folder:
        home.create(Path(folder))
        environment = {**os.environ, "ROTATIVE_HOME": folder}
        sys.exit(subprocess.run(sys.argv[1:], env=environment, check=False).returncode)
