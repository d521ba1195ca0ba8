"""The blocks an article's body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE = ["bold", "italic", "superscript", "subscript", "link", "article-link"]


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    alt = CharBlock(label=_("alternative text"), required=False, max_length=300)
    caption = CharBlock(label=_("caption"), required=False)
    credit = CharBlock(label=_("credit"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")


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
        help_text = _("Shown as a link: nothing is loaded from the other site until the reader asks.")


class ReadAlsoBlock(StructBlock):
    article = SnippetChooserBlock("articles.Article", label=_("article"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Read also")


class BodyBlock(StreamBlock):
    paragraph = RichTextBlock(label=_("Paragraph"), features=INLINE, icon="pilcrow")
    intertitle = CharBlock(label=_("Intertitle"), max_length=160, icon="title")
    picture = PictureBlock()
    quotation = QuotationBlock()
    list = EnumerationBlock()
    table = TableBlock(label=_("Table"), icon="table")
    embed = EmbedBlock()
    read_also = ReadAlsoBlock()

    class Meta:
        required = False
