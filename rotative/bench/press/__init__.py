"""`rotative bench press`: the cost of publishing and printing, in archives of several sizes, compared with Hugo.

For each size a newsroom of its own: its full bake (up to --bake-up-to articles; beyond, pages are rendered and thrown
away, so that the database knows their keys), then publications one by one, in one process and through the real desk and
worker, then what an editor waits for.
"""

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rotative.bench import hugo, inside
from rotative.bench.newsrooms import SUBJECTS_EACH, apart, newsroom, rotative
from rotative.bench.press import spent
from rotative.core.arguments import whole_number

# A line of the footer, its links, the addresses of the style sheets; see `framing`.
_CHANGES = ("masthead", "menu", "style")
_PARTS = ("publish", "book", "load", "render", "compress", "write")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", default="10000,100000", help="articles of each archive, with commas")
    parser.add_argument(
        "--publications", type=whole_number(1), default=50, help="articles published one by one"
    )
    parser.add_argument(
        "--bake-up-to",
        type=whole_number(0),
        default=100_000,
        metavar="N",
        help="full bake, and Hugo, of archives up to N",
    )
    parser.add_argument(
        "--subjects",
        type=whole_number(1),
        default=SUBJECTS_EACH,
        metavar="N",
        help=f"subjects of each article ({SUBJECTS_EACH})",
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the archives there, for the next run")
    parser.add_argument(
        "--only",
        choices=("bake", "frame", "publish", "subjects", "live", "desk"),
        help="one part; the archives must be kept, and printed before they can be published in",
    )


def run(options: argparse.Namespace, home: Path | None) -> dict[str, Any]:
    """Measure each archive in turn, smallest first; the newsroom the user is in is not touched."""
    sizes = sorted(int(size) for size in options.sizes.split(","))
    with apart(), tempfile.TemporaryDirectory(prefix="rotative-bench-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return _results([_archive(folder.resolve(), size, options) for size in sizes])
        finally:
            spent.remove(folder)


def text(results: dict[str, Any]) -> str:
    """Return the results in lines for a person."""
    lines: list[str] = []
    for one in results["archives"]:
        lines.append(f"\n{one['articles']:,} articles")
        lines += _bake_lines(one.get("bake"), one.get("hugo")) + _frame_lines(
            one.get("frame"), one.get("hugo")
        )
        lines += _publish_lines(one.get("publish"))
        lines += _subject_lines(one.get("subjects"))
        lines += _live_lines(one.get("live", {}))
        if desk := one.get("desk"):
            lines.append(
                f"  newest twenty of a section {desk['newest_ms']} ms, desk's list {desk['list_ms']} ms,"
                f" saving a draft {desk['save_ms']} ms"
            )
    if results["largest_to_smallest"]:
        lines.append(f"\nPublish, largest archive ÷ smallest: {results['largest_to_smallest']}")
    return "\n".join(lines)


def _results(archives: list[dict[str, Any]]) -> dict[str, Any]:
    medians = [one["publish"]["median_ms"] for one in archives if "publish" in one]
    ratio = round(medians[-1] / medians[0], 2) if len(medians) > 1 else None
    return {"archives": archives, "largest_to_smallest": ratio, "wrong": list(_wrong(archives))}


def _wrong(archives: list[dict[str, Any]]) -> Iterator[str]:
    """Report pages that a publication affected without need: their files did not change."""
    for one in archives:
        for path, times in one.get("publish", {}).get("unwritten", {}).items():
            yield (
                f"{one['articles']} articles: {path} was affected by {times} publications that did not change its file."
            )


def _archive(folder: Path, size: int, options: argparse.Namespace) -> dict[str, Any]:
    quiet, wanted = bool(options.json), options.only
    home = newsroom(folder, size, subjects=options.subjects, quiet=quiet)
    found: dict[str, Any] = {"articles": size}
    if wanted in (None, "bake"):
        found |= _bakes(home, folder) if size <= options.bake_up_to else {"keys": _nowhere(home)}
    if wanted == "frame" or (wanted is None and "bake" in found):
        found["frame"] = _frames(home)
    if wanted in (None, "publish"):
        found["publish"] = inside.measured(
            home,
            "rotative.bench.press.publishing",
            publications=options.publications,
            subjects=options.subjects,
            quiet=quiet,
        )
    if wanted in (None, "subjects"):
        found["subjects"] = inside.measured(home, "rotative.bench.press.subjects", pages=options.publications)
    if wanted in (None, "live"):
        found["live"] = inside.measured(
            home, "rotative.bench.press.posting", publications=options.publications, quiet=quiet
        )
    if wanted in (None, "desk"):
        found["desk"] = inside.measured(home, "rotative.bench.press.desking", rounds=20)
    return found


def _bakes(home: Path, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"bake": {"plain": _plain(home), "variants": _whole(home)}}
    lacking = hugo.missing()
    found["hugo"] = {"skipped": lacking} if lacking else hugo.build(home, folder / "hugo")
    spent.put_by(folder / "hugo", folder)
    return found


def _whole(home: Path) -> dict[str, Any]:
    """Run `bake --all` into an empty folder, as an operator does."""
    spent.put_by(home / "public", home.parent)
    ran = rotative(home, "bake", "--all", "--json")
    done = json.loads(ran.printed)
    pages = done["baked"] + done["unchanged"]
    return {
        "pages": pages,
        "page_bytes": _page_bytes(home / "public"),
        "seconds": round(ran.seconds, 2),
        "per_s": round(pages / ran.seconds),
        "peak_mb": round(ran.peak_mb),
    }


def _plain(home: Path) -> dict[str, Any]:
    """Print the same pages without variants, by as many ovens as `bake --all` has; readers' files are not touched."""
    spent.put_by(home / "public-plain", home.parent)
    inside.measured(home, "rotative.bench.press.printing", press="plain", mark=True)
    done = _ovens(home, "plain")
    spent.put_by(home / "public-plain", home.parent)
    return done


def _frames(home: Path) -> dict[str, Any]:
    """Print the site after changes of the frame, and at last again in full, because the files without variants went ahead."""
    variants = {change: _reframed(home, change) for change in _CHANGES}
    plain = home / "public-plain"
    shutil.copytree(home / "public", plain, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    act = inside.measured(home, "rotative.bench.press.framing", change="masthead")
    html = _ovens(home, "plain")
    spent.put_by(plain, home.parent)
    inside.measured(home, "rotative.bench.press.printing", press="plain", mark=True)
    rotative(home, "bake", "--stale", "--json")
    return {"plain": {**html, "act_s": round(act["seconds"], 2)}, "variants": variants}


def _reframed(home: Path, change: str) -> dict[str, Any]:
    """Change the frame and run `bake --stale`, as an operator does who does not wait for the worker."""
    act = inside.measured(home, "rotative.bench.press.framing", change=change)
    ran = rotative(home, "bake", "--stale", "--json")
    done = json.loads(ran.printed)
    pages = done["baked"] + done["unchanged"]
    return {
        "pages": pages,
        "reframed": done["reframed"],
        "act_s": round(act["seconds"], 2),
        "seconds": round(ran.seconds, 2),
        "per_s": round(pages / ran.seconds),
        "peak_mb": round(ran.peak_mb),
    }


def _nowhere(home: Path) -> dict[str, Any]:
    inside.measured(home, "rotative.bench.press.printing", press="nowhere", mark=True)
    return _ovens(home, "nowhere")


def _ovens(home: Path, press: str) -> dict[str, Any]:
    """Print stale pages with several ovens at once; the seconds are of the slowest, without its start."""
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        turns = pool.map(
            lambda _core: inside.measured(home, "rotative.bench.press.printing", press=press), range(cores)
        )
        done = list(turns)
    pages, seconds = sum(one["pages"] for one in done), max(one["seconds"] for one in done)
    return {"pages": pages, "seconds": round(seconds, 2), "per_s": round(pages / seconds)}


def _page_bytes(public: Path) -> int:
    """Return the mean size of pages, feeds and maps, uncompressed."""
    sizes = [
        os.stat(os.path.join(folder, name)).st_size
        for folder, _folders, names in os.walk(public)
        for name in names
        if name.endswith((".html", ".xml"))
    ]
    return sum(sizes) // max(1, len(sizes))


def _bake_lines(bake: dict[str, Any] | None, peer: dict[str, Any] | None) -> list[str]:
    if not bake or not peer:
        return []
    plain, whole = bake["plain"], bake["variants"]
    lines = [
        f"  full bake, HTML only       {plain['per_s']:>6,} pages/s",
        f"  full bake with variants    {whole['per_s']:>6,} pages/s ({whole['pages']:,} pages of {whole['page_bytes']:,}"
        f" bytes in {whole['seconds']} s, at most {whole['peak_mb']} MB a process)",
    ]
    if "skipped" in peer:
        return [*lines, f"  Hugo was not measured: {', '.join(peer['skipped'])} not installed."]
    return [
        *lines,
        f"  Hugo, HTML only            {peer['per_s']:>6,} pages/s ({peer['pages']:,} pages of {peer['page_bytes']:,} bytes"
        f" in {peer['seconds']} s, {peer['peak_mb']} MB): ratio {plain['per_s'] / peer['per_s']:.2f}",
        f"  Hugo, gzip, brotli         {peer['packed_per_s']:>6,} pages/s: ratio {whole['per_s'] / peer['packed_per_s']:.2f}",
    ]


def _frame_lines(frame: dict[str, Any] | None, peer: dict[str, Any] | None) -> list[str]:
    if not frame:
        return []
    lines = [
        _frame_line(f"{change} changed", done, (peer or {}).get("packed_per_s"))
        for change, done in frame["variants"].items()
    ]
    return [*lines, _frame_line("masthead, HTML only", frame["plain"], (peer or {}).get("per_s"))]


def _frame_line(name: str, done: dict[str, Any], peer_per_s: int | None) -> str:
    ratio = f": {done['per_s'] / peer_per_s:.2f} of Hugo" if peer_per_s else ""
    return f"  {name:<27}{done['per_s']:>6,} pages/s ({done['pages']:,} pages in {done['seconds']} s, the act {done['act_s']} s){ratio}"


def _publish_lines(found: dict[str, Any] | None) -> list[str]:
    if not found:
        return []
    split = ", ".join(f"{part} {found['split_ms'].get(part, 0)}" for part in _PARTS)
    return [
        f"  publish → live             {found['median_ms']} ms median, {found['p95_ms']} ms p95,"
        f" {found['pages']:g} pages ({split}); its own page after {found['own_page_ms']} ms, all noted after {found['settled_ms']} ms"
    ]


def _subject_lines(found: dict[str, Any] | None) -> list[str]:
    if not found:
        return []
    limits = found["limits"]
    return [
        f"  a subject's page           {found['page_median_ms']} ms median, {found['page_p95_ms']} ms p95 of"
        f" {found['pages']} (limit {limits['page_ms']:g}); further reading of an article {found['reading_median_ms']} ms"
        f" median, {found['reading_p95_ms']} ms p95 of {found['readings']} (limit {limits['reading_ms']:g})"
    ]


def _live_lines(found: dict[str, dict[str, float]]) -> list[str]:
    return [
        f"  POST at the desk, {kind:<8} its own page after {one['own_ms']} ms median, {one['own_p95_ms']} ms p95; all"
        f" {one['pages']:g} pages after {one['all_ms']} ms, {one['all_p95_ms']} ms p95; answered after {one['answer_ms']} ms"
        for kind, one in found.items()
    ]
