"""The rows of a win: the log of its statuses, its sponsors and its sources."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from campaigns.models.win_log import Status
from members.models.conditions import sure_start
from members.models.dates import PartialDateField, days_in_order

UNREADABLE = (
    "Enter a web address that starts with https:// or http://, such as https://example.org/page."
)


class WebAddressField(models.URLField):
    """An address that a browser opens as a page; script, data and mail addresses are refused."""

    default_validators = [URLValidator(schemes=["http", "https"], message=UNREADABLE)]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(
            **{
                "assume_scheme": "https",
                "error_messages": {"invalid": UNREADABLE, "required": UNREADABLE},
                **kwargs,
            }
        )


class WinRow(Orderable):
    """Rows in the order that editors chose, or else in order of creation."""

    sort_order = models.IntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["sort_order", "pk"]


class WinStatus(WinRow):
    """An entry of a win's log. An unknown date is definite from the day on which the entry was made."""

    win = ParentalKey("campaigns.Win", on_delete=models.CASCADE, related_name="log")
    status = models.CharField(
        max_length=20,
        choices=Status,
        help_text="Choose what happened. Each status has its own date.",
    )
    date = PartialDateField()
    note = models.CharField(
        max_length=200,
        blank=True,
        help_text="A few public words, such as “by a unanimous vote”. Optional.",
    )
    recorded_on = models.DateField(default=localdate, editable=False)

    #: The first of these that is known is the day on which it has definitely happened.
    start_fields = ("date_last", "recorded_on")

    class Meta(WinRow.Meta):
        verbose_name = "log entry"
        verbose_name_plural = "log entries"
        constraints = [days_in_order("date")]

    def __str__(self):
        return f"{self.get_status_display()}, {self.date or 'date unknown'}"

    @property
    def sure_from(self):
        """The first day on which it has definitely happened."""
        return sure_start(self)


class WinSponsor(WinRow):
    """A person on the roster who sponsored the win; their title depends on the day."""

    win = ParentalKey("campaigns.Win", on_delete=models.CASCADE, related_name="sponsors")
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="sponsorships",
        help_text="Choose a person from the roster. Their title on that day appears automatically.",
    )

    class Meta(WinRow.Meta):
        verbose_name = "sponsor"
        constraints = [models.UniqueConstraint(fields=["win", "person"], name="sponsor_once_a_win")]

    def __str__(self):
        return str(self.person)


class WinSource(WinRow):
    """A source that proves the win."""

    win = ParentalKey("campaigns.Win", on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(
        max_length=200, help_text="The publisher and the headline, which readers click."
    )
    url = WebAddressField(
        "web address", help_text="Enter the full address, starting with https://."
    )
    seen_on = PartialDateField(
        help_text="When someone last checked it: the day, or a month such as June 2024. Leave this empty "
        "if you don’t know."
    )

    class Meta(WinRow.Meta):
        verbose_name = "source"
        constraints = [days_in_order("seen_on")]

    def __str__(self):
        return self.title
