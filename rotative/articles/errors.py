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


class FiguresUnreadable(ArticleError):
    """Base class of the reasons for which the figures of a chart cannot be read."""


class TooFewFigures(FiguresUnreadable):
    code = "article.figures_too_few"
    message = gettext_noop(
        "A chart needs a first line with the names of its columns, and below it lines with a name and at least one figure."
    )


class TooManyFigures(FiguresUnreadable):
    code = "article.figures_too_many"
    message = gettext_noop(
        "A chart shows at most %(lines)d lines and %(columns)d columns of figures. Leave some out."
    )


class LineTooLong(FiguresUnreadable):
    code = "article.figures_line_too_long"
    message = gettext_noop(
        "Line %(line)d has more cells than the first line. Separate the cells with tabs or semicolons."
    )


class NotAFigure(FiguresUnreadable):
    code = "article.figures_not_a_figure"
    message = gettext_noop(
        "“%(cell)s” in line %(line)d is not a figure. Write figures alone, like 1 200,5, and leave cells without one empty."
    )


class PosterUnavailable(ArticleError):
    code = "article.poster_unavailable"
    message = gettext_noop("The poster of a film could not be fetched: %(reason)s. Its article shows a link.")


class DecisionTooOld(ArticleError):
    code = "article.decision_too_old"
    message = gettext_noop("A decision about suggestions can be undone for %(days)d days only.")
