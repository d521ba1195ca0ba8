"""The bucket that has a copy of every page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rotative.bake.store import configured
from rotative.bake.store.folder import NotPrinted
from rotative.core.errors import RotativeError
from rotative.project.checkup.finding import Finding

# No page of a newsroom can have this name, and a bake of everything would take it away.
PROBE = "/.rotative-check.txt"


def bucket() -> Iterator[Finding]:
    """Put, list and delete a small page in the bucket of `press_url`, if there is one, and report what fails."""
    try:
        press = configured.object_press()
        if press is not None:
            press.write(PROBE, b"")
            press.read(PROBE)
            press.remove(PROBE)
    except NotPrinted as exc:
        yield Finding(
            code="press.bucket",
            level="error",
            message=_("The bucket of press_url cannot be used: %(reason)s.")
            % {"reason": exc.fields["reason"]},
            remedy=_(
                "Compare press_url, press_endpoint and press_region, give the credentials in the environment "
                "(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), and let them list, read, put and delete there."
            ),
        )
    except RotativeError:
        # The system checks say so.
        return
