"""Plain English in docstrings, comments and documents."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

_BASE = frozenset((Path(__file__).parent / "verbs.txt").read_text(encoding="utf-8").split())
# First words that name neither a thing nor an act.
_NO_BEGINNING = {
    *(
        "as",
        "how",
        "of",
        "what",
        "whatever",
        "when",
        "where",
        "whether",
        "which",
        "who",
        "whom",
        "whose",
        "why",
    ),
    *("he", "it", "she", "somebody", "something", "that", "they", "this", "those", "whoever"),
}
# Words that send a reader to the dictionary, or that say "is" in another way: a pattern, and the plain word.
_PLAIN = {
    r"anew|afresh": "again",
    r"amid": "in the middle of",
    r"lately": "recently",
    r"bears?|bearing|borne": "has, carries",
    r"told": "see; reported, known",
    r"lies|lying": "is",
    r"mend|mends|mended|mending": "repair, correct",
    r"minds|minded": "objects to",
    r"beside": "next to, compared with",
    r"whoever|whomever|whosoever": "a user who, anybody who",
    r"stands?|stood|standing(?! pages?\b)": "is",
    r"he|him|his|himself|herself": "they, them, their",
    r"nought|naught": "zero, nothing",
    r"lest|whence|thereof|hitherto": "so that … not, from where, of it, until now",
}
_PLAIN_WORDS = {re.compile(rf"\b(?:{pattern})\b", re.I): plain for pattern, plain in _PLAIN.items()}
_CODE = re.compile(r"```.*?```|``[^`]*``|`[^`]*`|\[[^\]]*\]\([^)]*\)|https?://\S+|<[^>]*>", re.S)

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def odd_beginnings(text: str) -> list[str]:
    """Name the docstrings of a Python file that do not begin as plain English does.

    A function begins with a verb ("Return", "Returns"); a property, a class, a module and a test with what it is.
    """
    found = []
    for node, docstring in _docstrings(ast.parse(text)):
        first = re.match(r"[\w’'-]*", docstring.lstrip())
        word = first[0] if first else ""
        if _is_verbal(node):
            if not is_verb(word):
                found.append(f"{_place(node)} begins with {word or docstring[:12]!r}, not with a verb")
        elif word.lower() in _NO_BEGINNING:
            found.append(f"{_place(node)} begins with {word!r}")
    return found


def is_verb(word: str) -> bool:
    """Tell whether a word is a verb of verbs.txt, in the imperative or the third person."""
    word = word.lower()
    stems = {word, word.removesuffix("s"), word.removesuffix("es")}
    if word.endswith("ies"):
        stems.add(word[:-3] + "y")
    return bool(stems & _BASE) or word in {"has", "does", "goes"}


def odd_words(text: str) -> list[str]:
    """Name the words of a Python file's docstrings and comments that have a plainer one."""
    tree = ast.parse(text)
    found = [problem for node, docstring in _docstrings(tree) for problem in unplain(docstring, _place(node))]
    for line, comment in _comments(text):
        found += unplain(comment, f"line {line}")
    return found


def unplain(prose: str, place: str) -> list[str]:
    """Name the words of a text that have a plainer one; code, links and addresses aside."""
    prose = _CODE.sub(" ", prose)
    return [
        f"{place}: {match[0]!r}, say {plain!r}"
        for pattern, plain in _PLAIN_WORDS.items()
        for match in pattern.finditer(prose)
    ]


def odd_words_in_document(text: str) -> list[str]:
    """Name the words of a Markdown page that have a plainer one, with their lines."""
    without_code = re.sub(r"```.*?```", lambda block: "\n" * block[0].count("\n"), text, flags=re.S)
    return [
        problem
        for number, line in enumerate(without_code.splitlines(), 1)
        for problem in unplain(line, f"line {number}")
    ]


def odd_words_in_assets(text: str) -> list[str]:
    """Name the words of comments in templates, styles and scripts that have a plainer one."""
    comments = re.findall(r"\{#.*?#\}|\{%-? comment.*?endcomment -?%\}|/\*.*?\*/|(?<!:)//[^\n]*", text, re.S)
    return [problem for comment in comments for problem in unplain(comment, "a comment")]


def _docstrings(tree: ast.Module) -> Iterator[tuple[Documented, str]]:
    for node in ast.walk(tree):
        if isinstance(node, Documented) and (docstring := ast.get_docstring(node)):
            yield node, docstring


def _is_verbal(node: Documented) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("test_"):
        return False
    return not any("property" in ast.unparse(decorator) for decorator in node.decorator_list)


def _place(node: Documented) -> str:
    return "the module" if isinstance(node, ast.Module) else f"line {node.lineno}: {node.name}"


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
