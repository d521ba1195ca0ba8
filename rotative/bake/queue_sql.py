"""The SQL of the queue: clock and log, public paths, stale rows, leases, outcomes.

Written by hand because every publication runs it: building the same queries took as long as rendering a page. Braces are
filled with placeholders or with text of our own, never with a value.
"""

# The clock and its log.

READ_CLOCK = "SELECT ticks FROM bake_bakeclock WHERE id = 1"
MOVE_CLOCK = "UPDATE bake_bakeclock SET ticks = ticks + 1 WHERE id = 1 RETURNING ticks"
LOCK_CLOCK = "UPDATE bake_bakeclock SET ticks = ticks WHERE id = 1 RETURNING ticks"
ADD_TO_LOG = "INSERT INTO bake_mark (tick, key) VALUES {rows}"
LOG_SINCE = "SELECT DISTINCT key FROM bake_mark WHERE tick > %s"
SWEEP_LOG = "DELETE FROM bake_mark WHERE tick <= %s"

# Marking and placing.

MARK = """
    INSERT INTO bake_stalepath (path_id, generation, priority, since, attempts, error, holder, reframe)
    SELECT p.id, 1, {priority}, %s, 0, '', '', {reframe} FROM bake_publicpath p WHERE {condition}
    ON CONFLICT (path_id) DO UPDATE SET
        generation = bake_stalepath.generation + 1, attempts = 0, error = '', not_before = NULL,
        priority = CASE WHEN excluded.priority < bake_stalepath.priority
            THEN excluded.priority ELSE bake_stalepath.priority END,
        reframe = bake_stalepath.reframe AND excluded.reframe
"""
# What changed, for MARK.
FRAME_ONLY, INSIDES = "TRUE", "FALSE"
# Conditions for MARK.
SHOWED = "p.id IN (SELECT k.path_id FROM bake_pathkey k WHERE k.key IN ({keys}))"
AT_PATHS = "p.path IN ({paths})"
BETWEEN = "p.id > %s AND p.id <= %s"
FIRST = """
    UPDATE bake_stalepath SET priority = {priority} WHERE priority > {priority}
        AND path_id IN (SELECT id FROM bake_publicpath WHERE recipe = %s AND arg IN ({args}))
"""
PRIORITY = "CASE p.recipe {order} ELSE {other} END"
PRIORITY_OF_RECIPE = "WHEN '{name}' THEN {priority}"
FRAMES_SHOWING = "SELECT DISTINCT frame FROM bake_framekey WHERE key IN ({keys})"
REACH = "SELECT COUNT(*) FROM (SELECT 1 FROM bake_pathkey WHERE key IN ({keys}) LIMIT {limit}) AS reached"
PLACE = """
    INSERT INTO bake_publicpath (path, recipe, arg, state, target, digest, frame, cuts) VALUES {rows}
    ON CONFLICT (path) DO UPDATE SET
        recipe = excluded.recipe, arg = excluded.arg, state = excluded.state, target = excluded.target
    WHERE {over} OR bake_publicpath.state <> 'live'
        OR (bake_publicpath.recipe = excluded.recipe AND bake_publicpath.arg = excluded.arg)
    RETURNING path
"""
# Conditions for PLACE: whether a page may take the path of another one that is live.
OVER = "1 = 1"
NEVER_OVER = "1 = 0"
PLACED_ROW = "(%s, %s, %s, %s, %s, '', '', '')"
PLACED = """
    SELECT path, recipe, arg FROM bake_publicpath
    WHERE recipe IN ({recipes}) AND arg IN ({args}) AND state = %s
"""

# Leases.

_DUE = "(s.lease_until IS NULL OR s.lease_until < %s) AND (s.not_before IS NULL OR s.not_before <= %s)"
COUNT_DUE = f"SELECT COUNT(*) FROM bake_stalepath s WHERE {_DUE}"  # noqa: S608 text of our own
ANY_DUE = f"SELECT 1 FROM bake_stalepath s WHERE {_DUE} LIMIT 1"  # noqa: S608 text of our own
TAKEN = """
    SELECT s.path_id, s.generation, s.attempts, s.reframe,
        p.path, p.recipe, p.arg, p.state, p.target, p.digest, p.frame, p.cuts
    FROM bake_stalepath s JOIN bake_publicpath p ON p.id = s.path_id WHERE {which} {lock}
"""
# Which rows TAKEN takes, and in which order.
MOST_URGENT = f"{_DUE} ORDER BY s.priority, s.since, s.path_id DESC LIMIT %s"
THESE = "s.path_id IN ({ids}) ORDER BY s.priority"
LOCKED = "FOR UPDATE OF s"
LOCKED_SKIPPING = "FOR UPDATE OF s SKIP LOCKED"
HOLDERS = "SELECT DISTINCT holder FROM bake_stalepath WHERE lease_until IS NOT NULL"
LEASE = "UPDATE bake_stalepath SET lease_until = %s, holder = %s WHERE path_id IN ({ids})"

# Outcomes.

KNOWN_KEYS = "SELECT path_id, key FROM bake_pathkey WHERE path_id IN ({ids})"
ADD_KEY = "INSERT INTO bake_pathkey (path_id, key) VALUES (%s, %s) ON CONFLICT DO NOTHING"
DROP_KEY = "DELETE FROM bake_pathkey WHERE path_id = %s AND key = %s"
NOTE_BAKED = "UPDATE bake_publicpath SET digest = %s, frame = %s, cuts = %s, baked_at = %s WHERE id = %s"
FRAME_KEYS = "SELECT frame, key, tick FROM bake_framekey WHERE frame IN ({frames})"
ADD_FRAME_KEY = "INSERT INTO bake_framekey (frame, key, tick) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
# A mark that was set after the row was taken has moved its generation: that row stays. The ids are there once more because
# SQLite looks up no pair by an index: it would read every row that waits.
DONE = """
    DELETE FROM bake_stalepath WHERE holder = %s AND path_id IN ({ids}) AND (path_id, generation) IN (VALUES {pairs})
    RETURNING path_id
"""
# What was printed of these rows is not on record, so their insides may not be taken from their files.
FREE = """
    UPDATE bake_stalepath SET lease_until = NULL, holder = '', reframe = FALSE WHERE holder = %s AND path_id IN ({ids})
    RETURNING path_id
"""
MARK_AGAIN = """
    INSERT INTO bake_stalepath (path_id, generation, priority, since, attempts, error, holder, reframe)
    SELECT id, 1, 0, %s, 0, '', '', FALSE FROM bake_publicpath WHERE id IN ({ids})
    ON CONFLICT (path_id) DO UPDATE SET generation = bake_stalepath.generation + 1, reframe = FALSE
"""

# SQLite in a process that only bakes: no mapped file, and half the page cache.
LESS_MEMORY = ("PRAGMA mmap_size = 0", "PRAGMA cache_size = -8000")
