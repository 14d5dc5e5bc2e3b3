"""The rows of a campaign: lead members, calls to action and pinned items."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from campaigns.models.campaign_lists import pinnable
from core.visibility import public_address

NO_LINK = (
    "Enter a web address that starts with https:// or http://, or mailto: and an email address."
)
ONE_LINK = "Choose a page or enter an address, not both."


def validate_link(address):
    """Raise ValidationError unless it is a web or email address, so no script or data address."""
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
    """A person on the roster who leads the campaign; their title depends on the day."""

    campaign = ParentalKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name="leads")
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.CASCADE,
        related_name="campaigns_led",
        help_text="Choose a person from the roster. Their current title appears automatically.",
    )

    class Meta(CampaignRow.Meta):
        verbose_name = "lead member"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="lead_once_a_campaign")
        ]


class CampaignActionQuerySet(models.QuerySet):
    def open(self, on=None):
        """Return the calls to action that are still open, their last day included."""
        return self.filter(ends_on__gte=on or localdate())

    def lapsed(self, on=None):
        """Return the expired ones of public pages, which no longer show them, latest first."""
        over = self.filter(ends_on__lt=on or localdate(), campaign__live=True)
        return over.select_related("campaign").order_by("-ends_on", "pk")


class CampaignAction(CampaignRow):
    """A call to action, which disappears from the page after its last day."""

    campaign = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="actions"
    )
    title = models.CharField(max_length=100, help_text="What you ask the reader to do.")
    text = models.TextField(
        blank=True, max_length=400, help_text="Explain why in a sentence or two. Optional."
    )
    label = models.CharField(
        "button text",
        max_length=60,
        help_text="The text that readers click, such as “Sign the letter”.",
    )
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="a page of this site",
        help_text="The page that the button links to. Leave this empty if you enter an address.",
    )
    url = models.CharField(
        "or an address",
        max_length=500,
        blank=True,
        validators=[validate_link],
        help_text="Enter a full web address, starting with https://, or mailto: and an email address.",
    )
    ends_on = models.DateField(
        "last day",
        help_text="The last day to take part. After it, the page no longer shows this call, and the "
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
        """The address of the chosen page, or else the one entered; empty if the page isn't public."""
        return public_address(self.link_page) or self.url

    def is_open(self, on=None):
        """Return what `CampaignActionQuerySet.open` selects, for a call that may be unsaved."""
        return self.ends_on >= (on or localdate())

    def clean(self):
        super().clean()
        if bool(self.link_page) == bool(self.url):
            raise ValidationError({"link_page": ONE_LINK})


class PinnablePagePanel(PageChooserPanel):
    """A page chooser for the types of pages that a campaign lists."""

    def get_form_options(self):
        self.page_type = pinnable
        return super().get_form_options()


class PinnedPage(CampaignRow):
    """A news item or a resource that comes first on a campaign's page."""

    campaign = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="pinned_pages"
    )
    pinned = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="news item or resource",
        help_text="It comes first, even if it is about other topics.",
    )

    panels = [PinnablePagePanel("pinned")]

    class Meta(CampaignRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["campaign", "pinned"], name="page_pinned_once")
        ]


class PinnedWin(CampaignRow):
    """A win that comes first on a campaign's page."""

    campaign = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="pinned_wins"
    )
    win = models.ForeignKey(
        "campaigns.Win",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="It comes first and counts toward the goal as long as it is on record.",
    )

    class Meta(CampaignRow.Meta):
        constraints = [models.UniqueConstraint(fields=["campaign", "win"], name="win_pinned_once")]
