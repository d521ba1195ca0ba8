"""The SQL of a rate limit: one statement counts a request, so that two processes at the same time count two."""

# A window that has ended begins again with this request.
HIT = """
    INSERT INTO request_limits_window (key, hits, ends_at) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET
        hits = CASE WHEN request_limits_window.ends_at <= %s THEN excluded.hits
            ELSE request_limits_window.hits + excluded.hits END,
        ends_at = CASE WHEN request_limits_window.ends_at <= %s THEN excluded.ends_at
            ELSE request_limits_window.ends_at END
    RETURNING hits
"""
