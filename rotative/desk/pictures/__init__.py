"""Pictures at the desk."""
