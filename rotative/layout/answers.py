"""Pages made on the spot for one reader: the answer to a form, search results."""

from django.http import HttpRequest
from django.utils.translation import override

from rotative.articles.cards import Link
from rotative.core import addresses
from rotative.core.messages import Message
from rotative.layout.contexts import HiddenField, MessagePage, PostForm
from rotative.layout.environment import render
from rotative.layout.frame import frame


def message(request: HttpRequest, shown: Message) -> str:
    """The page that says one thing."""
    form = None
    if shown.action:
        fields = tuple(HiddenField(name=name, value=value) for name, value in shown.fields)
        form = PostForm(action=shown.action, label=shown.button, fields=fields, inputs=shown.inputs)
    with override(shown.language):
        return render(
            MessagePage(
                frame=frame(
                    language=shown.language, path=addresses.front(shown.language), title=shown.heading, indexed=False
                ),
                heading=shown.heading,
                paragraphs=shown.paragraphs,
                errors=shown.errors,
                form=form,
                links=tuple(Link(name=name, path=path) for name, path in shown.links),
            )
        )
