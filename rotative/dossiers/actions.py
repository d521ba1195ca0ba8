"""Actions on dossiers: the public site follows them."""

from django.db import transaction

from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.bake.recipes import Spec
from rotative.core import addresses
from rotative.dossiers import reads
from rotative.dossiers.models import Commitment, CommitmentChange, Dossier, DossierActor, Event
from rotative.masthead.reads import open_languages


@transaction.atomic
def follow(dossier: Dossier) -> None:
    """Bring everything public in line with what a dossier now is. Calling it twice does no harm."""
    language = dossier.locale.language_code
    if dossier.live and language in open_languages():
        queue.place([spec(dossier), index(language)])
    else:
        _withdraw(dossier)
    _mark(dossier)


@transaction.atomic
def leave(dossier: Dossier) -> None:
    """Withdraw a dossier from the site, before it is deleted."""
    _withdraw(dossier)
    _mark(dossier)


@transaction.atomic
def touch(dossier_id: int, *, subject_id: int | None = None, article_id: int | None = None) -> None:
    """Mark what shows a dossier whose events, commitments or actors changed.

    subject_id: the actor that was added or removed. article_id: the article that is cited now, or was.
    """
    row = Dossier.objects.filter(pk=dossier_id).select_related("locale").first()
    if row is None:
        # The dossier itself is being deleted, and has marked what showed it.
        return
    language = row.locale.language_code
    acting = [] if subject_id is None else [reads.about_key(subject_id, language)]
    citing = [] if article_id is None else [reads.citing_key(article_id)]
    queue.mark_stale([keys.dossier(dossier_id), reads.listed_key(language), *acting, *citing])


def set_state(commitment_id: int) -> None:
    """Give a commitment the state of its last change."""
    changes = CommitmentChange.objects.filter(commitment=commitment_id).order_by("-on", "-id")
    last = changes.values_list("state", flat=True).first()
    if last is not None:
        Commitment.objects.filter(pk=commitment_id).update(state=last)


def spec(dossier: Dossier) -> Spec:
    """Return the page of a dossier."""
    path = addresses.dossier(dossier.locale.language_code, dossier.slug)
    return Spec(path=path, recipe="dossier", arg=str(dossier.pk))


def index(language: str) -> Spec:
    """Return the page that lists the dossiers of a language; it exists as long as one is published."""
    return Spec(path=addresses.word(language, "dossier"), recipe="dossiers", arg=language)


def _withdraw(dossier: Dossier) -> None:
    language = dossier.locale.language_code
    live = PublicPath.objects.filter(state=PublicPath.State.LIVE)
    paths = list(live.filter(recipe="dossier", arg=str(dossier.pk)).values_list("path", flat=True))
    if not Dossier.objects.filter(live=True, locale=dossier.locale).exclude(pk=dossier.pk).exists():
        paths += live.filter(path=index(language).path).values_list("path", flat=True)
    queue.withdraw(paths)


def _cited(dossier: Dossier) -> set[int]:
    events = Event.objects.filter(dossier=dossier, article__isnull=False).values_list("article_id", flat=True)
    changes = CommitmentChange.objects.filter(commitment__dossier=dossier)
    return {pk for pk in events if pk is not None} | set(changes.values_list("evidence_id", flat=True))


def _mark(dossier: Dossier) -> None:
    language = dossier.locale.language_code
    twins = Dossier.objects.filter(translation_key=dossier.translation_key).values_list("pk", flat=True)
    acting = DossierActor.objects.filter(dossier=dossier).values_list("subject_id", flat=True)
    queue.mark_stale(
        [
            reads.listed_key(language),
            *map(keys.dossier, {dossier.pk, *twins}),
            *(reads.about_key(subject_id, language) for subject_id in acting),
            *map(reads.citing_key, _cited(dossier)),
        ]
    )
