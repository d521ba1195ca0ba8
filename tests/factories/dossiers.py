"""Parts of dossiers."""

from datetime import date

from rotative.articles.models import Article
from rotative.dossiers.models import Dossier, Event, EventSource


def event_of(
    dossier: Dossier, on: date | str, text: str, *articles: Article | None, **fields: object
) -> Event:
    """Make an event with these articles as sources."""
    made = Event.objects.create(dossier=dossier, when=str(on), text=text, **fields)
    for article in filter(None, articles):
        EventSource.objects.create(event=made, article=article)
    return made
