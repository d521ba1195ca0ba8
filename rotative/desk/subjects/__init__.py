"""Subjects at the desk."""
