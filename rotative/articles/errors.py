"""Errors of articles."""

from rotative.core.errors import RotativeError, gettext_noop


class ArticleError(RotativeError):
    """Base class of the errors of articles."""


class SlugTaken(ArticleError):
    code = "article.path_taken"
    message = gettext_noop("Another page already has the address %(path)s. Choose another slug.")


class DatedAhead(ArticleError):
    code = "article.dated_ahead"
    message = gettext_noop(
        "The publication date %(date)s is still to come: schedule the article, or give it an earlier date."
    )


class LanguageGivenUp(ArticleError):
    code = "article.language_given_up"
    message = gettext_noop(
        "The outlet does not publish in this language (%(language)s). Add it to the masthead first."
    )


class NotPublished(ArticleError):
    code = "article.not_published"
    message = gettext_noop("The article %(article_id)s is not published, so there is nothing to withdraw.")
