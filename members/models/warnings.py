"""Warnings about unusual records, which an editor can accept with a reason."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey

from members.models.network import CommitteeSeat, Membership
from members.models.offices import Tenure
from members.models.people import Person


class AcceptedWarningQuerySet(models.QuerySet):
    def by_person(self, pks):
        """Map each person's id to the person's accepted warnings."""
        return _by_person(self.filter(person__in=pks))


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

    objects = AcceptedWarningQuerySet.as_manager()

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
    return OpenWarnings([person]).about(person, on)


class OpenWarnings:
    """The warnings about saved people that no one has accepted yet, in a few queries for any number of people."""

    def __init__(self, people):
        own = {"person__in": [person.pk for person in people if person.is_active]}
        tenures = Tenure.objects.filter(**own).select_related("office")
        self.memberships = _by_person(Membership.objects.filter(**own))
        self.committee_seats = _by_person(CommitteeSeat.objects.filter(**own))
        self.tenures = _by_person(tenures)
        seated = [tenure for tenure in tenures if tenure.seat]
        self.rivals = defaultdict(list)
        for rival in Tenure.objects.in_seats_like(seated).select_related(
            "office", "jurisdiction", "person"
        ):
            if rival.seat:
                self.rivals[rival.seat].append(rival)
        overlap = models.Q(kind=AcceptedWarning.Kind.OVERLAP, about__in=[str(t.pk) for t in seated])
        accepted = AcceptedWarning.objects.filter(models.Q(**own) | overlap)
        self.accepted = set(accepted.values_list("person", "kind", "about"))

    def about(self, person, on=None):
        if not person.is_active:
            return []
        tenures = self.tenures[person.pk]
        rows = self.memberships[person.pk], self.committee_seats[person.pk], tenures
        found = [
            warning
            for warning in doubts(person, *rows, on)
            if (person.pk, warning.kind, warning.about) not in self.accepted
        ]
        return list(dict.fromkeys([*found, *self._overlaps(person, tenures)]))

    def accept(self, person, on=None):
        """Return what is open about the person, and take it for accepted from here on."""
        found = self.about(person, on)
        self.accepted.update((person.pk, warning.kind, warning.about) for warning in found)
        return found

    def _overlaps(self, person, own):
        """Yield warnings about pairs, each accepted for both people at once."""
        pairs = [
            (rival, tenure)
            for tenure in own
            for rival in self.rivals.get(tenure.seat, ())
            if rival.person_id != person.pk and tenure.possibly_overlaps(rival)
        ]
        for rival, tenure in sorted(pairs, key=lambda pair: pair[0].pk):
            warning = overlap_with(rival)
            both = {
                (person.pk, warning.kind, warning.about),
                (rival.person_id, warning.kind, str(tenure.pk)),
            }
            if not self.accepted & both:
                yield warning


def _by_person(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def accept(person, reasons, user=None):
    """Save why each warning is accepted: `reasons` maps a RosterWarning to a sentence."""
    accept_many({person: reasons}, user)


def accept_many(reasons, user=None):
    """Save why warnings are accepted: `reasons` maps a person to what `accept` takes."""
    AcceptedWarning.objects.bulk_create(
        [
            AcceptedWarning(
                person=person,
                kind=warning.kind,
                about=warning.about,
                reason=reason,
                accepted_by=user,
            )
            for person, own in reasons.items()
            for warning, reason in own.items()
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


def overlap_with(rival):
    """Return the warning that the rival's tenure may overlap in the same seat."""
    return RosterWarning(
        AcceptedWarning.Kind.OVERLAP,
        str(rival.pk),
        f"{rival.person} may have held this seat at the same time: {rival.display_title}, "
        f"{rival.period}.",
    )
