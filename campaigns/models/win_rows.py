"""What belongs to a win: the log of its statuses, its sponsors and its sources."""

from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from campaigns.models.web_addresses import WebAddressField
from campaigns.models.win_log import Status
from members.models.dates import PartialDateField, days_in_order


class WinRow(Orderable):
    """Rows in the order that editors gave them, or else in which they were made."""

    sort_order = models.IntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["sort_order", "pk"]


class WinStatus(WinRow):
    """An entry of a win's log. An unknown date is sure from the day on which the entry was made."""

    win = ParentalKey("campaigns.Win", on_delete=models.CASCADE, related_name="log")
    status = models.CharField(
        max_length=20, choices=Status, help_text="What happened: each status has its own date."
    )
    date = PartialDateField()
    note = models.CharField(
        max_length=200,
        blank=True,
        help_text="A few public words, such as “by a unanimous vote”. May stay empty.",
    )
    recorded_on = models.DateField(default=localdate, editable=False)

    class Meta(WinRow.Meta):
        verbose_name = "entry of the log"
        verbose_name_plural = "entries of the log"
        constraints = [days_in_order("date")]

    def __str__(self):
        return f"{self.get_status_display()}, {self.date or 'date not known'}"

    @property
    def sure_from(self):
        """The first day on which it is sure to have happened."""
        return self.date_last or self.recorded_on


class WinSponsor(WinRow):
    """Somebody on the roster who sponsored it; the title follows from the day."""

    win = ParentalKey("campaigns.Win", on_delete=models.CASCADE, related_name="sponsors")
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="sponsorships",
        help_text="Picked from the roster: the title of that day comes by itself.",
    )

    class Meta(WinRow.Meta):
        verbose_name = "sponsor"
        constraints = [models.UniqueConstraint(fields=["win", "person"], name="sponsor_once_a_win")]

    def __str__(self):
        return str(self.person)


class WinSource(WinRow):
    """Where it can be read that it happened."""

    win = ParentalKey("campaigns.Win", on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(
        max_length=200, help_text="Who says it, and under which heading: what readers click on."
    )
    url = WebAddressField("web address", help_text="The whole address, beginning with https://.")
    seen_on = PartialDateField(
        help_text="When somebody last read it there: the day, or June 2024. Leave it empty if you "
        "don’t know."
    )

    class Meta(WinRow.Meta):
        verbose_name = "source"
        constraints = [days_in_order("seen_on")]

    def __str__(self):
        return self.title
