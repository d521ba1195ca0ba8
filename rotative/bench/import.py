"""`rotative bench import`: WordPress exports of two sizes, and one with comments, brought into new newsrooms.

The files are made first (`rotative.bench.exported`) and hold words only. What is measured is the command, start and all; its
peer reads the same file with the same XML parser and puts title, text and date of each post into a plain table of SQLite,
which is the least that any importer does: it tells the speed of the machine in this run.
"""

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from rotative.bench.inside import measured
from rotative.bench.newsrooms import apart, rotative
from rotative.core.arguments import whole_number

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DATE = "{http://wordpress.org/export/1.2/}post_date_gmt"
# Posts of the peer in one transaction, as many as the import's.
_BATCH = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--posts",
        type=whole_number(1),
        nargs="+",
        default=[2000, 8000],
        metavar="N",
        help="posts of each export",
    )
    parser.add_argument(
        "--comments", type=whole_number(1), default=5, metavar="N", help="comments of a post (5)"
    )


def run(options: argparse.Namespace, _home: Path | None) -> dict[str, Any]:
    """Measure; `wrong` names the exports that did not arrive whole."""
    with apart(), tempfile.TemporaryDirectory(prefix="rotative-bench-import-") as folder:
        place = Path(folder)
        empty = place / "empty"
        command = [sys.executable, "-m", "rotative", "init", str(empty), "--name", "L’Estuaire"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return compare(empty, place, sizes=sorted(options.posts), comments=options.comments)


def compare(empty: Path, place: Path, *, sizes: list[int], comments: int) -> dict[str, Any]:
    """Measure in copies of an empty newsroom, made in the folder `place`: each size, and the smallest with comments."""
    cases = [*((posts, 0) for posts in sizes), (sizes[0], comments)]
    imports = [_imported(empty, place, posts, each) for posts, each in cases]
    return {
        "imports": imports,
        "wrong": [
            f"{one['posts']} posts with {one['comments']} comments did not all arrive."
            for one in imports
            if not one["whole"]
        ],
    }


def text(results: dict[str, Any]) -> str:
    lines = []
    for one in results["imports"]:
        told = f", {one['comments_per_s']:,.0f} comments/s" if one["comments"] else ""
        lines.append(
            f"{one['posts']:>8,} posts, {one['comments']:>7,} comments ({one['file_mb']:.0f} MB)"
            f"{one['posts_per_s']:>8,.0f} posts/s{told}   {one['peak_mb']:.0f} MB"
            f"   parsed and inserted alone {one['peer_per_s']:,.0f}/s   ratio {one['ratio']:.3f}"
        )
    return "\n".join(lines)


def _imported(empty: Path, place: Path, posts: int, each: int) -> dict[str, Any]:
    file, home = place / "export.xml", place / "home"
    measured(empty, "rotative.bench.exported", file=str(file), posts=posts, comments=each)
    shutil.copytree(empty, home)
    peer_s = _alone(file, place / "alone.sqlite3")
    run = rotative(home, "import", "wordpress", str(file), "--json", "--home", str(home))
    shutil.rmtree(home)
    report = json.loads(run.printed)
    return {
        "posts": posts,
        "comments": posts * each,
        "whole": (report["articles"], report["comments"]) == (posts, posts * each),
        "file_mb": file.stat().st_size / 1_000_000,
        "seconds": run.seconds,
        "posts_per_s": posts / run.seconds,
        "comments_per_s": posts * each / run.seconds,
        "peak_mb": run.peak_mb,
        "peer_per_s": posts / peer_s,
        "ratio": peer_s / run.seconds,
    }


def _alone(file: Path, table: Path) -> float:
    """Parse the export and insert its posts, and nothing else; return the seconds it took."""
    started = time.perf_counter()
    database = sqlite3.connect(table)
    database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    database.execute("CREATE TABLE post (id INTEGER PRIMARY KEY, title TEXT, text TEXT, at TEXT)")
    posts = etree.iterparse(str(file), tag="item", huge_tree=True)
    while batch := [item for _event, item in islice(posts, _BATCH)]:
        with database:
            database.executemany(
                "INSERT INTO post (title, text, at) VALUES (?, ?, ?)",
                [(item.findtext("title"), item.findtext(_CONTENT), item.findtext(_DATE)) for item in batch],
            )
        for item in batch:
            item.clear()
    database.close()
    for written in table.parent.glob(f"{table.name}*"):
        written.unlink()
    return time.perf_counter() - started
