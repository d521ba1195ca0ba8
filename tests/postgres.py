"""Exit code 0 when a PostgreSQL that the suite may use answers: `python -m tests.postgres`."""

import os
import sys

import psycopg

URL = os.environ.get("ROTATIVE_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")


def answers() -> bool:
    """Whether the server is there and lets us in."""
    try:
        psycopg.connect(URL, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(0 if answers() else 1)
