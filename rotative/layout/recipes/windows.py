"""What names one page of a list: the list's name, then `@` and the window's number for an older page."""

from rotative.articles.reads import HEAD


def asked(arg: str) -> tuple[str, int]:
    """List and window that an arg names."""
    name, _at, number = arg.partition("@")
    return name, int(number) if number else HEAD
