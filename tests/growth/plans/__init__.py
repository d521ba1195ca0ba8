"""The plans of the queries that a newsroom sends again and again: none walks through a table that grows."""
