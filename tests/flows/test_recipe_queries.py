"""Queries for each kind of page: one page alone, and ten in a batch, for any size of the archive."""

from collections.abc import Callable, Sequence

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.bake import oven, recipes
from rotative.bake.batch import loaders
from rotative.bake.models import PublicPath
from rotative.importers import number_files
from rotative.media.models import Picture
from rotative.subjects.models import Subject
from tests.flows import following, keeping, writing
from tests.flows.desk import Desk

# Recipe → maximum of queries for one page alone, and for up to ten pages loaded together.
COSTS: dict[str, tuple[int, int]] = {
    "asset": (6, 6),
    "article": (17, 17),
    # Two queries for the heads of all its sections, however many; there are two here.
    "front": (26, 43),
    # With the dossiers that cite its articles.
    "section": (11, 15),
    # With the bodies of all its briefs.
    "brief": (13, 13),
    "atom": (11, 19),
    # The letters before and after it.
    "edition": (12, 12),
    "letters": (10, 12),
    "json_feed": (11, 19),
    "manifest": (3, 6),
    "robots": (3, 3),
    "rss": (13, 15),
    "sitemap": (4, 4),
    "sitemap_month": (2, 6),
    "sitemap_news": (5, 10),
    # The languages of the outlet, for the translations of a section: one query for the outlet in each.
    "sitemap_pages": (11, 17),
    # With its actors, events, sources, participants, commitments, their history and its former summaries.
    "dossier": (19, 19),
    # The whole dossier is loaded once for all its parts.
    "dossier_part": (18, 18),
    "dossier_feed": (14, 14),
    "dossier_json": (11, 11),
    "dossier_schema": (0, 0),
    # Every dossier whole, once for all orders.
    "promises": (24, 24),
    "subject": (22, 22),
    "dossiers": (13, 13),
    "archives": (11, 15),
    "author": (13, 18),
    "gone": (6, 6),
    "month": (12, 19),
    "not_found": (6, 11),
    # The newest letter, as a sample, in each language.
    "signup": (9, 19),
    "standing": (10, 12),
    # Moved paths and numbers of an imported site; each asks for itself.
    "old_numbers": (1, 10),
    "term": (6, 40),
    "upload": (2, 12),
}
ARCHIVE = 60


def test_success_a_page_costs_the_same_in_any_archive(newsroom: Callable[[], Desk]) -> None:
    desk = newsroom()
    for act in (writing.publish_brief, writing.publish_brief, following.approve_edition, writing.withdraw):
        act(desk, 0, 3)
    keeping.stand(desk, 0, 1)
    move_from_an_old_site()
    desk.bake()
    small = counted()
    while desk.made < ARCHIVE:
        desk.time.pass_by(minutes=1)
        writing.publish(desk, desk.made, 3)
    desk.bake()

    large = counted()

    assert set(large) == set(COSTS) == {recipe.name for recipe in recipes.every()}
    assert dearer(small) == dearer(large) == {}


def move_from_an_old_site() -> None:
    """Leave what an import leaves for a number, a tag and a picture."""
    number_files.add("p", {12: "/politique/"})
    subject, picture = Subject.objects.earliest("pk").pk, Picture.objects.earliest("pk").pk
    for recipe, arg in (("term", f"subject:{subject}:fr"), ("upload", f"picture:{picture}")):
        PublicPath.objects.create(
            path=f"/old/{recipe}/", recipe=recipe, arg=arg, state=PublicPath.State.MOVED
        )


def counted() -> dict[str, tuple[int, int]]:
    """Return for each recipe the queries for its first page, and for its first ten."""
    return {
        recipe.name: (queries(pages[:1]), queries(pages))
        for recipe in recipes.every()
        if (pages := pages_of(recipe.name))
    }


def pages_of(recipe: str) -> list[PublicPath]:
    """Return up to ten pages of a kind."""
    if recipe == "gone":
        return list(PublicPath.objects.filter(state=PublicPath.State.GONE).order_by("path")[:10])
    state = PublicPath.State.MOVED if recipes.get(recipe).leads else PublicPath.State.LIVE
    live = PublicPath.objects.filter(state=state, recipe=recipe)
    return list(live.order_by("path")[:10])


def queries(pages: Sequence[PublicPath]) -> int:
    """Count the queries for these pages when the oven renders them."""
    with CaptureQueriesContext(connection) as asked, loaders.batch():
        list(oven.prepared(pages))
        for page in pages:
            oven.render(page)
    return len(asked)


def dearer(found: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return the recipes with more queries than the maximum."""
    return {
        name: costs
        for name, costs in found.items()
        if any(cost > stated for cost, stated in zip(costs, COSTS[name], strict=True))
    }
