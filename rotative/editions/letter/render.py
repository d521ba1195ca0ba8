"""Renders the letter of an edition: HTML and text with the same content, once per selection.

The links that differ between readers contain LEAVE, a token of fixed length: the pump puts each reader's own in its place
without rendering anything again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import css_inline
from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import trans_real
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from rotative.articles.cards import ArticleCard
from rotative.core import addresses, conf, reading_time
from rotative.core.languages import BY_CODE, own_digits
from rotative.core.text import typeset
from rotative.editions.composing.compose import Kind
from rotative.editions.draft.selections import Choice, total_s
from rotative.editions.errors import LetterTooHeavy
from rotative.mail.message.content import LEAVE, Content
from rotative.masthead.cards import OutletCard

# Gmail cuts a letter at 102 KB.
MOST_BYTES = 90_000

# The colours of letter_style.html and their dark mode; the outlet's accent is lightened by computation.
NIGHT = {
    "#f3f1ea": "#131416",
    "#ffffff": "#1a1c1f",
    "#191a1c": "#e9e7e1",
    "#595b5e": "#a6a8aa",
    "#d8d4ca": "#383b40",
}

_TEMPLATES = Path(__file__).parent / "templates"
_OPTIONAL = re.compile(r"</?t?body>")
_STYLE = re.compile(r' style="[^"]*"')
# A property, the words before its colour, and the colour.
_COLOURED = re.compile(
    r"(?<![\w-])(color|background-color|border-(?:top|bottom)): ?([^;:\"#]*)(#[0-9a-f]{6})"
)


@dataclass(frozen=True, kw_only=True)
class Story:
    """A story as the letter prints it."""

    # "long", "short" or "headline"
    kind: str
    section: str
    # The name of the genre; "" for news.
    label: str
    headline: str
    paragraphs: tuple[str, ...]
    # Absolute addresses.
    url: str
    section_url: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """The context of the letter's templates."""

    outlet: OutletCard
    edition_on: date
    subject_line: str
    preheader: str
    intro: str
    minutes: int
    # Stories with a text, then bare headlines.
    stories: tuple[Story, ...]
    headlines: tuple[Story, ...]
    # Stories that are bare headlines, or left out, because the letter would have been too heavy.
    cut: int
    site_url: str
    web_url: str
    leave_url: str
    # The page where a reader changes the choices.
    choices_url: str


def write(
    choices: Sequence[Choice],
    cards: dict[int, ArticleCard],
    *,
    outlet: OutletCard,
    edition_on: date,
    subject_line: str,
    preheader: str = "",
    intro: str = "",
    shortened: int = 0,
    left_out: int = 0,
) -> Content:
    """Render the letter of a selection. Raises LetterTooHeavy.

    cards: by article id, one for each choice.
    shortened, left_out: stories made bare headlines, or left out, because the letter was too heavy; it says so.
    """
    stories = [_story(choice, cards[choice.article_id]) for choice in choices]
    seconds = total_s(choices)
    site_url = conf.get("site_url").rstrip("/")
    page = Page(
        outlet=outlet,
        edition_on=edition_on,
        subject_line=subject_line,
        preheader=preheader,
        intro=intro,
        minutes=reading_time.minutes(seconds),
        stories=tuple(story for story in stories if story.paragraphs),
        headlines=tuple(story for story in stories if not story.paragraphs),
        cut=shortened + left_out,
        site_url=site_url,
        web_url=addresses.absolute(addresses.edition(outlet.language, edition_on)),
        leave_url=site_url + reverse("subscribers:unsubscribe", args=[LEAVE]),
        choices_url=site_url + reverse("subscribers:choices", args=[LEAVE]),
    )
    environment = _environment(outlet.language, outlet.digits)
    html = _inlined(environment.get_template("letter.html").render(page=page))
    html = _by_night(html, NIGHT | {outlet.accent.lower(): lightened(outlet.accent)})
    size_bytes = len(html.encode())
    if size_bytes > MOST_BYTES:
        raise LetterTooHeavy(size_bytes=size_bytes)
    text = environment.get_template("letter.txt").render(page=page).strip() + "\n"
    return Content(
        subject_line=subject_line,
        html=html,
        text=text,
        seconds=seconds,
        shortened=shortened,
        left_out=left_out,
    )


def lightened(colour: str) -> str:
    """Mix a colour with white, so that it is readable on a dark ground: "#8a1c1c" gives "#d3b0b0"."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * 0.65):02x}" for part in parts)


def _story(choice: Choice, card: ArticleCard) -> Story:
    site_url = conf.get("site_url").rstrip("/")
    return Story(
        kind=choice.kind if choice.text else Kind.HEADLINE.value,
        section=card.section.name,
        label=card.label,
        headline=choice.headline,
        paragraphs=tuple(part.strip() for part in choice.text.split("\n\n") if part.strip()),
        url=site_url + card.path,
        section_url=site_url + card.section.path,
    )


def _inlined(html: str) -> str:
    """Write the rules into each element, and leave out optional tags: some harm the letter in Yahoo's apps."""
    inlined = _OPTIONAL.sub("", str(_inliner().inline(html)))
    # Two lines, so that no mail relay finds one longer than it takes.
    return inlined.replace("</p>", "</p>\n").replace("</td>", "</td>\n")


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)


def _by_night(html: str, night: dict[str, str]) -> str:
    """Write each colour twice: for mail programs that know dark mode and for those that do not."""

    def pair(found: re.Match[str]) -> str:
        name, before, colour = found.groups()
        if colour not in night:
            return found[0]
        longhand = name if name.endswith("color") else f"{name}-color"
        return f"{name}: {before}{colour};{longhand}: light-dark({colour}, {night[colour]})"

    return _STYLE.sub(lambda style: _COLOURED.sub(pair, style[0]), html)


@lru_cache
def _environment(language: str, digits: str) -> Environment:
    """Return templates, filters and translations for one language."""
    env = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalog = trans_real.translation(language)
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        catalog.gettext, catalog.ngettext, newstyle=True
    )

    def number(value: object) -> object:
        return own_digits(value, language) if digits == "arabic" and isinstance(value, str) else value

    def day(when: date) -> object:
        return number(format_date(when, "full", locale=BY_CODE[language].locale))

    env.filters.update(
        number=number,
        day=day,
        typeset=lambda words: Markup(typeset(str(escape(words)), language)),  # noqa: S704 escaped in this line
        plainset=lambda words: typeset(words, language),
    )
    return env
