"""Rules of code: one clock, SQL in its places, imports by name with a reason, nothing left behind."""

import ast
import re

# Spelled so that this file does not break its own rules.
_LEFT_BEHIND = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")
_MACHINE_PATH = re.compile(r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me/\w+|Us" + r"ers/\w+|wo" + r"rk)/[\w.]")
_REGISTRY = re.compile(
    r"https?://[^\s/\"']*(?:py"
    + r"pi|python"
    + r"hosted|npm"
    + r"js|arti"
    + r"factory|ne"
    + r"xus)|(?<!emit-)index"
    + r"-url\b"
)
_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("timezone", "now")}
_RAW_SQL = {"cursor": {"connection"}, "raw": {"objects"}}


def other_clocks(text: str) -> list[str]:
    """Name the calls of another clock than `core.clock.now`."""
    return [
        f"line {call.lineno}: {ast.unparse(call.func)}()"
        for call in _calls(text)
        if isinstance(call.func, ast.Attribute) and (_last(call.func.value), call.func.attr) in _CLOCKS
    ]


def raw_sql(text: str) -> list[str]:
    """Name the calls that hand SQL of our own to the database."""
    return [
        f"line {call.lineno}: {ast.unparse(call.func)}()"
        for call in _calls(text)
        if isinstance(call.func, ast.Attribute) and _last(call.func.value) in _RAW_SQL.get(call.func.attr, ())
    ]


def imports_without_reason(text: str) -> list[str]:
    """Name the imports by string whose line does not say why the name cannot be imported at the top."""
    lines = text.splitlines()
    return [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in _calls(text)
        if _last(call.func) == "import_module"
        and not re.search(r"# \w+ \w+", "\n".join(lines[call.lineno - 1 : call.end_lineno]))
    ]


def left_behind(text: str) -> list[str]:
    """Name the paths of one machine, hosts of package registries, and notes of work that was put off."""
    return [match[0] for rule in (_LEFT_BEHIND, _MACHINE_PATH, _REGISTRY) for match in rule.finditer(text)]


def _calls(text: str) -> list[ast.Call]:
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return sorted(calls, key=lambda call: call.lineno)


def _last(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
