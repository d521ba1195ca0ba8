"""Tables of the press: every public path, the keys that each page showed, the queue of stale pages, the clock."""

from datetime import timedelta

from django.db import models

from rotative.core import clock


class PublicPath(models.Model):
    """One public address: the map of the site. The file at this path is rendered by `recipe` from `arg`."""

    class State(models.TextChoices):
        LIVE = "live"
        GONE = "gone"
        MOVED = "moved"

    # Decoded text, starts with "/"; pages end with "/".
    path = models.TextField(unique=True)
    recipe = models.CharField(max_length=40)
    # Argument of the recipe: usually a primary key; each recipe has its own grammar.
    arg = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LIVE)
    # Decoded path, or whole address, to which a moved path redirects, else "". A recipe that leads has the last word.
    target = models.TextField(blank=True, default="")
    # Why the desk moved it, for the desk.
    why = models.TextField(blank=True, default="", db_default="")
    # SHA-256 of the bytes printed last, "" before the first time.
    digest = models.CharField(max_length=64, blank=True, default="")
    # Name of the frame that was around it, and the places in the bytes that the frame filled; see `framing.frames`.
    frame = models.CharField(max_length=40, blank=True, default="")
    cuts = models.TextField(blank=True, default="")
    baked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["recipe", "arg"], name="publicpath_recipe_arg")]

    def __str__(self) -> str:
        return self.path


class PathKey(models.Model):
    """The key of one thing that a baked page showed."""

    path = models.ForeignKey(PublicPath, on_delete=models.CASCADE, related_name="keys", db_index=False)
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "key"], name="pathkey_once")]
        indexes = [models.Index(fields=["key"], name="pathkey_key")]

    def __str__(self) -> str:
        return f"{self.path_id} showed {self.key}"


class FrameKey(models.Model):
    """The key of one thing that a frame showed. Pages record only the key of their frame; a row too many does no harm."""

    # Key of the frame.
    frame = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    # The bake clock when the row was added: an older mark of the key did not reach the pages in this frame.
    tick = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["frame", "key"], name="framekey_once")]
        indexes = [models.Index(fields=["key"], name="framekey_key")]

    def __str__(self) -> str:
        return f"{self.frame} showed {self.key}"


# A worker that runs takes a page within seconds; a full bake or an import may keep it waiting for this long.
LONGEST_WAIT = timedelta(minutes=10)


class StalePath(models.Model):
    """A page that must be printed again. The row is written in the transaction of the change, and deleted once printed."""

    path = models.OneToOneField(PublicPath, on_delete=models.CASCADE, primary_key=True, related_name="stale")
    # Grows with every new mark: a mark that is set during a bake stays on the queue.
    generation = models.PositiveIntegerField(default=1)
    # Lower is sooner; from the recipe.
    priority = models.PositiveSmallIntegerField(default=50)
    # Whether nothing but the frame changed since the page was printed last: its insides are right in its own file.
    reframe = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Reason of the last failure, shown at the desk.
    error = models.TextField(blank=True, default="")
    # Not tried again before this instant.
    not_before = models.DateTimeField(null=True, blank=True)
    # Leased by an oven until this instant.
    lease_until = models.DateTimeField(null=True, blank=True)
    # Name of the oven that leased it; see `leases.holder`.
    holder = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["priority", "since", "-path"], name="stalepath_soonest"),
            models.Index(
                fields=["holder"], name="stalepath_held", condition=models.Q(lease_until__isnull=False)
            ),
            # The few that could not be printed, as the desk shows them.
            models.Index(
                fields=["-attempts", "path"], name="stalepath_failed", condition=~models.Q(error="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path_id} stale since {self.since:%Y-%m-%d %H:%M:%S}"


class BakeClock(models.Model):
    """One row that moves with every mark. An oven that sees it move prints a doubtful page once more."""

    ticks = models.BigIntegerField(default=0)
    # Digest of the templates, styles and settings with which the whole site was last printed; see `bake.appearance`.
    look = models.CharField(max_length=64, blank=True, default="")
    # The same of what only frames show.
    style = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return str(self.ticks)


class Mark(models.Model):
    """A key that was marked: the log of the last thousand ticks, for processes that cache what showed it."""

    tick = models.BigIntegerField(db_index=True)
    # A key, or `keys.EVERYTHING`.
    key = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.key} at {self.tick}"
