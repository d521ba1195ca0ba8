"""Rules of templates."""

import re


def undescribed(text: str) -> list[str]:
    """Report a template whose first lines, after `extends`, are no comment."""
    body = re.sub(r"^\s*\{%-?\s*extends[^%]*%\}", "", text).lstrip()
    top = body.split("\n", 3)[:3]
    return [] if any(re.search(r"\{#|\{%-? comment", line) for line in top) else ["no comment at the top"]


def trusting(text: str) -> list[str]:
    """Name what is printed unescaped, unless it is a literal of the template itself; a recipe hands over Markup instead."""
    literals = set(re.findall(r"\{%-?\s*set (\w+) = [\"']", text))
    printed = re.findall(r"([\w.\[\]]+|\"[^\"]*\"|'[^']*')\s*\|\s*safe\b", text)
    found = [f"{what}|safe" for what in printed if what[0] not in "\"'" and what not in literals]
    return found + re.findall(r"\{%-?\s*autoescape (?:off|false)", text)


def other_limits(text: str, limits: dict[str, int]) -> list[str]:
    """Name the fields whose `maxlength`, written in a template, is not the limit that the form checks.

    limits: by the name of the field.
    """
    fields = (
        (re.search(r' name="(\w+)"', tag), re.search(r' maxlength="(\d+)"', tag))
        for tag in re.findall(r"<(?:input|textarea)[^>]*>", text)
    )
    return [
        f"{name[1]}: {limit[1]}"
        for name, limit in fields
        if name and limit and limits.get(name[1]) != int(limit[1])
    ]
