"""Subjects suggested for the archive's articles: found in a walk, added or refused at the desk, and both undone."""
