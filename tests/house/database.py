"""Rules of models and migrations."""

import ast
import re

from django.db import models

_NARROWING = {"DeleteModel", "RemoveField", "RenameField", "RenameModel", "RemoveConstraint"}


def nameless_constraints(model: type[models.Model]) -> list[str]:
    """Name what the database would name by itself; Wagtail wants `unique_together` of what is translated."""
    meta = model._meta
    auto = [
        str(index.fields)
        for index in meta.indexes
        if not index.name or re.search(r"_[0-9a-f]{6}_idx$", index.name)
    ]
    auto += [str(constraint) for constraint in meta.constraints if not constraint.name]
    pairs = [tuple(pair) for pair in meta.unique_together]
    return auto + ([str(pair) for pair in pairs] if ("translation_key", "locale") not in pairs else [])


def unexplained(text: str) -> list[str]:
    """Name the operations that delete or rename, in a migration that does not start with a comment."""
    if text.lstrip().startswith(("#", '"""')):
        return []
    calls = (node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [func.attr for func in calls if isinstance(func, ast.Attribute) and func.attr in _NARROWING]
