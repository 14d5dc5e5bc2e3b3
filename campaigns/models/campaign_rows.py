"""What belongs to a campaign: who leads it, what it asks readers to do, and what editors pinned to it."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from campaigns.models.belonging import pinnable
from core.visibility import is_published

NO_LINK = (
    "Give a web address that begins with https:// or http://, or mailto: and an e-mail address."
)
ONE_LINK = "Choose a page or give an address: one of the two."


def validate_link(address):
    """Lets a web address or an e-mail address pass, and nothing that runs or carries data."""
    try:
        parts = urlsplit(address)
        if parts.scheme == "mailto":
            validate_email(parts.path)
        else:
            URLValidator(schemes=["http", "https"])(address)
    except (ValueError, ValidationError):
        raise ValidationError(NO_LINK, code="invalid") from None


class CampaignRow(Orderable):
    class Meta:
        abstract = True
        ordering = ["sort_order", "pk"]


class CampaignLead(CampaignRow):
    """Somebody on the roster who leads the campaign; the title follows from the day."""

    campaign = ParentalKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name="leads")
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.CASCADE,
        related_name="campaigns_led",
        help_text="Picked from the roster: the title of the day comes by itself.",
    )

    class Meta(CampaignRow.Meta):
        verbose_name = "lead member"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="lead_once_a_campaign")
        ]


class CampaignActionQuerySet(models.QuerySet):
    def open(self, on=None):
        """Those that may still be done: the last day counts."""
        return self.filter(ends_on__gte=on or localdate())

    def lapsed(self, on=None):
        """Those whose end has passed on a public page, the latest first: the page no longer shows them."""
        over = self.filter(ends_on__lt=on or localdate(), campaign__live=True)
        return over.select_related("campaign").order_by("-ends_on", "pk")


class CampaignAction(CampaignRow):
    """A call to action, which leaves the page by itself after its last day."""

    campaign = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="actions"
    )
    title = models.CharField(max_length=100, help_text="What the reader is asked to do.")
    text = models.TextField(
        blank=True, max_length=400, help_text="Why, in a sentence or two. May stay empty."
    )
    label = models.CharField(
        "words of the button",
        max_length=60,
        help_text="What readers click on, such as “Sign the letter”.",
    )
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="a page of this site",
        help_text="The page that the button leads to; leave it empty if you give an address.",
    )
    url = models.CharField(
        "or an address",
        max_length=500,
        blank=True,
        validators=[validate_link],
        help_text="A whole web address, beginning with https://, or mailto: and an e-mail address.",
    )
    ends_on = models.DateField(
        "last day",
        help_text="The day until which it can be done. After it the page no longer shows this, and the "
        "admin’s front page tells you.",
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("label"),
        PageChooserPanel("link_page"),
        FieldPanel("url"),
        FieldPanel("ends_on"),
    ]

    objects = CampaignActionQuerySet.as_manager()

    class Meta(CampaignRow.Meta):
        verbose_name = "call to action"
        verbose_name_plural = "calls to action"

    def __str__(self):
        return self.title

    @property
    def href(self):
        """Address of the chosen page, else the one that was typed; empty while the page isn't public."""
        page = self.link_page
        return page.url if page and is_published(page) else self.url

    def is_open(self, on=None):
        """What `CampaignActionQuerySet.open` asks, of one that needn't be saved."""
        return self.ends_on >= (on or localdate())

    def clean(self):
        super().clean()
        if bool(self.link_page) == bool(self.url):
            raise ValidationError({"link_page": ONE_LINK})


class PinnablePagePanel(PageChooserPanel):
    """Offers the types of pages that a campaign lists."""

    def get_form_options(self):
        self.page_type = pinnable
        return super().get_form_options()


class PinnedPage(CampaignRow):
    """A news item or a resource that stands first among those of a campaign."""

    campaign = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="pinned_pages"
    )
    pinned = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="news item or resource",
        help_text="It stands first, also if it is about other topics.",
    )

    panels = [PinnablePagePanel("pinned")]

    class Meta(CampaignRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["campaign", "pinned"], name="page_pinned_once")
        ]


class PinnedWin(CampaignRow):
    """A win that stands first among those of a campaign."""

    campaign = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="pinned_wins"
    )
    win = models.ForeignKey(
        "campaigns.Win",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="It stands first, as long as it is on record, and counts for the goal.",
    )

    class Meta(CampaignRow.Meta):
        constraints = [models.UniqueConstraint(fields=["campaign", "win"], name="win_pinned_once")]
