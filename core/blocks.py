"""Blocks of a page's body. `templates/blocks/` has one file for each; editors see the help texts."""

import re

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from core.visibility import page_tree, public_address

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]

PLAYERS = (
    (
        re.compile(r"^https://(?:www\.)?(?:youtube\.com/watch\?v=|youtu\.be/)([\w-]{6,20})"),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
        "YouTube",
    ),
    (
        re.compile(r"^https://(?:www\.)?vimeo\.com/(\d+)"),
        "https://player.vimeo.com/video/{}",
        "Vimeo",
    ),
)


def video_player(url):
    """Return the player's address and the site's name for a YouTube or Vimeo address, or None."""
    for pattern, player, site in PLAYERS:
        if match := pattern.match(url or ""):
            return player.format(match[1]), site
    return None


def validate_video_url(url):
    if not video_player(url):
        raise ValidationError("Enter the web address of a video on YouTube or Vimeo.")


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=140, help_text="The text of the heading.")
    level = blocks.ChoiceBlock(
        choices=[("2", "Section"), ("3", "Part of a section")],
        default="2",
        label="Level",
        help_text="Choose whether it starts a new section or a part of the section above it.",
    )

    class Meta:
        icon = "title"
        template = "blocks/heading.html"
        description = "A heading for the content below it."
        preview_value = {"text": "What local officials share here", "level": "2"}


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(help_text="The picture to show.")
    caption = blocks.CharBlock(
        required=False,
        max_length=250,
        help_text="The caption. The picture’s credit is added after it.",
    )

    def bulk_to_python(self, values):
        """Fetch the sizes of all pictures on a page at once."""
        found = super().bulk_to_python(values)
        prefetch_related_objects([v["image"] for v in found if v["image"]], "renditions")
        return found

    class Meta:
        icon = "image"
        template = "blocks/picture.html"
        description = "A picture with a caption. Alternative text is entered with the image itself."


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(max_length=600, help_text="The exact words, without quotation marks.")
    source = blocks.CharBlock(required=False, max_length=140, help_text="Who said or wrote it.")

    class Meta:
        icon = "openquote"
        template = "blocks/quote.html"
        description = "A quote, set large."
        preview_value = {"text": "Words that were really said.", "source": "Who said them"}


class LinkedPageBlock(blocks.PageChooserBlock):
    """A page of any type, known by its place in the tree."""

    def bulk_to_python(self, values):
        pages, to_pk = page_tree().by_pk, Page._meta.pk.to_python
        return [pages.get(to_pk(value)) for value in values]

    def deconstruct(self):
        """Return Wagtail's own block for migrations, which stores the same values."""
        _, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs


class LinkStructValue(blocks.StructValue):
    @property
    def href(self):
        """The address of the chosen page, or else the web address; empty if readers can't open it."""
        return public_address(self.get("page")) or self.get("url") or ""


class LinkBlock(blocks.StructBlock):
    """A label that links to a page of this site or to a web address."""

    label = blocks.CharBlock(max_length=60, help_text="The text that readers click.")
    page = LinkedPageBlock(
        required=False,
        label="A page of this site",
        help_text="The page that it links to. Leave this empty if you enter a web address.",
    )
    url = blocks.URLBlock(
        required=False,
        label="Or a web address",
        help_text="For other sites, enter the full address, starting with https://.",
    )

    class Meta:
        icon = "link"
        value_class = LinkStructValue
        preview_value = {"label": "Get in touch", "url": "https://example.org/", "page": None}

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = "Choose a page or enter a web address, not both."
            raise blocks.StructBlockValidationError({"page": ValidationError(message)})
        return cleaned


class ButtonBlock(LinkBlock):
    class Meta:
        icon = "placeholder"
        template = "blocks/button.html"
        description = "A button that links to a page or to another site."


class VideoBlock(blocks.StructBlock):
    url = blocks.URLBlock(
        label="Web address of the video",
        validators=[validate_video_url],
        help_text="Copy the address from YouTube or Vimeo while the video plays.",
    )
    title = blocks.CharBlock(max_length=140, help_text="A title that says what the video shows.")

    class Meta:
        icon = "media"
        template = "blocks/video.html"
        description = (
            "A video from YouTube or Vimeo. Nothing loads from there until a visitor clicks play."
        )
        preview_value = {"url": "https://vimeo.com/76979871", "title": "A video"}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        player = video_player(value["url"])
        if player:
            context["player_url"], context["site"] = player
        return context


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(help_text="The file that readers can download.")
    label = blocks.CharBlock(
        required=False,
        max_length=140,
        help_text="The link text. If empty, the file’s own title is shown.",
    )

    class Meta:
        icon = "doc-full"
        template = "blocks/document.html"
        description = "A file to download."


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(
        max_length=140, help_text="A short description of what the table lists."
    )
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(required=False)),
            ("number", blocks.DecimalBlock(required=False)),
            (
                "rich_text",
                blocks.RichTextBlock(
                    required=False, features=["bold", "link"], label="Text with links"
                ),
            ),
        ],
        help_text="Add the columns first, each with a heading, and then the rows.",
    )

    class Meta:
        icon = "table"
        template = "blocks/table.html"
        description = "A table with column headings."


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        max_length=140, help_text="The question or title, which is always visible."
    )
    text = blocks.RichTextBlock(
        features=TEXT_FEATURES, help_text="The text that appears when a reader opens the title."
    )


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(
        AccordionItemBlock(),
        min_num=1,
        help_text="Add a title and its text for each item.",
    )

    class Meta:
        icon = "list-ul"
        template = "blocks/accordion.html"
        description = "Questions or titles that open to show their text."
        preview_value = {"items": [{"title": "A question", "text": "<p>Its answer.</p>"}]}


class CallToActionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=100, help_text="What you ask the reader to do.")
    text = blocks.TextBlock(
        required=False, max_length=400, help_text="Explain why in a sentence or two. Optional."
    )
    link = LinkBlock(help_text="The button and where it links.")

    class Meta:
        icon = "pick"
        template = "blocks/call_to_action.html"
        description = "Asks the reader to do one thing."


class ContactDetailsBlock(blocks.StaticBlock):
    class Meta:
        icon = "mail"
        template = "blocks/contact_details.html"
        admin_text = "Shows the email, phone, address and social media from Settings, Organization."
        description = "Our contact details, from the site’s settings."


class BodyBlock(blocks.StreamBlock):
    """The blocks available in a page's body."""

    heading = HeadingBlock(group="Text")
    text = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        group="Text",
        icon="pilcrow",
        template="blocks/text.html",
        description="Paragraphs, lists and links.",
        preview_value="<p>Local officials compare <b>policy options</b>.</p>",
    )
    quote = QuoteBlock(group="Text")
    accordion = AccordionBlock(group="Text")
    table = TableBlock(group="Text")
    picture = PictureBlock(group="Pictures and files")
    video = VideoBlock(group="Pictures and files")
    document = DocumentBlock(group="Pictures and files")
    button = ButtonBlock(group="Links")
    call_to_action = CallToActionBlock(group="Links")
    contact_details = ContactDetailsBlock(group="Links")

    def clean(self, value):
        """Refuse a part of a section before the first section, which would skip a heading level."""
        cleaned = super().clean(value)
        headings = [
            (i, b.value["level"]) for i, b in enumerate(cleaned) if b.block_type == "heading"
        ]
        if headings and headings[0][1] == "3":
            message = "The first heading starts a section. Choose the level “Section”."
            raise blocks.StreamBlockValidationError({headings[0][0]: ValidationError(message)})
        return cleaned
