"""The choices of the person who imports, as far as they concern the reading of the export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Form = Literal["article", "brief", "page"]
FORMS: Final[tuple[Form, ...]] = ("article", "brief", "page")

# The fields of an article that a custom field can fill.
Target = Literal[
    "headline", "standfirst", "kicker", "source", "credit", "caption", "search_title", "search_description",
    "share_title", "share_description", "original_url",
]  # fmt: skip
TARGETS: Final[tuple[Target, ...]] = Target.__args__  # type: ignore[attr-defined] # a Literal has them


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The choices for reading an export."""

    # Replace and count what cannot be read.
    recover: bool = False
    # Types of posts that plugins made → what they become.
    as_articles: Mapping[str, Form] = field(default_factory=dict)
    # Names of custom fields → fields of an article.
    fields: Mapping[str, Target] = field(default_factory=dict)
    # The languages of the newsroom, likely ones first: for texts of which nothing says the language.
    languages: tuple[str, ...] = ()
    # The words before the slugs of categories and tags in the old addresses; "." for none, "" to look for them in the links.
    category_base: str = ""
    tag_base: str = ""
