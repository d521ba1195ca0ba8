"""The pages of dossiers: their paths, and which of them should exist.

Grammar of arg: a dossier's id; a part of it `ID:actor:SUBJECT` or `ID:kind:KIND`; of commitments `LANGUAGE:state`,
`LANGUAGE:subject`, `LANGUAGE:due`.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from rotative.bake.recipes import Spec
from rotative.core import addresses
from rotative.dossiers.models import Dossier, DossierActor, Event, EventParticipant
from rotative.subjects import reads as subjects

# Of the pages of one dossier.
RECIPES = ("dossier", "dossier_part", "dossier_feed", "dossier_json")
FEED, EXPORT, SCHEMA = "rss.xml", "dossier.json", "dossier.schema.json"
# How the commitments of all dossiers are ordered → the word in the path.
ORDERS = {"state": "", "subject": "subject", "due": "due"}


def page(dossier: Dossier) -> Spec:
    """Return the page of a dossier."""
    path = addresses.dossier(dossier.locale.language_code, dossier.slug)
    return Spec(path=path, recipe="dossier", arg=str(dossier.pk))


def of(dossier: Dossier, *, with_parts: bool = True) -> list[Spec]:
    """Return every page of a published dossier; without those of its parts if asked."""
    own = page(dossier)
    arg = own.arg
    return [
        own,
        Spec(path=own.path + FEED, recipe="dossier_feed", arg=arg),
        Spec(path=own.path + EXPORT, recipe="dossier_json", arg=arg),
        *(parts(dossier) if with_parts else ()),
    ]


def parts(dossier: Dossier) -> Iterable[Spec]:
    """Return the pages of a part of the events: those of an actor and those of a kind, unless it is all of them."""
    language = dossier.locale.language_code
    events = _open(Event.objects.filter(dossier=dossier).order_by())
    kinds = dict(events.values_list("pk", "kind"))
    if len(set(kinds.values())) > 1:
        for kind in sorted(set(kinds.values())):
            path = addresses.dossier_kind(language, dossier.slug, kind)
            yield Spec(path=path, recipe="dossier_part", arg=f"{dossier.pk}:kind:{kind}")
    acting = DossierActor.objects.filter(dossier=dossier).values_list("subject_id", flat=True)
    taking_part = set(
        EventParticipant.objects.filter(event__in=list(kinds)).values_list("subject_id", flat=True)
    )
    for pk, card in subjects.subjects(sorted(taking_part & set(acting)), language).items():
        path = addresses.dossier_actor(language, dossier.slug, card.slug)
        yield Spec(path=path, recipe="dossier_part", arg=f"{dossier.pk}:actor:{pk}")


def index(language: str) -> Spec:
    """Return the page that lists the dossiers of a language; it exists as long as one is published."""
    return Spec(path=addresses.word(language, "dossier"), recipe="dossiers", arg=language)


def lists(language: str) -> list[Spec]:
    """Return the lists of the dossiers of a language and of their commitments."""
    return [
        index(language),
        *(
            Spec(path=addresses.promises(language, word), recipe="promises", arg=f"{language}:{order}")
            for order, word in ORDERS.items()
        ),
        Spec(path=addresses.word(language, "dossier") + SCHEMA, recipe="dossier_schema", arg=language),
    ]


def _open(events: QuerySet[Event]) -> QuerySet[Event]:
    """Keep the events that readers can check."""
    checked = Q(sources__isnull=True) | Q(sources__document__isnull=False) | Q(sources__article__live=True)
    return events.filter(checked).distinct()
