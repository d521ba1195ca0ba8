"""`make bench`: the front beside nginx and the memory of the whole tree, on a demo newsroom made for it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from rotative.bench import command

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="rotative-bench-") as folder:
        home = Path(folder) / "home"
        demo = [sys.executable, "-m", "rotative", "demo", "--build-only", "--home", str(home)]
        subprocess.run(demo, check=True)
        # nginx may run as somebody else than who asks.
        Path(folder).chmod(0o755)
        sys.exit(command.main(["serve", *sys.argv[1:]], home=home))
