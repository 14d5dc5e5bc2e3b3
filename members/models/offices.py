"""Offices, and the tenures of the people who hold them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from members.models.conditions import holds
from members.models.date_ranges import DateRange
from members.models.dates import PartialDateField, days_in_order, not_surely_before
from members.models.office_places import OfPlaces
from members.models.seats import PlainSeatField, normalize_seat_label, seat_key
from members.models.states import (
    STATE,
    STATES_AHEAD,
    SURELY_COUNTS,
    TITLES_IN_STATE,
    State,
)
from members.models.tenure_querysets import TenureQuerySet


class OfficeQuerySet(models.QuerySet):
    def not_on_committee(self, on=None):
        """Return the offices that no one on the committee holds on the day."""
        return self.exclude(pk__in=Tenure.objects.of_committee(on).values("office"))


class Office(OfPlaces, RevisionMixin, models.Model):
    """A kind of office; a tenure says who holds it and where."""

    name = models.CharField(
        max_length=80, unique=True, help_text="The name of the office, such as Mayor."
    )
    title_pattern = models.CharField(
        max_length=120,
        default="{place} {body} Member",
        help_text="How a title is made. {place} stands for the place’s name, {body} for the name of "
        "its governing body: “{place} {body} Member” gives “Durham City Council Member”.",
    )
    one_holder = models.BooleanField(
        "held by one person at a time",
        default=False,
        help_text="Check this for a mayor or a sheriff, not for a seat on a board.",
    )
    sort_order = models.PositiveIntegerField(
        default=0, help_text="Offices with lower numbers come first."
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "name"]
        default_permissions = ("add", "change", "view")

    def __str__(self):
        return self.name

    def title_in(self, jurisdiction):
        title = self.title_pattern.replace("{place}", jurisdiction.name)
        return " ".join(title.replace("{body}", jurisdiction.governing_body).split())

    def clean(self):
        super().clean()
        if set("{}") & set(self.title_pattern.replace("{place}", "").replace("{body}", "")):
            raise ValidationError({"title_pattern": "Use only {place} and {body} in braces."})


class Tenure(DateRange, ClusterableModel):
    """A period in which a person holds an office in a jurisdiction. Its state is derived, never entered."""

    class Began(models.TextChoices):
        ELECTED = "elected", "Elected"
        APPOINTED = "appointed", "Appointed"
        EX_OFFICIO = "ex_officio", "By virtue of another office"
        UNKNOWN = "unknown", "Not known"

    class EndReason(models.TextChoices):
        TERM_ENDED = "term_ended", "Term ended"
        DEFEATED = "defeated", "Defeated"
        RESIGNED = "resigned", "Resigned"
        MOVED = "moved", "Moved away"
        DIED = "died", "Died"
        OTHER_OFFICE = "other_office", "Took another office"
        UNKNOWN = "unknown", "Not known"

    person = ParentalKey("members.Person", on_delete=models.PROTECT, related_name="tenures")
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        related_name="tenures",
        help_text="The office that the person holds or held, such as council member.",
    )
    jurisdiction = models.ForeignKey(
        "members.Jurisdiction",
        on_delete=models.PROTECT,
        related_name="tenures",
        verbose_name="place",
        help_text="The county, town or school district that the office serves.",
    )
    seat_label = models.CharField(
        "seat",
        max_length=60,
        blank=True,
        help_text="Such as “Ward 3” or “District 2”. Leave this empty if the seats have no names. “At-large” "
        "is no single seat, so several people may have it at once; “At-large, Seat 2” is one.",
    )
    plain_seat = PlainSeatField("seat_label", max_length=120)
    title = models.CharField(
        max_length=120,
        blank=True,
        help_text="Enter this only if the person’s own title differs from the office’s usual one.",
    )
    expected_end = PartialDateField(
        help_text="When the term is due to end, such as December 2027 or 2027. After that, the site says “term "
        "ended, awaiting confirmation” until someone confirms."
    )
    began = models.CharField(
        "how it began",
        max_length=20,
        choices=Began.choices,
        default=Began.UNKNOWN,
        help_text="How the person got this office.",
    )
    end_reason = models.CharField(
        "why it ended",
        max_length=20,
        choices=EndReason.choices,
        blank=True,
        help_text="Leave this empty while the person is in office.",
    )
    source = models.CharField(
        max_length=300, blank=True, help_text="Your source for this, such as a web address."
    )
    verified_on = PartialDateField(
        help_text="When someone last checked that the person is in office: the day, or a month such as "
        "June 2024."
    )
    verified_by = models.CharField(max_length=80, blank=True, help_text="Who checked.")

    start_fields = ("start_last", "verified_on_last", "recorded_on")
    #: False while a form compares a person's unsaved rows.
    compare_with_own = True

    objects = TenureQuerySet.as_manager()

    class Meta(DateRange.Meta):
        ordering = ["pk"]
        # For one person's terms of one seat; without it, SQLite reads all of the place's.
        indexes = [models.Index(fields=["person", "office", "jurisdiction"], name="tenure_seat")]
        constraints = [
            *DateRange.Meta.constraints,
            days_in_order("expected_end"),
            days_in_order("verified_on"),
            not_surely_before("expected_end"),
        ]

    def __str__(self):
        return f"{self.display_title} ({self.period})"

    @cached_property
    def state(self):
        """The state today, or on the day given to `with_state` or `for_titles`."""
        if stated_on := vars(self).get("stated_on"):
            return self.state_on(stated_on, self.person.stated_tenures)
        return Tenure.objects.with_state().values_list("state", flat=True).get(pk=self.pk)

    @property
    def is_to_begin(self):
        """Return whether it is yet to begin, today or on the day given to `with_state` or `for_titles`."""
        if vars(self).keys() & {"state", "stated_on"}:
            return self.state in STATES_AHEAD
        return super().is_to_begin

    @property
    def state_label(self):
        return State(self.state).label

    @property
    def display_title(self):
        return self.title or self.office.title_in(self.jurisdiction)

    @property
    def began_and_ended(self):
        """How it began and why it ended, as far as known: "Elected; resigned"."""
        began = "" if self.began == self.Began.UNKNOWN else self.get_began_display()
        ended = "" if self.end_reason == self.EndReason.UNKNOWN else self.get_end_reason_display()
        return f"{began}; {ended.lower()}" if began and ended else began or ended

    @property
    def title_in_state(self):
        """The title for the public: "former Durham City Council Member"."""
        return TITLES_IN_STATE.get(self.state, "{title}").replace("{title}", self.display_title)

    @property
    def seat(self):
        """The key that tells the seat from others, or None if nothing does."""
        return seat_key(self)

    def shares_seat_with(self, tenure):
        return self.seat is not None and self.seat == tenure.seat

    def is_rival_of(self, tenure):
        """Return whether both definitely hold one seat on at least one day, so that one is wrong."""
        return self.surely_overlaps(tenure) and self.shares_seat_with(tenure)

    def rivals(self):
        """Return the saved tenures that definitely hold the same seat on the same day, its own person's too."""
        others = Tenure.objects.same_seat(self).exclude(pk=self.pk).select_related("person")
        return [other for other in others if self.surely_overlaps(other)]

    def surely_counts(self, on, others=()):
        """Return what `TenureQuerySet.current` asks, among the person's others; all may be unsaved."""
        return holds(SURELY_COUNTS, self, on, others)

    def state_on(self, on, others=()):
        """Return what `TenureQuerySet.with_state` adds; it has to have set `incoming_from`."""
        return STATE.of(self, on, others)

    def _normalize_seat_label(self):
        if self.seat_label:
            place = self.jurisdiction.name if self.jurisdiction_id else ""
            self.seat_label = normalize_seat_label(self.seat_label, place)

    def save(self, *args, **kwargs):
        self._normalize_seat_label()
        super().save(*args, **kwargs)

    def clean(self):
        self.clean_alone()
        for rival in self.rivals():
            if self.compare_with_own or rival.person_id != self.person_id:
                raise ValidationError({"start": rival.rivalry_with(self)})

    def clean_alone(self):
        """Do what `clean` does, except for checking rivals for the seat, which takes a query."""
        super().clean()
        self._normalize_seat_label()
        if self.end_reason and not self.end:
            raise ValidationError(
                {
                    "end": "Enter when it ended, or “unknown”. If it hasn’t ended, clear “Why it ended”."
                }
            )
        if self.expected_end and self.start and self.expected_end.last < self.start.first:
            raise ValidationError(
                {"expected_end": f"The expected end can’t come before the start, {self.start}."}
            )

    def rivalry_with(self, tenure):
        """Return the error for the given tenure because of this one."""
        if self.person == tenure.person:
            return f"{self.person} already holds this seat at that time ({self.period})."
        return (
            f"{self.person} holds this seat at the same time ({self.period}). "
            "Correct the dates here, or enter an end for that tenure first."
        )


class LeadershipRole(DateRange):
    """A role on top of a seat, with its own dates."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice_chair", "Vice chair"
        MAYOR_PRO_TEM = "mayor_pro_tem", "Mayor pro tem"

    tenure = ParentalKey(Tenure, on_delete=models.CASCADE, related_name="leadership_roles")
    role = models.CharField(
        max_length=20,
        choices=Role.choices,
        help_text="The person’s additional role in the seat.",
    )

    class Meta(DateRange.Meta):
        verbose_name = "leadership role"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_role_display()} ({self.period})"
