"""Reads the demo's texts: TOML between `+++` lines, then paragraphs in a small markup, with dates relative to today."""

import html
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from babel.dates import format_date

CONTENT = Path(__file__).parent / "content"

# The Maghreb's months in Arabic.
_LOCALES = {"fr": "fr", "ar": "ar_MA"}
_DATE = re.compile(r"\{\{(date|weekday) (-?\d+)\}\}")
_READ_ALSO = re.compile(r"^\{\{read-also ([\w-]+)\}\}$")
_EMBED = re.compile(r"^\{\{embed (\S+) \| (.+)\}\}$")
_HEADING = re.compile(r"^(###?) (.+)")
_GALLERY = re.compile(r"^\{\{gallery ([^|]+)\|(.+)\}\}$")
_FILE = re.compile(r"^\{\{(audio|document) (\S+) \| ([^|]+)(?:\| (.+))?\}\}$")
_NOTE = re.compile(r"\[\^([^\]]+)\]")
# Lines between ::: lines; the first says what they are.
_FENCED = re.compile(r"^::: (\w+) (.+?)\n(.+)\n:::$", re.DOTALL)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"(?<!\*)\*(?!\*)(.+?)\*")
_LINK = re.compile(r"\[(.+?)\]\((article|subject):([\w-]+)\)")
_ITEM = re.compile(r"^(?:- |\d+\. )")
_INNER = "  "

Block = dict[str, Any]
# (kind, key) → the primary key it leads to, or None when that is not published yet. Of a "picture" and a
# "document" the key is its name.
Target = Callable[[str, str], int | None]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One file: its front matter and its body, dates filled in."""

    slug: str
    facts: dict[str, Any]
    body: str


def piece(path: Path, *, language: str, today: date) -> Piece:
    """Read a file with front matter."""
    _nothing, matter, body = path.read_text(encoding="utf-8").split("+++", 2)
    dated = dates(matter, language=language, today=today)
    return Piece(
        slug=path.stem, facts=tomllib.loads(dated), body=dates(body, language=language, today=today).strip()
    )


def pieces(folder: Path, *, language: str, today: date) -> list[Piece]:
    """Read every article of a folder, oldest first."""
    found = [piece(path, language=language, today=today) for path in sorted(folder.glob("*.md"))]
    return sorted(found, key=lambda one: (-one.facts.get("days_ago", 0), one.facts.get("time", "")))


def table(path: Path, *, language: str, today: date) -> dict[str, Any]:
    """Read a plain TOML file."""
    return tomllib.loads(dates(path.read_text(encoding="utf-8"), language=language, today=today))


def dates(text: str, *, language: str, today: date) -> str:
    """Write out `{{date N}}` and `{{weekday N}}` of a text, N days ago."""

    def written(match: re.Match[str]) -> str:
        day = today - timedelta(days=int(match[2]))
        pattern = "EEEE" if match[1] == "weekday" else "d MMMM"
        return str(format_date(day, pattern, locale=_LOCALES[language]))

    return _DATE.sub(written, text)


def blocks(body: str, target: Target) -> list[Block]:
    """Return the body as the raw data of an article's stream."""
    return [block for part in re.split(r"\n\s*\n", body) for block in _block(part.strip(), target)]


def _block(part: str, target: Target) -> Iterator[Block]:
    lines = part.splitlines()
    if not lines:
        return
    if part.startswith(("{{", ":::")):
        yield from _embedded(part, target)
    elif part == "---":
        yield {"type": "rule", "value": None}
    elif heading := _HEADING.match(part):
        kind = "subheading" if heading[1] == "###" else "intertitle"
        yield {"type": kind, "value": heading[2].strip()}
        yield from _block("\n".join(lines[1:]).strip(), target)
    elif part.startswith("> "):
        yield _quotation(lines)
    elif part.startswith("|"):
        yield _table(lines)
    elif _ITEM.match(part):
        value = {"ordered": not part.startswith("- "), "items": _items(lines, target)}
        yield {"type": "list", "value": value}
    else:
        yield {"type": "paragraph", "value": f"<p>{inline(' '.join(lines), target)}</p>"}


def _embedded(part: str, target: Target) -> Iterator[Block]:
    """Yield the block between braces or ::: lines; nothing for an article that is not published yet."""
    if match := _READ_ALSO.match(part):
        if (article_id := target("article", match[1])) is not None:
            yield {"type": "read_also", "value": {"article": article_id}}
    elif match := _EMBED.match(part):
        yield {"type": "embed", "value": {"url": match[1], "title": match[2].strip()}}
    elif match := _FILE.match(part):
        value = {"document": target("document", match[2]), "title": match[3].strip()}
        yield {"type": match[1], "value": value | ({"credit": match[4] or ""} if match[1] == "audio" else {})}
    elif match := _GALLERY.match(part):
        yield _gallery(match, target)
    elif match := _FENCED.match(part):
        yield _FENCES[match[1]](match[2], match[3].splitlines(), target)
    else:
        raise ValueError(f"No block of the demo's texts: {part}")


def inline(text: str, target: Target) -> str:
    """Turn bold, italic, internal links and footnotes into what the editor keeps."""

    def linked(match: re.Match[str]) -> str:
        found = target(match[2], match[3])
        return match[1] if found is None else f'<a linktype="{match[2]}" id="{found}">{match[1]}</a>'

    def noted(match: re.Match[str]) -> str:
        return f'<span data-footnote="{match[1].replace(chr(34), "&quot;")}"></span>'

    escaped = _NOTE.sub(noted, html.escape(text, quote=False))
    return _LINK.sub(linked, _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", escaped)))


def _items(lines: list[str], target: Target) -> list[str]:
    """Return the items of a list; a line that is moved in is an item of a list within."""
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(_INNER):
            items[-1][1].append(inline(_ITEM.sub("", line.strip()), target))
        else:
            items.append((inline(_ITEM.sub("", line), target), []))
    return [
        f"<p>{words}</p>" + (f"<ul>{''.join(f'<li>{one}</li>' for one in inner)}</ul>" if inner else "")
        for words, inner in items
    ]


def _gallery(match: re.Match[str], target: Target) -> Block:
    parts = (part.strip().partition(" ") for part in match[2].split("|"))
    pictures = [
        {"image": target("picture", name), "alt": "", "caption": caption, "credit": ""}
        for name, _space, caption in parts
    ]
    return {"type": "gallery", "value": {"caption": match[1].strip(), "pictures": pictures}}


def _chart(head: str, lines: list[str], target: Target) -> Block:
    kind, title, unit, source = (part.strip() for part in head.split("|"))
    value = {"kind": kind, "title": title, "unit": unit, "source": source, "figures": "\n".join(lines)}
    return {"type": "chart", "value": value}


def _facts(head: str, lines: list[str], target: Target) -> Block:
    listed = [inline(line[2:], target) for line in lines if line.startswith("- ")]
    running = [inline(line, target) for line in lines if not line.startswith("- ")]
    text = (
        "".join(f"<p>{line}</p>" for line in running)
        + f"<ul>{''.join(f'<li>{line}</li>' for line in listed)}</ul>"
    )
    return {"type": "fact_box", "value": {"title": head, "text": text}}


def _timeline(head: str, lines: list[str], target: Target) -> Block:
    parts = (line.partition("|") for line in lines)
    events = [
        {"date": date.strip(), "text": f"<p>{inline(text.strip(), target)}</p>"} for date, _bar, text in parts
    ]
    return {"type": "timeline", "value": {"title": head, "events": events}}


_FENCES: dict[str, Callable[[str, list[str], Target], Block]] = {
    "chart": _chart,
    "facts": _facts,
    "timeline": _timeline,
}


def _quotation(lines: list[str]) -> Block:
    said = [line.removeprefix(">").strip() for line in lines]
    source = said.pop().lstrip("—– ") if said[-1].startswith(("—", "–")) else ""
    return {"type": "quotation", "value": {"text": " ".join(said).strip(), "source": source}}


def _table(lines: list[str]) -> Block:
    rows = [[_BOLD.sub(r"\1", cell.strip()) for cell in line.strip().strip("|").split("|")] for line in lines]
    data = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
    value = {
        "data": data, "cell": [], "mergeCells": [], "table_caption": "", "first_row_is_table_header": True,
        "first_col_is_header": True, "table_header_choice": "both",
    }  # fmt: skip
    return {"type": "table", "value": value}
