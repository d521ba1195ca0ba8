"""What comes back by mail, read without a database: bounces, complaints, people who leave by mail."""

from rotative.subscribers.bounces.reading import read
from rotative.subscribers.bounces.reasons import reason_of, status_of
from rotative.subscribers.bounces.records import Failure, Kind, Reason, Returned

__all__ = ["Failure", "Kind", "Reason", "Returned", "read", "reason_of", "status_of"]
