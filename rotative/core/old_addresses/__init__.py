"""Old addresses of a site's former software, and where they lead; see `rules`."""

from rotative.core.old_addresses.rules import (
    LANGUAGE,
    QUERIES,
    QUERY,
    SEARCH,
    Known,
    end_of_chain,
    lead,
    number_file,
    numbered,
    translated,
)

__all__ = [
    "LANGUAGE",
    "QUERIES",
    "QUERY",
    "SEARCH",
    "Known",
    "end_of_chain",
    "lead",
    "number_file",
    "numbered",
    "translated",
]
