"""The Jinja2 environment of the readers' pages: one for each language, time zone and digits, so that no filter guesses."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import cast
from urllib.parse import quote

from django.utils.html import escape as escape_as_django
from django.utils.translation import trans_real
from jinja2 import BaseLoader, BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from rotative.articles.cards import ArticleCard, BlockView, ParagraphView, TeaserCard
from rotative.bake.framing import frames
from rotative.core import text
from rotative.core.languages import BY_CODE
from rotative.layout import assets, chart_drawing, slots
from rotative.layout.colour import NIGHT, PAPER
from rotative.layout.contexts import Page, Surroundings
from rotative.layout.dates import Calendar
from rotative.layout.template_compiler import Drawn, PlainDataGenerator, printed

TEMPLATES = Path(__file__).parent / "templates"
ICONS = Path(__file__).parent / "icons"

# Set phrases that are kept for the next pages: 2 MB for those of a list of articles, and of the pages in it.
_PHRASES = 4000
# Printed dates that are kept.
_DATES = 1500
_MEGABYTE = 1_000_000

# Inside <script> these could end the element or open another.
SCRIPT_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_ESCAPED = re.compile(f"[{''.join(SCRIPT_ESCAPES)}]")
_ARABIC = re.compile("[\u0621-\u064a]")


class SharedCode(BytecodeCache):
    """The compiled templates of one language, in memory: each is compiled once for all time zones and digits."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.codes[bucket.key] = bucket.code


@lru_cache
def compiled_for(language: str) -> SharedCode:
    """Return the compiled templates of one language."""
    return SharedCode()


class Words:
    """Texts of the pages in one language, from Django's catalogues.

    Does what Jinja2's i18n extension does with `newstyle=True` (named placeholders, escaped values), but looks each
    text up once: a page has about fifty, and to look them up took a third of the time to render it.
    """

    def __init__(self, language: str) -> None:
        self.catalog = trans_real.translation(language)
        self.known: dict[tuple[str, str], Markup] = {}

    def gettext(self, message: str, **values: object) -> Markup:
        return self._filled("", message, values)

    def pgettext(self, context: str, message: str, **values: object) -> Markup:
        return self._filled(context, message, values)

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> Markup:
        """Return the right plural form; `%(num)d` is the number itself."""
        text = Markup(self.catalog.ngettext(singular, plural, num))  # noqa: S704 a translator's text, as in a template
        return text % {"num": num, **values}

    def _filled(self, context: str, message: str, values: dict[str, object]) -> Markup:
        text = self.known.get((context, message))
        if text is None:
            found = self.catalog.pgettext(context, message) if context else self.catalog.gettext(message)
            text = self.known[context, message] = Markup(found)  # noqa: S704 a translator's text, as in a template
        return text % values if values else text


def render(page: Page) -> bytes:
    """Render the page as HTML, within its frame."""
    letters, insides = slots.cut(printed_page(page))
    return frames.join(str(page.frame.place), letters, [part.encode() for part in insides]).body


def printed_page(page: Page) -> str:
    """Render the page as HTML with tokens in the place of slots."""
    conventions = page.frame.conventions
    env = environment(conventions.language, conventions.time_zone, conventions.digits)
    return _without_empty_lines(env.get_template(page.template).render(page=page, frame=page.frame))


def part(template: str, around: Surroundings) -> str:
    """Render the part of a frame that fills a slot."""
    outlet = around.outlet
    env = environment(outlet.language, outlet.time_zone, outlet.digits)
    return _without_empty_lines(env.get_template(template).render(around=around))


class Translated(Environment):
    """An environment of one language: a template gets its texts and parts when it is compiled, not each time it is printed.

    To look texts up took a sixth of the time to print an article, to make a context for each part a twentieth.
    """

    code_generator_class = PlainDataGenerator
    # Called by the generated code.
    printed = staticmethod(printed)
    drawn = Drawn
    words: Words

    def compile(  # type: ignore[override]  # Jinja2 overloads it by `raw`, which no loader sets
        self, source: str | nodes.Template, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        if isinstance(source, str):
            source = self._translated(source, name, filename)
        return super().compile(source, name, filename)

    def _translated(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _Translator(self.words, self._included).visit(
            self.parse(source, name, filename)
        )
        return template

    def _included(self, name: str) -> nodes.Template:
        source, filename, _uptodate = cast(BaseLoader, self.loader).get_source(self, name)
        return self._translated(source, name, filename)


class _Translator(NodeTransformer):
    """A transformer that replaces each call with a constant text by the text in one language or a token, and each include by the part."""

    def __init__(self, words: Words, included: Callable[[str], nodes.Template]) -> None:
        self._included = included
        self._known: dict[str, Callable[..., Markup]] = {
            "_": words.gettext,
            "pgettext": words.pgettext,
            "slot": slots.token,
        }

    def visit_Include(self, node: nodes.Include) -> nodes.Node:
        if not isinstance(node.template, nodes.Const) or not node.with_context:
            return node
        body = self._included(node.template.value).body
        for part in body:
            # Errors are shown at the line that includes: lines of another file would be taken for lines of this one.
            part.set_lineno(node.lineno, override=True)
        return nodes.Scope(body, lineno=node.lineno)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        look_up = self._known.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if look_up and plain and all(isinstance(argument, nodes.Const) for argument in node.args):
            return nodes.Const(look_up(*(argument.as_const() for argument in node.args)), lineno=node.lineno)
        return node


@lru_cache
def environment(language: str, time_zone: str, digits: str) -> Environment:
    """Return the templates, filters and translations for one language of one outlet."""
    env = Translated(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled_for(language),
    )
    env.words = Words(language)
    furnish(env, env.words, Calendar(language=language, time_zone=time_zone, digits=digits))
    return env


def furnish(env: Environment, words: Words, calendar: Calendar) -> None:
    """Give an environment the filters, functions and macros that our templates use."""
    # The same instants are printed on many pages, one after another.
    kept = lru_cache(maxsize=_DATES)
    env.filters.update(
        iso=kept(calendar.iso),
        day_iso=kept(calendar.day_iso),
        day=kept(calendar.day),
        weekday=kept(calendar.weekday),
        month=calendar.month,
        vague=kept(calendar.vague),
        clock=kept(calendar.clock),
        zone=kept(calendar.zone_label),
        number=calendar.number,
        size=lambda size_bytes: _size(words, calendar, size_bytes),
        duration=lambda seconds: calendar.number(duration(seconds)),
        paragraphs=partial(paragraphs, calendar.language),
        typeset=lambda words: typeset(words, calendar.language),
        typeset_in=typeset,
        plainset=lambda words: plainset(words, calendar.language),
        json_ld=json_ld,
        urlencode=urlencode,
    )
    env.globals.update(
        slot=slots.token,
        once=_once,
        set_body=_set_body,
        _=words.gettext,
        ngettext=words.ngettext,
        pgettext=words.pgettext,
        script_path=lambda name: assets.script_asset(name).path,
        paper={"light": PAPER, "dark": NIGHT},
        icon=icon,
        draw_chart=partial(
            chart_drawing.draw,
            pen=chart_drawing.Pen(
                mirrored=BY_CODE[calendar.language].direction == "rtl",
                written=calendar.decimal,
                set=lambda words: plainset(words, calendar.language),
            ),
        ),
    )
    # Macros that many templates call; a template that imported them would look them up each time it is printed.
    for name, template in (("cards", "parts/cards.html"), ("blocks", "blocks/blocks.html")):
        env.globals[name] = env.get_template(template).module


def _once(macro: Drawn, card: ArticleCard | TeaserCard, **options: object) -> str:
    """Draw a card with a macro and these options, once for all the pages that show it."""
    place = (macro.name, *options.items())
    known = card.drawn.get(place)
    if known is not None:
        return Markup(known.decode())  # noqa: S704 what a macro drew
    drawn: str = macro(card, **options)
    # As bytes it takes half the room.
    card.drawn[place] = drawn.encode()
    return drawn


def _set_body(body: Sequence[BlockView], macros: TemplateModule) -> Markup:
    """Join the blocks of a body; most are paragraphs, which are set already."""
    drawn = [
        escape(block.html if isinstance(block, ParagraphView) else getattr(macros, block.type)(block))
        for block in body
    ]
    return Markup("\n".join(drawn))  # noqa: S704 escaped above where it was not Markup


def _without_empty_lines(html: str) -> str:
    return "\n".join(filter(None, html.split("\n")))


@lru_cache(maxsize=_PHRASES)
def typeset(words: str, language: str) -> Markup:
    """Set a headline or another short text by the rules of a language; kept, because cards are printed on many pages."""
    return Markup(text.unbroken(plainset(words, language)))  # noqa: S704 escaped before


# A page says its headline and its summary several times.
@lru_cache(maxsize=_PHRASES)
def plainset(words: str, language: str) -> Markup:
    """Set a text for where no elements may be: a title, an attribute."""
    return Markup(text.typeset(str(escape(words)), language))  # noqa: S704 escaped in this line


def json_ld(document: str) -> Markup:
    """Escape a JSON document so that it cannot leave its `<script>` element."""
    return Markup(_ESCAPED.sub(lambda sign: SCRIPT_ESCAPES[sign[0]], document))  # noqa: S704 escaped in this line


def paragraphs(language: str, words: str) -> Markup:
    """Set each line of a reader's text as a paragraph in the direction of its own script, spaced as the page is."""
    lines = (_set_line(escape_as_django(line), language) for line in words.splitlines() if line.strip())
    return Markup("".join(f'<p dir="auto">{line}</p>' for line in lines))  # noqa: S704 escaped in the line above


def _set_line(line: str, language: str) -> str:
    """Set a line by its own letters: the numbers of one in Arabic letters in their order, whatever the language of the page."""
    if _ARABIC.search(line):
        return text.arabic(line)
    return line if BY_CODE[language].direction == "rtl" else text.typeset(line, language)


def _size(words: Words, calendar: Calendar, size_bytes: int) -> Markup:
    """Write the size of a file: thousands of bytes, or millions with one decimal."""
    if size_bytes < _MEGABYTE:
        return words.gettext("%(num)s KB", num=calendar.decimal(max(1, round(size_bytes / 1000))))
    return words.gettext("%(num)s MB", num=calendar.decimal(round(size_bytes / _MEGABYTE, 1)))


def duration(seconds: int) -> str:
    """Write how long a sound is: 4:05, 1:02:30."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def urlencode(words: str) -> str:
    """Encode the words as one component of a query string."""
    return quote(words, safe="")


@lru_cache
def icon(name: str) -> Markup:
    """Return one of our own drawings from `icons/`, inline; it is decorative, next to its text."""
    return Markup((ICONS / f"{name}.svg").read_text(encoding="utf-8").strip())  # noqa: S704 our own file
