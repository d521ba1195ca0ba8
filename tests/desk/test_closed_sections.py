"""A section with a desk of its own: other writers read none of its drafts, whichever page they ask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from rotative.articles import actions
from rotative.articles.models import Article, Section, SectionDesk
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.dossiers.models import Dossier
from rotative.staff.models import User
from tests.desk import walk
from tests.factories.articles import ArticleFactory, BylineFactory, SectionFactory, SubjectFactory, published
from tests.factories.dossiers import event_of
from tests.factories.newsroom import drawn_picture

# Words that occur nowhere else, and one that is in all these headlines and bodies: a page may repeat what it was asked.
SECRETS = ("zygomorphe", "zygodactyle", "zygopetale")
SEARCHED = "introuvable"
# An id that many things share: the address of each view is filled with it.
NUMBER = 4711


# Wagtail leaves files of pictures to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A closed section with everything that leads to its drafts."""

    section: Section
    desk: Group
    # With secret headlines or words that no reader has seen; the last one is open and leads to the first.
    articles: tuple[Article, ...]


def saved(article: Article, user: User | None = None, **fields: object) -> Article:
    """Save a draft as the form does: the row only while the article is not published."""
    for name, value in fields.items():
        setattr(article, name, value)
    if not article.live:
        article.save()
    article.save_revision(user=user, log_action=True)
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def member(db: None) -> User:
    return everything_but_sections("member")


@pytest.fixture
def stranger(db: None) -> User:
    return everything_but_sections("stranger")


def everything_but_sections(name: str) -> User:
    """Make a user who may do everything in the desk except be responsible for the whole paper."""
    user = User.objects.create_user(name, f"{name}@example.org")
    group = Group.objects.create(name=f"All of {name}")
    group.permissions.set(Permission.objects.exclude(codename="change_section"))
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__endswith="_page"
    ):
        GroupPagePermission.objects.create(
            group=group, page=Page.get_first_root_node(), permission=permission
        )
    user.groups.add(group)
    return user


@pytest.fixture
def closed(member: User) -> Closed:
    group = Group.objects.create(name="Enquêtes")
    member.groups.add(group)
    section = SectionFactory(pk=NUMBER, name="Enquêtes", slug="enquetes")
    SectionDesk.objects.create(section=section, group=group, may_publish=True)
    picture, subject = drawn_picture(), SubjectFactory(pk=NUMBER)
    byline = BylineFactory(pk=NUMBER)
    body = [("paragraph", "<p>Le zygodactyle introuvable était payé comptant.</p>")]
    article = ArticleFactory(
        pk=NUMBER, section=section, picture=picture, subjects=[subject], bylines=[byline],
        headline="Le zygomorphe introuvable", body=body,
    )  # fmt: skip
    article = saved(article, member)
    article = saved(article, member, standfirst="Et le zygopetale.")
    live = published(section=section, headline="Ce que chacun a lu")
    live = saved(live, member, headline="Le zygomorphe introuvable revient", body=body)
    scheduled = ArticleFactory(section=section, headline="Le zygomorphe introuvable, demain", body=body)
    scheduled.go_live_at = clock.now() + timedelta(days=1)
    scheduled.save_revision(user=member).publish()
    withdrawn = published(section=section, headline="Retiré")
    actions.withdraw(withdrawn)
    withdrawn = saved(withdrawn, member, headline="Le zygomorphe introuvable retiré", body=body)
    Comment.objects.create(article=withdrawn, name="Un lecteur", text="Et alors ?")
    moving = published(section=SectionFactory(name="Ouverte", slug="ouverte"), headline="Une brève")
    moving = saved(moving, member, headline="Le zygomorphe introuvable déménage", body=body, section=section)
    articles = (article, live, scheduled, withdrawn, moving, citing(article))
    return Closed(section=section, desk=group, articles=articles)


def citing(article: Article) -> Article:
    """Let an open article and a dossier lead to the draft."""
    body = [
        ("read_also", {"article": article}),
        ("paragraph", f'<p>Voir <a linktype="article" id="{article.pk}">ici</a>.</p>'),
    ]
    dossier = Dossier.objects.create(pk=NUMBER, title="Le port", slug="le-port", locale=article.locale)
    event_of(dossier, clock.now().date(), "Un fait", article)
    return saved(ArticleFactory(section=SectionFactory(name="Ouverte", slug="ouverte"), body=body))


@pytest.fixture
def waiting(closed: Closed, member: User) -> Closed:
    """Hand the drafts in, to a group that neither user belongs to."""
    task = GroupApprovalTask.objects.create(pk=NUMBER, name="Relecture")
    task.groups.add(Group.objects.create(name="Relecteurs"))
    workflow = Workflow.objects.create(pk=NUMBER, name="Relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(Article)
    )
    for article in closed.articles:
        workflow.start(article, member)
    return closed


def pages(
    user: User, closed: Closed, wanted: Callable[[walk.Address], bool]
) -> Iterator[tuple[str, str, str]]:
    """Visit the wanted addresses of the desk as this user; yield their names, addresses and what they show."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for address in filter(wanted, walk.addresses()):
        for article in closed.articles if _of_articles(address) else closed.articles[:1]:
            url = address.filled(_values(article), article.pk)
            query = {
                "q": SEARCHED, "id": article.pk, "translates": article.pk, "copies": article.pk, "locale": "fr",
                "state": "draft",
            }  # fmt: skip
            for seen in walk.visits(client, url, query):
                yield address.name, url, seen


def _of_articles(address: walk.Address) -> bool:
    return "articles_article" in address.name and bool(address.parts)


def _values(article: Article) -> dict[str, object]:
    state = article.workflow_states.order_by("-pk").first()
    task_state = state.current_task_state if state else None
    return {
        "revision_id": article.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "workflow_state_id": state.pk if state else 0,
        "task_state_id": task_state.pk if task_state else 0,
        "task_id": NUMBER,
        "action_name": "approve",
        "action": "delete",
        "app_label": "articles",
        "model_name": "article",
        "part": "text",
    }


def revealing(
    user: User, closed: Closed, wanted: Callable[[walk.Address], bool] = lambda address: True
) -> set[tuple[str, str]]:
    """Return the names and addresses of the pages that show this user a secret."""
    found = pages(user, closed, wanted)
    return {(name, url) for name, url, seen in found if any(word in seen for word in SECRETS)}


ARTICLES = "wagtailsnippets_articles_article"
CHOOSER = "wagtailsnippetchoosers_articles_article"
# Views where a member finds the drafts of their own section.
SHOWN_TO_MEMBERS = {
    "wagtailadmin_home", "wagtail_bulk_action", "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks",
    *(f"{ARTICLES}:{name}" for name in (
        "list", "list_results", "edit", "delete", "usage", "history", "revisions_view",
        "revisions_revert", "revisions_compare", "unpublish", "workflow_history", "workflow_history_detail",
    )),
    *(f"{CHOOSER}:{name}" for name in ("choose", "choose_results", "chosen", "chosen_multiple")),
}  # fmt: skip


def test_fail_stranger_finds_nothing_on_any_page(waiting: Closed, stranger: User) -> None:
    """The drafts wait for approval, which opens them to more people than their section."""
    assert len(walk.addresses()) > 200
    assert sorted(revealing(stranger, waiting)) == []


def test_fail_stranger_finds_nothing_in_drafts_that_are_not_handed_in(closed: Closed, stranger: User) -> None:
    assert sorted(revealing(stranger, closed, _of_articles)) == []


def test_success_member_finds_the_drafts(waiting: Closed, member: User) -> None:
    found = revealing(member, waiting, lambda address: address.name in SHOWN_TO_MEMBERS)

    assert SHOWN_TO_MEMBERS - {name for name, _url in found} == set()
