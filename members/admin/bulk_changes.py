"""Bulk changes to offices: confirming that their holders still serve, or setting an end."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.timezone import localdate

from members.models import Person, Tenure, roster_change
from members.models.dates import UNKNOWN, PartialDate
from members.models.history import record_many
from members.models.warnings import accept, warnings_about

#: More at once would keep the editor and other roster editors waiting too long.
MOST = 300


class BulkChangeRefused(Exception):
    """A refusal, with nothing changed. `sentences` explain why, each naming the person."""

    def __init__(self, sentences):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Unreasoned(Exception):
    """A refusal for lack of a reason, with nothing changed. `sentences` say what would be unusual."""

    def __init__(self, sentences):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Confirmation:
    """A check today that the person is still in office."""

    verified_by: str

    fields = ("verified_on", "verified_by")
    raises_doubts = False

    def apply(self, tenure):
        tenure.verified_on = localdate()
        tenure.verified_by = self.verified_by[: Tenure._meta.get_field("verified_by").max_length]

    def objection(self, tenure):
        if tenure.is_to_begin:
            return f"the term begins only on {tenure.start}"
        return ""


@dataclass(frozen=True)
class Ending:
    """An end of the person's time in office, past or known in advance, and its reason."""

    end: PartialDate
    end_reason: str

    fields = ("end", "end_reason")
    raises_doubts = True

    def apply(self, tenure):
        tenure.end = self.end
        tenure.end_reason = self.end_reason

    def objection(self, tenure):
        return ""


@dataclass(frozen=True)
class OfficeChange:
    """The effect of the change on one office."""

    tenure: Tenure
    #: The name, old value and new value of each field that changes.
    values: list[tuple[str, str, str]]
    refusal: str


def office_changes(change, tenures):
    """Return the effect of the change on each tenure, without saving anything."""
    return [office_change(change, tenure) for tenure in tenures]


def office_change(change, tenure):
    before = displayed(change, tenure)
    refusal = objection_to(change, tenure)
    change.apply(tenure)
    refusal = refusal or mistake(tenure)
    names = [capfirst(tenure._meta.get_field(name).verbose_name) for name in change.fields]
    values = list(zip(names, before, displayed(change, tenure), strict=True))
    sentence = f"{tenure.person}, {tenure.display_title}: {refusal}" if refusal else ""
    return OfficeChange(tenure, values, sentence)


def displayed(change, tenure):
    values = []
    for name in change.fields:
        get_display = getattr(
            tenure, f"get_{name}_display", lambda name=name: getattr(tenure, name)
        )
        values.append(str(get_display() or ""))
    return values


def objection_to(change, tenure):
    """Return why the office can't be changed in this way, or ""."""
    if not tenure.person.is_active:
        return "the person’s record is no longer active."
    if tenure.end:
        known = "has ended" if tenure.end.precision == UNKNOWN else f"has an end, {tenure.end}"
        return f"this office already {known}. Correct it on the person’s own screen."
    sentence = change.objection(tenure)
    return f"{sentence}." if sentence else ""


def mistake(tenure):
    """Return what would be wrong with the changed tenure, or ""."""
    try:
        tenure.clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def carry_out(change, pks, user, expected, reason=""):
    """Make the change to all of the tenures or to none; return how many there were.

    `reason` explains why anything unusual after the change is correct. Raise Unreasoned if it is
    needed and missing, BulkChangeRefused if a tenure can't be changed, and RosterChanged if the roster's version
    number isn't `expected`.
    """
    with roster_change(expected):
        tenures = chosen(pks)
        summary = office_changes(change, tenures)
        if refusals := [office.refusal for office in summary if office.refusal]:
            raise BulkChangeRefused(refusals)
        for tenure in tenures:
            tenure.save()
        people = Person.objects.filter(pk__in={tenure.person_id for tenure in tenures})
        if change.raises_doubts:
            settle_doubts(people, reason, user)
        record_many(people, user)
    return len(tenures)


def settle_doubts(people, reason, user):
    doubts = {person: found for person in people if (found := warnings_about(person))}
    if doubts and not reason:
        raise Unreasoned([doubt.sentence for found in doubts.values() for doubt in found])
    for person, found in doubts.items():
        accept(person, dict.fromkeys(found, reason), user)


def chosen(pks):
    """Return the existing tenures with these ids."""
    tenures = Tenure.objects.filter(pk__in=pks).with_state()
    tenures = tenures.select_related("person", "office", "jurisdiction__primary_county")
    return list(tenures.order_by("person__sort_key", "pk"))
