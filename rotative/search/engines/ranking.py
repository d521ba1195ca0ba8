"""Numbers both engines rank with: by relevance, and new articles a little higher."""

# Only the newest matches are ranked: a word in every article of a large archive would take seconds.
CANDIDATES = 5000
# An article of today scores half as much again as a very old one; after a year the bonus is half of that.
FRESH_BONUS = 0.5
YEAR_S = 365.0 * 86_400
