"""The rate limit of the comment form."""

from rotative.request_limits.rate_limit import RateLimit

# A newsroom, a school or a café shares one network, and a debate can be heated.
PER_NETWORK = RateLimit("comments", "6/minute;30/hour")
