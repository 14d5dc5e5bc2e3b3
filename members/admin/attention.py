"""Items on the roster that need attention: how many there are and where to deal with them."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Model
from django.urls import reverse

from core.generation import prepared
from members.admin.duplicates import same_names
from members.models import CorrectionReport, Office, Person, Region, Tenure

DAYS_AHEAD = 90
MONTHS_UNVERIFIED = 6

PEOPLE = "wagtailsnippets_members_person:list"
OFFICES_HELD = "roster_offices_held:list"
DUPLICATES = "roster_duplicates:list"
CORRECTIONS = "roster_corrections:list"
ROSTER = "roster:home"


@dataclass(frozen=True)
class Worklist:
    """A kind of item to watch: its wording for one, several and none, and the list of them."""

    label: str
    one: str
    many: str
    none: str
    #: The advice to editors.
    advice: str
    #: The model, and a filter for a queryset of its records that need attention today.
    model: type[Model]
    among: Callable
    listing: str
    filter: str


WORKLISTS = {
    "awaiting": Worklist(
        "Term ended, awaiting confirmation",
        "term has ended and awaits confirmation",
        "terms have ended and await confirmation",
        "No ended terms are waiting to be confirmed.",
        "Confirm who is still in office, or enter an end.",
        Tenure,
        lambda tenures: tenures.awaiting_confirmation(),
        OFFICES_HELD,
        "worklist",
    ),
    "ending": Worklist(
        f"Expected end within {DAYS_AHEAD} days",
        f"term may end within {DAYS_AHEAD} days",
        f"terms may end within {DAYS_AHEAD} days",
        f"No term is expected to end within {DAYS_AHEAD} days.",
        "Find out who is staying and who comes next.",
        Tenure,
        lambda tenures: tenures.ending_within(DAYS_AHEAD),
        OFFICES_HELD,
        "worklist",
    ),
    "unverified": Worklist(
        f"Not verified for {MONTHS_UNVERIFIED} months",
        f"office has not been verified for {MONTHS_UNVERIFIED} months",
        f"offices have not been verified for {MONTHS_UNVERIFIED} months",
        f"Every office was verified within the last {MONTHS_UNVERIFIED} months.",
        "Check who is still in office and confirm it.",
        Tenure,
        lambda tenures: tenures.not_verified_for(MONTHS_UNVERIFIED),
        OFFICES_HELD,
        "worklist",
    ),
    "wrong_place": Worklist(
        "Office that the place doesn’t have",
        "office is of a place that doesn’t have it",
        "offices are of places that don’t have them",
        "Every office is of a place that has it.",
        "Correct the office or the place, or the kinds of place under Offices.",
        Tenure,
        lambda tenures: tenures.in_wrong_place(),
        OFFICES_HELD,
        "worklist",
    ),
    "portrait": Worklist(
        "Without portrait",
        "person has no portrait",
        "people have no portrait",
        "Everyone on the site’s lists has a portrait.",
        "Until there is one, the site shows a patch with their initials.",
        Person,
        lambda people: people.without_portrait(),
        PEOPLE,
        "attention",
    ),
}


@dataclass(frozen=True)
class AttentionItem:
    """A line of the attention list."""

    count: int
    words: str
    advice: str
    url: str


@dataclass(frozen=True)
class Gap:
    """An office or a region that isn't on the committee, and how many members could represent it."""

    name: str
    members: int
    url: str


def attention_items(user):
    """Return the lines to act on and sentences about what is in order, limited to the user's lists."""
    counts = worklist_counts()
    to_do = [attention_item(key, count) for key, count in counts.items() if count]
    in_order = [WORKLISTS[key].none for key, count in counts.items() if not count]
    if user.has_perm("members.change_person"):
        if pairs := len(same_names()):
            to_do.append(duplicates_line(pairs))
        else:
            in_order.append("No two records look like one person.")
    may_correct = user.has_perm("members.change_correctionreport")
    if may_correct and (reports := CorrectionReport.objects.open().count()):
        to_do.append(corrections_line(reports))
    if may_correct and (reports := CorrectionReport.objects.set_aside().count()):
        to_do.append(set_aside_line(reports))
    return to_do, in_order


@prepared
def worklist_counts():
    """Return the number of records on each of the worklists, by its key."""
    return {
        key: worklist.among(worklist.model.objects.all()).count()
        for key, worklist in WORKLISTS.items()
    }


def corrections_line(reports):
    words = "correction report is waiting" if reports == 1 else "correction reports are waiting"
    advice = "Check each report, and correct the record if it’s wrong."
    return AttentionItem(reports, words, advice, address(CORRECTIONS, state="open"))


def set_aside_line(reports):
    words = (
        "correction report was set aside" if reports == 1 else "correction reports were set aside"
    )
    advice = "Too many came in at once. Move useful ones to the open reports; the rest are deleted later."
    return AttentionItem(reports, words, advice, address(CORRECTIONS, state="set_aside"))


def duplicates_line(pairs):
    words = "pair of records looks" if pairs == 1 else "pairs of records look"
    advice = "Merge them, or confirm that they are different people."
    return AttentionItem(pairs, f"{words} like one person", advice, reverse(DUPLICATES))


def gap_line(gaps):
    """Return the line about the committee, or None if it has no gaps."""
    open_gaps = [gap for found in gaps.values() for gap in found]
    if not open_gaps:
        return None
    noun = "office or region is" if len(open_gaps) == 1 else "offices and regions are"
    advice = "See which ones, and which members could represent them."
    url = f"{reverse(ROSTER)}#committee-gaps"
    return AttentionItem(len(open_gaps), f"{noun} not on the committee", advice, url)


def attention_item(key, count):
    worklist = WORKLISTS[key]
    words = worklist.one if count == 1 else worklist.many
    return AttentionItem(
        count, words, worklist.advice, address(worklist.listing, **{worklist.filter: key})
    )


def choices(*keys):
    """Return the choices of a filter that narrows a listing to one of the worklists."""
    return [(key, WORKLISTS[key].label) for key in keys]


@prepared
def committee_gaps():
    """Return `{"Offices": gaps, "Regions": gaps}`: those of members that no one on the committee has."""
    offices = Office.objects.not_on_committee()
    regions = Region.objects.not_on_committee()
    counted = Tenure.objects.counted()
    return {
        "Offices": gaps("office", offices, counted),
        "Regions": gaps("region", regions, counted.with_region()),
    }


def gaps(name, records, tenures):
    rows = tenures.order_by().values(name).annotate(members=Count("person", distinct=True))
    members = dict(rows.values_list(name, "members"))
    return [
        Gap(str(record), members.get(record.pk, 0), candidates(name, record)) for record in records
    ]


def candidates(name, record):
    return address(PEOPLE, standing="members", **{name: record.pk})


def address(listing, **query):
    return f"{reverse(listing)}?{urlencode(query)}"
