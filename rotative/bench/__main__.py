"""`make bench`: every benchmark in turn, in newsrooms made for it: --keep DIR keeps them for the next run."""

import argparse
import sys
import tempfile
from pathlib import Path

from rotative.bench import command
from rotative.bench.newsrooms import apart, newsroom, rotative
from rotative.core.arguments import whole_number

# Articles of the newsroom that is served.
_SERVED = 100_000


def main() -> int:
    """Run all benchmarks; return 1 where any of them found something wrong."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    parser.add_argument("--sizes", default="10000,100000", help="of the archives of `bench press`")
    parser.add_argument(
        "--served", type=whole_number(1), default=_SERVED, help="articles of the newsroom that is served"
    )
    options = parser.parse_args()
    with apart(), tempfile.TemporaryDirectory(prefix="rotative-bench-") as folder:
        # nginx may run as somebody else than who asks.
        Path(folder).chmod(0o755)
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        codes = [command.main(["press", "--keep", str(kept), "--sizes", options.sizes], home=None)]
        home = newsroom(kept, options.served)
        rotative(home, "bake", "--stale")
        codes.append(command.main(["serve"], home=home))
    codes += [command.main([kind], home=None) for kind in command.KINDS if kind not in ("press", "serve")]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
