"""Pages that need no article: sign-up, 404, 410, and the assets of all pages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from rotative.articles import reads as articles
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec, register
from rotative.core import addresses, conf
from rotative.core.messages import Option
from rotative.editions import reads as editions
from rotative.layout.assets import Asset, assets
from rotative.layout.contexts import GonePage, NotFoundPage, SignupPage
from rotative.layout.environment import render
from rotative.layout.frame import frame
from rotative.layout.recipes.edition import letter_link
from rotative.masthead import reads as masthead
from rotative.subscribers.choices import BUDGETS, weekdays

# The budget that is ticked beforehand, in minutes.
_BUDGET = 5
# Headlines of the newest letter that are shown as a sample.
_SAMPLE = 5


def bake_signup(arg: str) -> bytes:
    """Render the page to subscribe on. arg: a language."""
    path = addresses.word(arg, "letter")
    elsewhere = {code: addresses.word(code, "letter") for code in masthead.languages() if code != arg}
    newest = next(iter(editions.archive(arg)), None)
    sample = editions.edition(newest.id) if newest else None
    page = SignupPage(
        frame=frame(
            language=arg,
            path=path,
            title=_("The letter that briefs you in five minutes"),
            description=_("Every morning, the news that matters, composed to be read in five minutes."),
            translations=elsewhere,
            year=articles.newest_year(arg),
        ),
        minutes=tuple(
            Option(
                value=str(minutes),
                label=ngettext("%(num)d minute", "%(num)d minutes", minutes) % {"num": minutes},
                chosen=minutes == _BUDGET,
            )
            for minutes in BUDGETS
        ),
        sections=tuple(Option(value=str(card.id), label=card.name) for card in articles.sections(arg)),
        days=tuple(Option(value=str(bit), label=name, chosen=True) for bit, name in weekdays(arg)),
        letters_path=addresses.letters(arg) if newest else "",
        sample=letter_link(newest) if newest else None,
        headlines=tuple(item.headline for item in sample.items[:_SAMPLE]) if sample else (),
        subjects_path=f"{addresses.SUBSCRIBE}?language={arg}",
    )
    return render(page)


def bake_not_found(arg: str) -> bytes:
    """Render the answer to a wrong address. arg: a language."""
    path = addresses.not_found(arg)
    return render(
        NotFoundPage(frame=frame(language=arg, path=path, title=_("Page not found"), indexed=False))
    )


def bake_gone(arg: str) -> bytes:
    """Render the answer of a withdrawn page. arg: a language; the outlet's first one is taken for one it has given up."""
    codes = masthead.languages()
    language = arg if arg in codes else codes[0]
    path = addresses.front(language)
    with override(language):
        return render(
            GonePage(frame=frame(language=language, path=path, title=_("Page withdrawn"), indexed=False))
        )


def bake_asset(arg: str) -> bytes:
    """Return a stylesheet, script or icon. arg: its path. Raises NothingHere."""
    found = next((asset for asset in _assets() if asset.path == arg), None)
    if found is None:
        raise NothingHere(recipe="asset", arg=arg)
    return found.body


def signup_specs() -> Iterable[Spec]:
    """Return one sign-up page for each language."""
    return [
        Spec(path=addresses.word(code, "letter"), recipe="signup", arg=code) for code in masthead.languages()
    ]


def not_found_specs() -> Iterable[Spec]:
    """Return one 404 page for each language."""
    return [
        Spec(path=addresses.not_found(code), recipe="not_found", arg=code) for code in masthead.languages()
    ]


def asset_specs() -> Iterable[Spec]:
    """Return the assets of the outlet's pages, under the names of their present content."""
    return [Spec(path=asset.path, recipe="asset", arg=asset.path) for asset in _assets()]


def _assets() -> tuple[Asset, ...]:
    codes = masthead.languages() or (conf.get("language"),)
    found: dict[str, Asset] = {}
    for outlet in map(masthead.outlet, codes):
        for asset in assets(outlet):
            # At an address that all languages share, the first one has it.
            found.setdefault(asset.path, asset)
    return tuple(found.values())


register(Recipe(name="asset", render=bake_asset, specs=asset_specs, priority=1))
register(Recipe(name="signup", render=bake_signup, specs=signup_specs, priority=50))
register(Recipe(name="not_found", render=bake_not_found, specs=not_found_specs, priority=50))
register(Recipe(name="gone", render=bake_gone, specs=lambda: (), priority=50))
