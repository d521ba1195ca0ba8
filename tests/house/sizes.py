"""Sizes of files and folders, and the names of modules."""

from collections import Counter, defaultdict
from collections.abc import Iterable

LINES = 400
MODULES = 18
NAMELESS = {"utils", "util", "helpers", "helper", "misc", "common"}
# Modules that do the same for several apps, so that one name has one meaning.
REPEATED = {
    # The names of every app.
    *(
        "__init__",
        "__main__",
        "actions",
        "apps",
        "cards",
        "checks",
        "errors",
        "forms",
        "models",
        "permissions",
    ),
    *(
        "personal_data",
        "rate_limit",
        "reads",
        "signals",
        "tasks",
        "urls",
        "views",
        "wagtail_hooks",
        "conftest",
    ),
    "recipes",
    # The wait before the next attempt, for pages and for letters.
    "retry_policy",
    # Django's name for the formats of dates, one module a language.
    "formats",
    # The thing itself: its model, its page, its screen at the desk, its command, its import, its measurement.
    *(
        "archive",
        "article",
        "comments",
        "compose",
        "edition",
        "export",
        "listing",
        "mailbox",
        "merging",
        "press",
        "queue",
    ),
    *("returns", "subscribers", "worker"),
}


def long_files(lines_of: dict[str, int]) -> list[str]:
    """Name the files that are too long to be read in one go."""
    return [f"{name}: {lines} lines, at most {LINES}" for name, lines in lines_of.items() if lines > LINES]


def wide_folders(modules: Iterable[str]) -> list[str]:
    """Name the folders with too many modules side by side."""
    width = Counter(name.rpartition("/")[0] for name in modules if not name.endswith("/__init__.py"))
    return [
        f"{folder}: {count} modules, at most {MODULES}" for folder, count in width.items() if count > MODULES
    ]


def repeated_names(modules: Iterable[str]) -> list[str]:
    """Name the modules of one name in several folders: a name has one meaning in the package."""
    places: dict[str, list[str]] = defaultdict(list)
    for name in modules:
        folder, _slash, file = name.rpartition("/")
        places[file.removesuffix(".py")].append(folder)
    return [
        f"{stem}: {', '.join(sorted(folders))}"
        for stem, folders in sorted(places.items())
        if len(folders) > 1 and stem not in REPEATED
    ]


def nameless(modules: Iterable[str]) -> list[str]:
    """Name the modules and folders whose names say nothing."""
    return [name for name in modules if NAMELESS & set(name.removesuffix(".py").split("/"))]
