"""Errors of the press."""

from rotative.core.errors import RotativeError, gettext_noop


class BakeError(RotativeError):
    """Base class of the errors of the press."""


class UnknownRecipe(BakeError):
    code = "bake.unknown_recipe"
    message = gettext_noop("No recipe is named %(name)s. Is the application that registers it installed?")


class RecipeTaken(BakeError):
    code = "bake.recipe_taken"
    message = gettext_noop("A recipe named %(name)s is registered already.")


class NothingHere(BakeError):
    code = "bake.nothing_here"
    message = gettext_noop("The recipe %(recipe)s has nothing to show for %(arg)r.")


class PathTaken(BakeError):
    code = "bake.path_taken"
    message = gettext_noop("Another page already has the address %(path)s. Choose another slug.")


class PageTooSlow(BakeError):
    code = "bake.page_too_slow"
    message = gettext_noop(
        "%(what)s was not ready after %(limit_s)d seconds, so the press went on without it. Look for a text without spaces, "
        "such as a picture pasted as letters, and take it out."
    )


class UnknownPath(BakeError):
    code = "bake.unknown_path"
    message = gettext_noop(
        "%(path)s is not a public path. Give one as in the address, from the first slash on."
    )
