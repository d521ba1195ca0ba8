"""Articles and briefs: a flat table, with Wagtail's drafts, revisions, workflow, locks, preview and translations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
)

from rotative.articles.blocks import BodyBlock
from rotative.bake import recipes
from rotative.core.wagtail_fixes import foreign_keys, previews, publishing, unchanged_children

if TYPE_CHECKING:
    from rotative.articles.models.section import Section

# Readers are warned that an article is old after this time.
OLD_AFTER_YEARS = 1
OLD_AFTER = timedelta(days=365 * OLD_AFTER_YEARS)
# Fields that only publication sets: a revision never brings back an old value.
DERIVED = ("state", "path", "card_digest", "word_count", "aged", "trashed_at")
# What is in the trash is deleted after this time.
TRASH_DAYS = 30


# The time that a worker may take before an article is late.
PATIENCE = timedelta(minutes=2)


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> ArticleQuerySet:
        return self.filter(live=True)

    def in_language(self, language: str) -> ArticleQuerySet:
        return self.filter(locale__language_code=language)

    def overdue(self, now: datetime) -> ArticleQuerySet:
        """Keep those that are not published although their hour has passed."""
        # Said this way round, it is answered by the index of those that wait; by state, the drafts of an archive are read.
        awaited = self.filter(live=False, go_live_at__lte=now - PATIENCE)
        return awaited.exclude(state=Article.State.WITHDRAWN)

    def kept(self) -> ArticleQuerySet:
        """Leave out what is in the trash: by id, so that indexes without the column count the others."""
        return self.exclude(pk__in=Article.objects.trashed().order_by().values("pk"))

    def trashed(self) -> ArticleQuerySet:
        return self.filter(trashed_at__isnull=False)

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-id")


class Article(
    publishing.QuickWorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """One piece, in one language; translations are linked, never copies."""

    # The column that `__str__` shows.
    TITLE = "headline"

    class Form(models.TextChoices):
        ARTICLE = "article", _("Article")
        BRIEF = "brief", _("Brief")

    class Genre(models.TextChoices):
        """The genres of journalism; their names are the labels that readers see, but for news, which has none."""

        NEWS = "news", pgettext_lazy("genre", "News")
        ANALYSIS = "analysis", pgettext_lazy("genre", "Analysis")
        OPINION = "opinion", pgettext_lazy("genre", "Opinion")
        INTERVIEW = "interview", pgettext_lazy("genre", "Interview")
        PORTRAIT = "portrait", pgettext_lazy("genre", "Profile")
        REPORTAGE = "reportage", pgettext_lazy("genre", "Reportage")
        FACT_CHECK = "fact-check", pgettext_lazy("genre", "Fact check")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    form = models.CharField(_("form"), max_length=8, choices=Form.choices, default=Form.ARTICLE)
    genre = models.CharField(
        _("genre"),
        max_length=10,
        choices=Genre.choices,
        default=Genre.NEWS,
        help_text=_(
            "Readers see it above the headline, unless it is news; an opinion is shown with its author’s face."
        ),
    )
    section: models.ForeignKey[Section, Section] = models.ForeignKey(
        "articles.Section", on_delete=models.PROTECT, related_name="articles", verbose_name=_("section")
    )
    headline = models.TextField(_("headline"))
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "Its place in the address, drawn from the headline when left empty; permanent once published."
        ),
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("The summary under the headline: one or two sentences.")
    )
    short = models.TextField(
        _("short version"),
        blank=True,
        help_text=_("For the edition, at most 35 words; drawn from the standfirst when left empty."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    picture = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    picture_caption = models.TextField(_("caption"), blank=True)
    picture_credit = models.CharField(_("credit"), max_length=200, blank=True)
    search_title = models.CharField(_("title for search engines"), max_length=200, blank=True)
    search_description = models.TextField(_("description for search engines"), max_length=400, blank=True)
    share_title = models.CharField(_("title for networks"), max_length=200, blank=True)
    share_description = models.TextField(_("description for networks"), max_length=400, blank=True)
    share_picture = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture for networks"),
    )
    hidden_from_search = models.BooleanField(
        _("keep out of search engines"),
        default=False,
        help_text=_("Readers with the link see the article; search engines are asked not to list it."),
    )
    original_url = models.URLField(
        _("address of the original"),
        max_length=500,
        blank=True,
        help_text=_(
            "For a piece taken over from another outlet: search engines are sent to the page where it first appeared."
        ),
    )
    # 1 is best.
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        default=3,
        choices=[
            (1, _("1: lead")),
            (2, _("2: important")),
            (3, _("3: ordinary")),
            (4, _("4: secondary")),
            (5, _("5: minor")),
        ],
    )
    comments_open = models.BooleanField(_("readers may comment"), default=True)
    # First publication, or the date that an imported article has.
    published_at = models.DateTimeField(
        _("publication date"),
        null=True,
        blank=True,
        help_text=_(
            "Set at first publication. An earlier date back-dates the article, a later one schedules it."
        ),
    )
    updated_at = models.DateTimeField(
        _("updated"),
        null=True,
        blank=True,
        help_text=_("Date of the last material update, shown to readers."),
    )
    updated_note = models.CharField(_("what was updated"), max_length=300, blank=True)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    # Decoded; set at first publication and permanent.
    path = models.TextField(null=True, blank=True, unique=True, editable=False)
    card_digest = models.CharField(max_length=32, blank=True, default="", editable=False)
    # Words of the published text; None when an older version published it: they are counted when it is printed.
    word_count = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # Older than OLD_AFTER: its page says so.
    aged = models.BooleanField(default=False, editable=False)
    # Since when it is in the trash; None outside it.
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(_("last edited"), auto_now=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="article",
        for_concrete_model=False,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-edited_at"]
        indexes = [
            models.Index(fields=["section", "-published_at"], name="article_section_newest"),
            models.Index(fields=["locale", "-published_at"], name="article_locale_newest"),
            models.Index(fields=["state", "-edited_at"], name="article_state_edited"),
            models.Index(fields=["-edited_at"], name="article_edited"),
            models.Index(fields=["section", "-edited_at"], name="article_section_edited"),
            models.Index(fields=["locale", "-edited_at"], name="article_locale_edited"),
            models.Index(fields=["form", "-edited_at"], name="article_form_edited"),
            models.Index(fields=["genre", "-edited_at"], name="article_genre_edited"),
            models.Index(fields=["author", "-edited_at"], name="article_author_edited"),
            models.Index(fields=["-published_at"], name="article_newest"),
            models.Index(fields=["aged", "live", "published_at"], name="article_aging"),
            # The few that expire: the worker asks for them several times a second.
            models.Index(
                fields=["expire_at"], condition=models.Q(expire_at__isnull=False), name="article_ends"
            ),
            # The few in the trash.
            models.Index(
                fields=["trashed_at"], condition=models.Q(trashed_at__isnull=False), name="article_trashed"
            ),
            # The few that wait for an hour, or have missed it: the desk's first page asks for them.
            models.Index(
                fields=["go_live_at"],
                condition=models.Q(live=False, go_live_at__isnull=False),
                name="article_awaited",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return self.path or ""

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    @property
    def preview_modes(self) -> list[tuple[str, object]]:
        return [("", _("Page"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer with the page as it will be baked, rendered by the same recipe."""
        preview = recipes.get("article").preview
        assert preview is not None  # noqa: S101 the article recipe always previews
        return previews.answer(preview(self), request)

    def save(self, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None and not self._state.adding:
            unchanged_children.forget_unchanged(self)
        super().save(**kwargs)

    def publish(self, revision: Revision, **kwargs: Any) -> None:
        with publishing.quick(revision):
            super().publish(revision, **kwargs)

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Article | None:
        # In most cases everything exists, and need not be checked again.
        checked = check_fks and not foreign_keys.all_there(cls, data)
        found: Article | None = super().from_serializable_data(data, checked, strict_fks)
        return found

    def with_content_json(self, content: dict[str, Any]) -> Article:
        obj: Article = super().with_content_json(content)
        for name in DERIVED:
            setattr(obj, name, getattr(self, name))
        if obj.published_at is None:
            obj.published_at = self.published_at
        if obj.live and obj.live_revision_id is None:
            # An imported one: Wagtail would take it off the site until the hour of a version that is scheduled.
            obj.live_revision_id = obj.latest_revision_id
        return obj


class ArticleSubject(Orderable):
    """A subject of an article, in the order of their weight."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="article_subjects")
    subject = models.ForeignKey(
        "subjects.Subject", on_delete=models.CASCADE, related_name="+", verbose_name=_("subject")
    )
    # Whether the article is about it; otherwise it is only mentioned.
    is_main = models.BooleanField(_("the article is about it"), default=True, db_default=True)

    # The row's form asks for the contrary, so that what has no box is a main subject.
    panels = [FieldPanel("subject"), FieldPanel("mentioned")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["article", "subject"], name="articlesubject_once")]

    def __str__(self) -> str:
        return str(self.subject)
