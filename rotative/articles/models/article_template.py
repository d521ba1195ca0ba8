"""Templates: articles kept as a pattern, such as "match report", from which new ones begin."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleTemplate(models.Model):
    """A pattern for new articles of a section."""

    name = models.CharField(_("name"), max_length=200)
    section = models.ForeignKey(
        "articles.Section", on_delete=models.CASCADE, related_name="templates", verbose_name=_("section")
    )
    # The article as a version has it.
    content = models.JSONField(encoder=DjangoJSONEncoder)
    kept_at = models.DateTimeField(auto_now=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("article template")
        verbose_name_plural = _("article templates")
        constraints = [models.UniqueConstraint(fields=["section", "name"], name="articletemplate_name_once")]

    def __str__(self) -> str:
        return self.name
