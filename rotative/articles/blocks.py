"""The blocks an article's body is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from rotative.articles import chart_figures
from rotative.articles.errors import FiguresUnreadable
from rotative.media import document_kinds

INLINE = ["bold", "italic", "superscript", "subscript", "link", "article-link"]
# Texts of several paragraphs.
PASSAGE = ["bold", "italic", "link", "article-link", "ul", "ol"]


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    alt = CharBlock(label=_("alternative text"), required=False, max_length=300)
    caption = CharBlock(label=_("caption"), required=False)
    credit = CharBlock(label=_("credit"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")


class GalleryBlock(StructBlock):
    caption = CharBlock(label=_("caption of all pictures"), required=False)
    pictures = ListBlock(PictureBlock(), label=_("pictures"))

    class Meta:
        icon = "image"
        label = _("Gallery")


class QuotationBlock(StructBlock):
    text = TextBlock(label=_("quotation"))
    source = CharBlock(label=_("who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class EnumerationBlock(StructBlock):
    ordered = BooleanBlock(label=_("numbered"), required=False)
    items = ListBlock(RichTextBlock(features=INLINE), label=_("items"))

    class Meta:
        icon = "list-ul"
        label = _("List")


class EmbedBlock(StructBlock):
    url = URLBlock(label=_("address"))
    title = CharBlock(label=_("what the reader will find there"))

    class Meta:
        icon = "media"
        label = _("Embed")
        help_text = _(
            "Shown as a link, or with a poster when the site is known: nothing is loaded from there until the reader asks."
        )


class AudioBlock(StructBlock):
    document = DocumentChooserBlock(label=_("sound"))
    title = CharBlock(label=_("title"), required=False, max_length=160)
    credit = CharBlock(label=_("credit"), required=False, max_length=200)

    class Meta:
        icon = "media"
        label = _("Audio")

    def clean(self, value: Any) -> Any:
        """Refuse a document that nobody can listen to; a draft may be without one."""
        cleaned = super().clean(value)
        if cleaned["document"] is not None and not document_kinds.is_sound(cleaned["document"].filename):
            reason = _("This document is no sound. Choose one of these: %(kinds)s.") % {
                "kinds": ", ".join(sorted(document_kinds.SOUNDS))
            }
            raise StructBlockValidationError({"document": ValidationError(reason)})
        return cleaned


class DocumentBlock(StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    title = CharBlock(label=_("title"), required=False, max_length=160)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document")


class ReadAlsoBlock(StructBlock):
    article = SnippetChooserBlock("articles.Article", label=_("article"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Read also")


class FactBoxBlock(StructBlock):
    title = CharBlock(label=_("title"), required=False, max_length=160)
    text = RichTextBlock(label=_("text"), features=PASSAGE)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")


class EventBlock(StructBlock):
    date = CharBlock(
        label=_("date"), max_length=80, help_text=_("As you would write it: “March 2024”, “Monday morning”.")
    )
    text = RichTextBlock(label=_("text"), features=PASSAGE)

    class Meta:
        icon = "calendar"
        label = _("Event")


class TimelineBlock(StructBlock):
    title = CharBlock(label=_("title"), required=False, max_length=160)
    events = ListBlock(EventBlock(), label=_("events"))

    class Meta:
        icon = "history"
        label = _("Timeline")


class ChartBlock(StructBlock):
    kind = ChoiceBlock(label=_("kind"), choices=[("bar", _("bars")), ("line", _("lines"))], default="bar")
    title = CharBlock(label=_("title"), max_length=160)
    unit = CharBlock(
        label=_("unit"), required=False, max_length=80, help_text=_("“%”, “in thousands of tonnes”…")
    )
    source = CharBlock(label=_("source"), required=False, max_length=200)
    figures = TextBlock(
        label=_("figures"),
        help_text=_(
            "Paste them from a spreadsheet: a first line with the names of the columns, then one line for each name."
        ),
    )

    class Meta:
        icon = "table"
        label = _("Chart")

    def clean(self, value: Any) -> Any:
        """Refuse figures that cannot be read, with the reason at their field; a draft may have them half written."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        try:
            chart_figures.read(cleaned["figures"])
        except FiguresUnreadable as error:
            # The message is marked for translation where it is written.
            reason = gettext(error.message) % error.fields
            raise StructBlockValidationError({"figures": ValidationError(reason, code=error.code)}) from error
        return cleaned


class RuleBlock(StaticBlock):
    class Meta:
        icon = "minus"
        label = _("Line")
        admin_text = _("A line between two parts.")


class BodyBlock(StreamBlock):
    paragraph = RichTextBlock(label=_("Paragraph"), features=INLINE, icon="pilcrow")
    intertitle = CharBlock(label=_("Intertitle"), max_length=160, icon="title")
    subheading = CharBlock(label=_("Subheading"), max_length=160, icon="h3")
    picture = PictureBlock()
    gallery = GalleryBlock()
    quotation = QuotationBlock()
    list = EnumerationBlock()
    table = TableBlock(label=_("Table"), icon="table")
    embed = EmbedBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    read_also = ReadAlsoBlock()
    fact_box = FactBoxBlock()
    timeline = TimelineBlock()
    chart = ChartBlock()
    rule = RuleBlock()

    class Meta:
        required = False
