"""Pages made on the spot for one reader: the answer to a form, search results."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from rotative.articles.cards import Link, SearchHit, SubjectLink
from rotative.core import addresses, clock
from rotative.core.messages import Form, Message
from rotative.editions.reads import LetterCard
from rotative.layout import live_cache
from rotative.layout.contexts import LetterLink, MessagePage, Pager, SearchPage
from rotative.layout.environment import render
from rotative.layout.frame import frame


def message(request: HttpRequest, shown: Message) -> str:
    """Print the page that says one thing."""
    form = None
    if shown.action:
        form = Form(action=shown.action, button=shown.button, fields=shown.fields, inputs=shown.inputs)
    with override(shown.language), live_cache.up_to_date():
        page = render(
            MessagePage(
                frame=frame(
                    language=shown.language,
                    path=addresses.front(shown.language),
                    title=shown.heading,
                    indexed=False,
                    year=clock.now().year,
                ),
                heading=shown.heading,
                paragraphs=shown.paragraphs,
                errors=shown.errors,
                form=form,
                forms=shown.forms,
                links=tuple(Link(name=name, path=path) for name, path in shown.links),
            )
        )
    return page.decode()


def search(
    query: str,
    *,
    language: str,
    hits: Sequence[SearchHit] = (),
    subjects: Sequence[SubjectLink] = (),
    dossiers: Sequence[Link] = (),
    letters: Sequence[LetterCard] = (),
    total: int = 0,
    page: int = 1,
    per_page: int = 20,
) -> str:
    """Print the result of a search: one page of the hits, the subjects of that name, and the number of all hits.

    dossiers: those with the words. letters: those that printed the hits.
    """
    path = addresses.word(language, "search")
    with override(language), live_cache.up_to_date():
        title = _("Search: %(query)s") % {"query": query} if query else _("Search")
        found = render(
            SearchPage(
                frame=frame(language=language, path=path, title=title, indexed=False, year=clock.now().year),
                query=query,
                total=total,
                hits=tuple(hits),
                subjects=tuple(subjects),
                dossiers=tuple(dossiers),
                letters=tuple(
                    LetterLink(day=one.edition_on, title=one.subject_line, path=addresses.href(one.path))
                    for one in letters
                ),
                pager=_pager(path, query, page, last=page * per_page >= total),
            )
        )
    return found.decode()


def _pager(path: str, query: str, page: int, *, last: bool) -> Pager:
    def numbered(number: int) -> str:
        return f"{path}?{urlencode({'q': query, 'page': number})}"

    return Pager(
        newer_path=numbered(page - 1) if page > 1 else "", older_path="" if last else numbered(page + 1)
    )
