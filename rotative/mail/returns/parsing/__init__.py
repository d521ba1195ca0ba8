"""Parsing of mail that comes back, without a database: bounces, complaints, people who leave by mail."""

from rotative.mail.returns.parsing.classify import read
from rotative.mail.returns.parsing.parsed_mail import Failure, Kind, Reason, Returned
from rotative.mail.returns.parsing.reasons import reason_of, status_of

__all__ = ["Failure", "Kind", "Reason", "Returned", "read", "reason_of", "status_of"]
