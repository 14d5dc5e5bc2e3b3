"""Warnings about unusual records, which an editor can accept with a reason."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey

from members.models.network import CommitteeSeat, Membership
from members.models.offices import Tenure
from members.models.people import Person


class AcceptedWarning(models.Model):
    """An editor's reason why something unusual in a person's record is correct. Never published."""

    class Kind(models.TextChoices):
        NOT_A_MEMBER = "not_a_member", "On the committee without a membership"
        NO_TENURE = "no_tenure", "A member without a current office"
        OVERLAP = "overlap", "Possibly two people in one seat at the same time"

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="accepted_warnings")
    kind = models.CharField(max_length=20, choices=Kind.choices, editable=False)
    about = models.CharField(max_length=80, blank=True, editable=False)
    reason = models.CharField(max_length=300, help_text="Why it is correct. Never published.")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    accepted_on = models.DateField(default=localdate, editable=False)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], name="each_warning_is_accepted_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reason}"


@dataclass(frozen=True)
class RosterWarning:
    """A warning. Two with the same `kind` and `about` are the same, and are shown once."""

    kind: str
    about: str
    sentence: str

    @property
    def key(self):
        """The warning's name in a form or a file."""
        return f"{self.kind}-{self.about}" if self.about else self.kind


def warnings_about(person, on=None):
    """Return a list of warnings about a saved person that no one has accepted yet.

    Call it after the person and all rows are saved, before the transaction ends.
    """
    if not person.is_active:
        return []
    rows = (
        list(model.objects.filter(person=person.pk))
        for model in (Membership, CommitteeSeat, Tenure)
    )
    found = list(doubts(person, *rows, on))
    accepted = set(AcceptedWarning.objects.filter(person=person.pk).values_list("kind", "about"))
    found = [warning for warning in found if (warning.kind, warning.about) not in accepted]
    return list(dict.fromkeys([*found, *_overlaps(person, accepted)]))


def accept(person, reasons, user=None):
    """Save why each warning is accepted: `reasons` maps a RosterWarning to a sentence."""
    AcceptedWarning.objects.bulk_create(
        [
            AcceptedWarning(
                person=person,
                kind=warning.kind,
                about=warning.about,
                reason=reason,
                accepted_by=user,
            )
            for warning, reason in reasons.items()
        ],
        ignore_conflicts=True,
    )


def doubts(person, memberships, seats, tenures, on=None):
    """Return warnings about the person's own rows, saved or not."""
    on = on or localdate()
    return [
        *_seats_without_membership(person, memberships, seats, on),
        *_no_tenure(person, memberships, tenures, on),
    ]


def _seats_without_membership(person, memberships, seats, on):
    if any(membership.runs_after(on) for membership in memberships):
        return
    for seat in seats:
        if seat.runs_after(on):
            yield RosterWarning(
                AcceptedWarning.Kind.NOT_A_MEMBER,
                str(seat.start_first or ""),
                f"{person} is on the Organizing Committee ({seat.period}) without being a member of "
                "the network.",
            )


def _no_tenure(person, memberships, tenures, on):
    """Return the warning; its day, when the last term ended or was due to end, tells it from an accepted one."""
    if not any(membership.surely_covers(on) for membership in memberships):
        return
    if any(tenure.surely_counts(on, tenures) for tenure in tenures):
        return
    ends = [tenure.end_last or tenure.expected_end_last for tenure in tenures]
    yield RosterWarning(
        AcceptedWarning.Kind.NO_TENURE,
        str(max(filter(None, ends), default="")),
        f"{person} is a member but has no confirmed office today, and so isn’t counted.",
    )


def _overlaps(person, accepted):
    """Yield warnings about pairs, each accepted for both people at once."""
    own = [t for t in Tenure.objects.filter(person=person.pk).select_related("office") if t.seat]
    rivals = Tenure.objects.filter(
        jurisdiction__in={tenure.jurisdiction_id for tenure in own},
        office__in={tenure.office_id for tenure in own},
        person__merged_into__isnull=True,
    ).exclude(person=person.pk)
    pairs = [
        (tenure, rival)
        for rival in rivals.select_related("office", "jurisdiction", "person").order_by("pk")
        for tenure in own
        if tenure.shares_seat_with(rival) and tenure.possibly_overlaps(rival)
    ]
    theirs = AcceptedWarning.objects.filter(
        kind=AcceptedWarning.Kind.OVERLAP, about__in=[str(tenure.pk) for tenure, _ in pairs]
    )
    accepted_by_rivals = set(theirs.values_list("person", "about"))
    for tenure, rival in pairs:
        warning = overlap_with(rival)
        known = (warning.kind, warning.about) in accepted
        if not known and (rival.person_id, str(tenure.pk)) not in accepted_by_rivals:
            yield warning


def overlap_with(rival):
    """Return the warning that the rival's tenure may overlap in the same seat."""
    return RosterWarning(
        AcceptedWarning.Kind.OVERLAP,
        str(rival.pk),
        f"{rival.person} may have held this seat at the same time: {rival.display_title}, "
        f"{rival.period}.",
    )
