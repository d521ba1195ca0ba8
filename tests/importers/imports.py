"""Runs small imports and looks at the result."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps

from rotative.importers.actions import import_wordpress
from rotative.importers.report import Report
from tests.importers.wordpress.wxr import export, written


def run(folder: Path, *items: str, media: Path | None = None, dry_run: bool = False, **more: str) -> Report:
    return import_wordpress(written(folder, export(*items, **more)), media=media, dry_run=dry_run)


def problem_counts(report: Report) -> dict[str, int]:
    found: dict[str, int] = {}
    for problem in report.problems:
        found[problem.kind] = found.get(problem.kind, 0) + problem.count
    return found


def figures_add_up(report: Report) -> bool:
    return (
        report.articles + report.pages + report.media + report.skipped + report.already_there == report.items
    )


def row_counts() -> dict[str, int]:
    """Count the rows of each table of ours."""
    ours = (
        "articles",
        "subjects",
        "comments",
        "media",
        "pages",
        "importers",
        "bake",
        "masthead",
        "wagtailcore",
    )
    return {
        model._meta.label: model._base_manager.count()
        for app in ours
        for model in apps.get_app_config(app).get_models()
    }
