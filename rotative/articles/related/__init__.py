"""Further reading under an article, and the subjects that go with another: chosen once, then kept.

See docs/decisions/0037-further-reading-is-chosen-once.md.
"""
