"""A Jinja2 code generator for templates that are given nothing but plain data.

Jinja2 looks at run time whether an attribute is an item, whether a function wants the context, and wraps each printed
text into an object of its own. Our pages are printed from frozen dataclasses by functions that want no context, with a
hundred values each and ten thousand pages in a row. In the code that is generated here an attribute is an attribute,
a call is a call, and a printed text is escaped and joined without a wrapper. It overrides public methods only, through
the hook `Environment.code_generator_class`. Source: docs/decisions/0025-code-generator-by-public-methods.md
"""

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.utils import missing
from markupsafe import Markup, escape


def printed(value: object) -> str:
    """Return a value as a page prints it: Markup as it is, anything else escaped."""
    if type(value) is Markup:
        return value
    if (
        type(value) is str
        and "'" not in value
        and "&" not in value
        and '"' not in value
        and "<" not in value
        and ">" not in value
    ):
        # Most texts: the five looks take less time than to wrap the text.
        return value
    return escape(value)


class Drawn:
    """A macro that takes neither a caller nor more than it names."""

    __slots__ = ("_macro", "_parameters", "name")

    def __init__(self, macro: Callable[..., str], name: str, parameters: tuple[str, ...]) -> None:
        self._macro = macro
        self._parameters = parameters
        self.name = name

    def __call__(self, *given: Any, **named: Any) -> Markup:
        """Draw. Raises TypeError for an argument that the macro does not name."""
        rest = self._parameters[len(given) :]
        values = [named.pop(parameter, missing) for parameter in rest] if named else [missing] * len(rest)
        if named:
            raise TypeError(f"macro {self.name!r} does not take {', '.join(named)}")
        return str.__new__(Markup, self._macro(*given, *values))


class PlainDataGenerator(CodeGenerator):
    """A generator for environments with autoescape, in which nothing asks for the context.

    An attribute that an object lacks raises AttributeError; items are reached by brackets. The environment has the
    attributes `printed` and `drawn`.
    """

    def write_commons(self) -> None:
        super().write_commons()
        # The generated code escapes by this name.
        self.writeline("escape = environment.printed")

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
