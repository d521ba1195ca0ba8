"""Subjects are named from above: whoever names them follows them by these signals."""

from django.dispatch import Signal

# Sent inside the transaction of a merger, while both subjects have their names; `kept` and `gone` are subjects.
# A receiver may answer with a function that is called once the names have moved, before `gone` is deleted.
merging = Signal()
