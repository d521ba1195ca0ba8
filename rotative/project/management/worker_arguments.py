"""The arguments of `rotative worker`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser

HELP = "Publish what is due, print what is stale, run queued tasks, send letters, until stopped."


def add_arguments(parser: ArgumentParser) -> None:
    """Add none: the settings say what a worker does."""
