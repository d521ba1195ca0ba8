"""Recipes of the pages: one module for each kind, registered when the application starts."""
