"""What is unusual about a saved person, and may be right all the same: an editor accepts it with a reason."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from members.models import AcceptedWarning, CommitteeSeat, Membership, Person, Tenure

Kind = AcceptedWarning.Kind


@dataclass(frozen=True)
class RosterWarning:
    """One doubt. Two with the same `kind` and `about` are the same thing, and asked about once."""

    kind: str
    about: str
    sentence: str

    @property
    def key(self):
        """Names it in a form or a file."""
        return f"{self.kind}-{self.about}" if self.about else self.kind


def warnings_about(person, on=None):
    """The warnings of a saved person that nobody has accepted yet, as a list.

    Call it after the person and all rows are saved, before the transaction ends.
    """
    if person.status != Person.Status.ACTIVE or person.merged_into_id:
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
    """Remember why each warning is right: `reasons` maps a RosterWarning to a sentence."""
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
    """What the person's own rows leave in doubt, whether they are saved or not."""
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
                Kind.NOT_A_MEMBER,
                str(seat.start_first or ""),
                f"{person} is on the Organizing Committee ({seat.period}) without being a member of "
                "the network.",
            )


def _no_tenure(person, memberships, tenures, on):
    """The day on which the last term ended or was to end tells a new lack from an accepted one."""
    if not any(membership.surely_covers(on) for membership in memberships):
        return
    if any(tenure.surely_counts(on, tenures) for tenure in tenures):
        return
    ends = [tenure.end_last or tenure.expected_end_last for tenure in tenures]
    yield RosterWarning(
        Kind.NO_TENURE,
        str(max(filter(None, ends), default="")),
        f"{person} is a member but has no confirmed office today, and so isn’t counted.",
    )


def _overlaps(person, accepted):
    """The pair is one thing, whichever of the two people it was accepted for."""
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
        if tenure.seat == rival.seat and tenure.possibly_overlaps(rival)
    ]
    theirs = AcceptedWarning.objects.filter(
        kind=Kind.OVERLAP, about__in=[str(tenure.pk) for tenure, _ in pairs]
    )
    accepted_by_rivals = set(theirs.values_list("person", "about"))
    for tenure, rival in pairs:
        warning = overlap_with(rival)
        told = (warning.kind, warning.about) in accepted
        if not told and (rival.person_id, str(tenure.pk)) not in accepted_by_rivals:
            yield warning


def overlap_with(rival):
    """That the rival's tenure may fall into the same time in the same seat."""
    return RosterWarning(
        Kind.OVERLAP,
        str(rival.pk),
        f"{rival.person} may have held this seat at the same time: {rival.display_title}, "
        f"{rival.period}.",
    )
