"""The PostgreSQL that the suite may use. Run as a program, the exit code is 0 if it answers."""

import os
import sys

import psycopg

URL = os.environ.get("ROTATIVE_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")


def answers() -> bool:
    """Tell whether the server is there and lets us in."""
    try:
        psycopg.connect(URL, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(0 if answers() else 1)
