"""The largest body that a request may have: a reader's form is small, and only a signed-in editor uploads anything."""

# The longest comment in a language of ours has 31 kB once its letters are percent-encoded.
READER_MAX_BYTES = 32 * 1024
# Providers report in batches, the largest of 768 kB.
# Source: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
REPORT_MAX_BYTES = 1024 * 1024

DESK = "/desk/"
REPORTS = "/_/returns/"
_SESSION = "sessionid="


def body_max_bytes(path: str, cookie: str, *, upload_max_bytes: int) -> int:
    """Return how many bytes the body of a request to a path may have.

    cookie: the header of that name. Without a session of the desk nothing is uploaded; whether the session is a real
    one, the application says.
    """
    if path.startswith(DESK) and _SESSION in cookie:
        return upload_max_bytes
    return min(REPORT_MAX_BYTES if path.startswith(REPORTS) else READER_MAX_BYTES, upload_max_bytes)
