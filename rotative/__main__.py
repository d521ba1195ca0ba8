"""`python -m rotative` is `rotative`."""

import sys

from rotative.project.cli import main

if __name__ == "__main__":
    sys.exit(main())
