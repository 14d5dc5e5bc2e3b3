"""Memberships in the network and seats on its committee, each with its own dates."""

from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey

from members.models.date_ranges import DateRange, DateRangeQuerySet
from members.models.dates import PartialDateField


class MembershipQuerySet(DateRangeQuerySet):
    def open(self, on=None):
        return self.surely_covering(on)

    def possibly_begun(self, on=None):
        """Return open-ended memberships that may have begun by the day, given only a month or year."""
        return self.possibly_covering(on).filter(end_last__isnull=True)


class Membership(DateRange):
    """A period of membership in the network."""

    start = PartialDateField(
        help_text="Enter the day or the month if you know it. A month or year takes effect at its end, "
        "so a person whose start is only this year isn’t counted until the year is over."
    )
    person = ParentalKey("members.Person", on_delete=models.PROTECT, related_name="memberships")

    objects = MembershipQuerySet.as_manager()

    class Meta(DateRange.Meta):
        ordering = ["pk"]

    def __str__(self):
        return f"{self.person}, member {self.period}"


class CommitteeSeatQuerySet(DateRangeQuerySet):
    def choosable_by(self, user):
        """Return the seats of people who may be chosen."""
        people = self.model.person.field.related_model.objects
        return self.filter(person__in=people.choosable_by(user))

    def readable_by(self, user):
        """Return the seats of people whose records the user may view."""
        people = self.model.person.field.related_model.objects
        return self.filter(person__in=people.readable_by(user))

    def current(self, on=None):
        return self.surely_covering(on)

    def past(self, on=None):
        """Return the seats that are definitely over, latest end first."""
        ended = self._of_survivors().filter(end_last__lte=on or localdate())
        return ended.order_by("-end_last", "pk")

    def standing(self, on=None):
        """Return all other seats, in the committee's order."""
        standing = models.Q(end_last__isnull=True) | models.Q(end_last__gt=on or localdate())
        return (
            self._of_survivors().filter(standing).order_by("sort_order", "person__sort_key", "pk")
        )

    def fill_in_order(self, seats):
        """Place new seats, not yet saved, after all others in the committee's order."""
        last = self.aggregate(last=models.Max("sort_order"))["last"]
        next_place = 0 if last is None else last + 1
        new = [seat for seat in seats if seat.sort_order is None]
        for place, seat in enumerate(new, next_place):
            seat.sort_order = place

    def _of_survivors(self):
        """Exclude seats that stayed with a merged record."""
        return self.filter(person__merged_into__isnull=True)


class CommitteeSeat(DateRange):
    """A period on the Organizing Committee. All seats share one order."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        CO_CHAIR = "co_chair", "Co-chair"

    person = ParentalKey("members.Person", on_delete=models.PROTECT, related_name="committee_seats")
    role = models.CharField(
        max_length=20,
        choices=Role.choices,
        default=Role.MEMBER,
        help_text="Choose whether the person is a co-chair or a member of the committee.",
    )
    sort_order = models.PositiveIntegerField(editable=False)

    objects = CommitteeSeatQuerySet.as_manager()

    class Meta(DateRange.Meta):
        verbose_name = "committee seat"
        ordering = ["sort_order", "pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self):
        return f"{self.person}, committee {self.get_role_display().lower()} {self.period}"

    def save(self, *args, **kwargs):
        if self.sort_order is None:
            CommitteeSeat.objects.fill_in_order([self])
        super().save(*args, **kwargs)
