"""Jinja2 templates compiled to straighter Python, for templates of our own that are handed nothing but plain data.

Jinja2 looks at run time whether an attribute is an item, whether a function wants the context, and wraps each printed
text into an object of its own. Our pages are printed from frozen dataclasses by functions that want no context, a
hundred values each and ten thousand pages in a row: here an attribute is an attribute, a call a call, and what is
printed is escaped and joined without a wrapper. A third of the time it took to print an article went into that.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.utils import missing
from markupsafe import Markup, escape

try:
    # What `escape` calls, before it wraps the result.
    from markupsafe import _escape_inner as _escaped  # type: ignore[attr-defined]
except ImportError:
    _escaped = escape


def printed(value: object) -> str:
    """Return a value as a page prints it: Markup as it is, anything else escaped."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else escape(value)


class Drawn:
    """A macro that takes neither a caller nor more than it names."""

    __slots__ = ("_macro", "_parameters", "name")

    def __init__(self, macro: Callable[..., str], name: str, parameters: tuple[str, ...]) -> None:
        self._macro = macro
        self._parameters = parameters
        self.name = name

    def __call__(self, *given: Any, **named: Any) -> Markup:
        """Raises TypeError for what the macro does not take."""
        rest = self._parameters[len(given) :]
        values = [named.pop(parameter, missing) for parameter in rest] if named else [missing] * len(rest)
        if named:
            raise TypeError(f"macro {self.name!r} does not take {', '.join(named)}")
        return str.__new__(Markup, self._macro(*given, *values))


class Straight(CodeGenerator):
    """Generates code for environments with autoescape, in which nothing asks for the context.

    An attribute that an object lacks raises AttributeError; items are reached by brackets. What is imported without
    context knows the environment's globals and nothing else.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("printed = environment.printed")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write(")")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.get_template(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}).module")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
            return
        node = macro_ref.node
        parameters = tuple(parameter.name for parameter in node.args)
        self.write(f"environment.drawn(macro, {getattr(node, 'name', '')!r}, {parameters!r})")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")
