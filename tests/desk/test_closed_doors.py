"""Doors of Wagtail behind which nothing happens are not reachable: by menu, button, link or address."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from wagtail.models import Page, PageViewRestriction

from rotative.desk.fronts import closed_doors
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import FrontPage, StandingPage
from tests.desk import walk
from tests.factories.articles import BylineFactory, SubjectFactory, published

# Links and buttons; a dialogue's content and a preview are asked for by script.
_ADDRESSES = re.compile(r'\s(?:href|action|formaction|data-url|data-[a-z-]+-url-value)="([^"]+)"')
# Addresses that a walk must not visit.
_LEAVING = re.compile(r"/(logout|jsi18n|sprite|static|media)")


@pytest.fixture
def front(db: None) -> FrontPage:
    return ensure_front("fr")


@pytest.fixture
def standing(front: FrontPage) -> StandingPage:
    return add_standing(front, StandingPage(title="Charte", slug="charte"))


def closed(page: Page) -> Iterator[str]:
    """Yield an address of every closed door, for one page."""
    words = {
        "content_type_app_name": "pages", "content_type_model_name": "standingpage", "app_label": "wagtailcore",
        "model_name": "page", "action": "unpublish", "action_name": "publish", "filter_spec": "max-10x10",
    }  # fmt: skip
    for one in walk.addresses():
        address = one.filled(words, page.pk)
        try:
            match = resolve(address)
        except Resolver404:
            # It takes words of another kind, which no page has.
            continue
        if closed_doors.is_closed(match):
            yield address


def test_fail_every_closed_door(desk: Client, standing: StandingPage, front: FrontPage) -> None:
    for page in (standing, front):
        addresses = list(closed(page))
        assert len(addresses) > 40
        for address in addresses:
            shown, done = (
                desk.get(address),
                desk.post(address, {"restriction_type": "login", "mode": "single"}),
            )
            is_tree = resolve(address).view_name in closed_doors.TREE
            expected = (302, 404) if is_tree else (404, 404)
            assert (shown.status_code, done.status_code) == expected, address
            assert not is_tree or shown.headers["Location"] == "/desk/fronts/"

    standing.refresh_from_db()
    assert (standing.live, standing.get_parent().pk) == (True, front.pk)
    assert not PageViewRestriction.objects.exists()
    assert StandingPage.objects.count() == 1


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_fail_front_page_stays(desk: Client, front: FrontPage, act: str) -> None:
    answer = desk.post(f"/desk/pages/{front.pk}/{act}/")

    front.refresh_from_db()
    assert answer.status_code in (302, 403)
    assert front.live


def test_success_standing_page_is_withdrawn_and_deleted(desk: Client, standing: StandingPage) -> None:
    withdrawn = desk.post(f"/desk/pages/{standing.pk}/unpublish/", follow=True)
    standing.refresh_from_db()
    assert not standing.live
    assert withdrawn.request["PATH_INFO"] == "/desk/fronts/"

    desk.post(f"/desk/pages/{standing.pk}/delete/")
    assert not StandingPage.objects.exists()


def test_success_page_form_offers_what_this_site_does(
    desk: Client, front: FrontPage, standing: StandingPage
) -> None:
    for page in (front, standing):
        text = desk.get(f"/desk/pages/{page.pk}/edit/").content.decode()

        assert [
            name
            for name in ("seo_title", "search_description", "go_live_at", "expire_at")
            if f'name="{name}"' in text
        ] == []
        assert "privacy" not in re.sub(r'<script.*?</script>|src="[^"]*"', "", text, flags=re.DOTALL)
    assert 'name="show_in_menus"' in text
    assert 'name="slug"' in text


def test_success_no_link_of_the_desk_leads_to_a_closed_door(
    desk: Client, front: FrontPage, standing: StandingPage
) -> None:
    published(bylines=[BylineFactory()], subjects=[SubjectFactory()])
    seen: dict[str, str] = {"/desk/": ""}
    waiting = deque(seen)
    visited: set[str] = set()
    wrong: list[str] = []
    while waiting:
        address = waiting.popleft()
        match = resolve(urlsplit(address).path)
        # Two objects of a kind have the same links.
        kind = f"{match.view_name} {sorted(match.kwargs)}"
        if match.kwargs and kind in visited:
            continue
        visited.add(kind)
        answer = desk.get(address)
        # Some doors only take a post.
        if answer.status_code >= 400 and answer.status_code != 405:
            wrong.append(f"{address} ({answer.status_code}) from {seen[address]}")
        # Read to its end, a file is closed; to close the answer itself would close the test's database too.
        content = answer.getvalue()
        text = content.decode() if "html" in answer.get("Content-Type", "") else ""
        for found in _ADDRESSES.findall(text):
            link = urljoin(address, unescape(found)).partition("#")[0]
            if not link.startswith("/desk/") or _LEAVING.match(link.removeprefix("/desk")) or link in seen:
                continue
            seen[link] = address
            try:
                target = resolve(urlsplit(link).path)
            except Resolver404:
                continue
            if closed_doors.is_closed(target) and target.view_name not in closed_doors.TREE:
                wrong.append(f"{link} from {address}")
            elif closed_doors.is_closed(target) or "?" in link or target.view_name == "wagtail_bulk_action":
                continue
            else:
                waiting.append(link)

    assert len(visited) > 30
    assert not wrong, "\n".join(wrong)


def test_fail_choosers_create_nothing_and_choose_one_page_at_a_time(desk: Client) -> None:
    chosen = "/desk/choose-page/chosen-multiple/?id=1"
    create = [
        f"/desk/snippets/choose/{model}/create/"
        for model in ("articles/article", "articles/section", "dossiers/dossier")
    ]

    assert {url: desk.get(url).status_code for url in [chosen, *create]} == dict.fromkeys(
        [chosen, *create], 404
    )
    assert {url: desk.post(url).status_code for url in create} == dict.fromkeys(create, 404)


@pytest.mark.parametrize("wanted", ["abc", "-1", "1e3"])
def test_fail_choosers_find_nothing_under_what_is_no_id(desk: Client, wanted: str) -> None:
    for chooser in ("snippets/choose/articles/article", "snippets/choose/subjects/subject", "images/chooser"):
        assert desk.get(f"/desk/{chooser}/chosen/{wanted}/").status_code == 404
        assert desk.get(f"/desk/{chooser}/chosen-multiple/?id={wanted}").status_code == 404


def test_success_choosers_answer_with_what_was_chosen(desk: Client) -> None:
    article = published(headline="La digue tient")

    for asked in (f"chosen/{article.pk}/", f"chosen-multiple/?id={article.pk}"):
        answer = desk.get(f"/desk/snippets/choose/articles/article/{asked}")
        assert (answer.status_code, "La digue tient" in answer.content.decode()) == (200, True)
