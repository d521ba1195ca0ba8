"""The counts of rate limits: in the database, because several processes and machines answer the same readers."""

from django.db import models


class Window(models.Model):
    """The requests of one network to one form since its window began."""

    # Name of the limit, a keyed hash of the network, and the rate.
    key = models.CharField(max_length=200, unique=True)
    hits = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.hits} until {self.ends_at:%Y-%m-%d %H:%M:%S}"
