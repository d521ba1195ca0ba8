"""Limits of attempts to sign in and of letters, counted before anything costly is done."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from rotative.request_limits.rate_limit import RateLimit

# NIST SP 800-63B asks for at most 100 wrong passwords in a row; an office shares a network.
PER_ACCOUNT = RateLimit("sign_in_account", "10/15minutes")
PER_NETWORK = RateLimit("sign_in_network", "40/15minutes")
# A browser that has signed in to the account before: strangers cannot lock its user out.
PER_BROWSER = RateLimit("sign_in_browser", "20/15minutes")
# A password costs about a third of a second of processor, and one thread serves the application: readers who search
# wait for a second at most, and four fifths of its time stay theirs.
HOUSE = RateLimit("sign_in_house", "3/5seconds")
# Codes of the second step, after the right password: three of a million are valid at a time.
CODES = RateLimit("second_step", "10/15minutes")
LETTERS_PER_ADDRESS = RateLimit("password_letters_address", "3/hour")
LETTERS_PER_NETWORK = RateLimit("password_letters_network", "10/hour")


def allow(*counted: tuple[RateLimit, str]) -> bool:
    """Count one attempt under each limit in this order and return whether it is within all.

    One that a limit refuses is not counted under those after it.
    counted: limits with what they count by, such as an account's name; nothing of it is kept but a keyed hash.
    """
    return all(limit.allows(_hash(by)) for limit, by in counted)


def forget(*counted: tuple[RateLimit, str]) -> None:
    """Set the counts back to zero, after a success."""
    for limit, by in counted:
        limit.forget(_hash(by))


def _hash(by: str) -> str:
    return salted_hmac("staff.attempts", by, algorithm="sha256").hexdigest()[:32]
