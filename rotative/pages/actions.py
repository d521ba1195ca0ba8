"""Actions on pages: make those with which an outlet begins, and arrange the front pages."""

from django.db import transaction
from wagtail.models import Locale, Page, Site

from rotative.bake import keys, queue
from rotative.core import conf
from rotative.pages.arranging import (
    bring_back,
    draft_of,
    drop_changes,
    end_due,
    let_go,
    place,
    publications,
    publish_front,
    set_urgent,
    take_out,
    word,
)
from rotative.pages.models import FrontPage, StandingPage

__all__ = [
    "add_standing", "bring_back", "draft_of", "drop_changes", "end_due", "ensure_front", "let_go", "move_up", "place", "publications",
    "publish_front", "set_urgent", "take_out", "word",
]  # fmt: skip


@transaction.atomic
def ensure_front(language: str, *, title: str = "") -> FrontPage:
    """Return the front page of a language; make it, its locale and the site when they do not exist."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    page: FrontPage | None = FrontPage.objects.filter(locale=locale).first()
    if page is None:
        root = Page.objects.get(depth=1)
        _drop_welcome(root)
        first = FrontPage.objects.order_by("path").first()
        page = FrontPage(title=title or language, slug=f"front-{language}", locale=locale)
        if first is not None:
            page.translation_key = first.translation_key
        root.add_child(instance=page)
    if language == conf.get("language"):
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": page}
        )
    return page


def add_standing(front: FrontPage, page: StandingPage, *, in_menu: bool = True) -> StandingPage:
    """Put a standing page under its front page and publish it."""
    page.locale = front.locale
    page.show_in_menus = in_menu
    front.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@transaction.atomic
def move_up(page: StandingPage) -> None:
    """Put a standing page before the one above it, in the footer and at the desk. Do nothing when it is the first."""
    above = page.get_prev_sibling()
    if above is not None:
        page.move(above, pos="left")
        queue.mark_stale([keys.menu(page.language)])


def _drop_welcome(root: Page) -> None:
    """Delete the page that Wagtail's first migration makes to welcome developers."""
    for welcome in root.get_children().exact_type(Page):
        Site.objects.filter(root_page=welcome).delete()
        welcome.delete()
        root.refresh_from_db()
