"""What each dataset holds: its columns, and one row after the other.

The words are those of Popolo and Open Civic Data. A column is public by being listed here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.timezone import localdate

from members.models import (
    CommitteeSeat,
    ContactDetail,
    Jurisdiction,
    Membership,
    Person,
    RosterSettings,
    Tenure,
    figures,
)
from members.models.figures import CountedRoster, Measure

AT_ONCE = 500
DATE = "As far as it is known: 2023-12-06, 2023-12 or 2023; empty if not known."


@dataclass(frozen=True)
class Column:
    """`kind` is the type in JSON Schema; a column of lists isn't in the CSV file."""

    name: str
    meaning: str
    kind: str = "string"


@dataclass(frozen=True)
class Dataset:
    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterator[dict]]

    @property
    def flat_columns(self):
        return [column for column in self.columns if column.kind != "array"]


def iso(partial_date):
    """The partial date as ISO 8601 at its own precision; "" for none, a range and an unknown day."""
    precision = partial_date and partial_date.precision
    length = {"day": 10, "month": 7, "year": 4}.get(precision)
    return partial_date.first.isoformat()[:length] if length else ""


def day(value):
    return value.isoformat() if value else ""


def absolute(record):
    return f"{settings.BASE_URL}{record.get_absolute_url()}"


def titled(tenures):
    return " and ".join(dict.fromkeys(tenure.display_title for tenure in tenures))


def streamed(queryset):
    return queryset.iterator(chunk_size=AT_ONCE)


def member_rows(on):
    """One row for each counted member; reads the tenures as a stream, a person's one after the other."""
    contacts = by_person(ContactDetail.objects.published())
    joined = {
        membership.person_id: membership
        for membership in Membership.objects.open(on).order_by("-start_first", "pk")
    }
    tenures = (
        Tenure.objects.counted(on)
        .select_related("person", "office", "jurisdiction")
        .order_by("person__sort_name", "person_id", "office__sort_order", "pk")
    )
    for person, held in groupby(streamed(tenures), key=attrgetter("person")):
        held = list(held)
        yield {
            "id": str(person.pk),
            "name": person.name,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "sort_name": person.sort_name,
            "pronouns": person.pronouns,
            "title": titled(held),
            "member_since": iso(joined[person.pk].start) if person.pk in joined else "",
            "url": absolute(person),
            "area_ids": [tenure.jurisdiction.slug for tenure in held],
            "contact_details": [
                {"type": contact.kind, "value": contact.value, "label": contact.label}
                for contact in contacts.get(person.pk, ())
            ],
        }


def by_person(queryset):
    rows = {}
    for row in queryset.order_by("person", "sort_order", "pk"):
        rows.setdefault(row.person_id, []).append(row)
    return rows


def tenure_rows(on):
    tenures = (
        Tenure.objects.with_state(on)
        .filter(person__in=Person.objects.listed().values("pk"))
        .select_related("person", "office", "jurisdiction")
        .order_by("person__sort_name", "person_id", "pk")
    )
    for tenure in streamed(tenures):
        place = tenure.jurisdiction
        yield {
            "id": str(tenure.pk),
            "person_id": str(tenure.person_id),
            "person": tenure.person.name,
            "role": tenure.office.name,
            "label": tenure.display_title,
            "area_id": place.slug,
            "area": place.display_name,
            "ocd_division_id": place.ocd_id or "",
            "organization": place.governing_body,
            "post": tenure.seat_label,
            "start_date": iso(tenure.start),
            "end_date": iso(tenure.end),
            "start_first": day(tenure.start_first),
            "start_last": day(tenure.start_last),
            "end_first": day(tenure.end_first),
            "end_last": day(tenure.end_last),
            "expected_end": iso(tenure.expected_end),
            "began": tenure.began,
            "end_reason": tenure.end_reason,
            "verified_on": iso(tenure.verified_on),
            "state": tenure.state,
        }


def jurisdiction_rows(on):
    members = dict(
        Tenure.objects.counted(on)
        .order_by()
        .values_list("jurisdiction")
        .annotate(Count("person", distinct=True))
    )
    places = Jurisdiction.objects.active().select_related("primary_county", "region")
    for place in places.prefetch_related("counties"):
        yield {
            "id": place.slug,
            "name": place.display_name,
            "classification": place.kind,
            "ocd_division_id": place.ocd_id or "",
            "geoid": place.geoid,
            "organization": place.governing_body,
            "seats": place.body_size,
            "parent_id": place.primary_county.slug if place.primary_county else "",
            "region": place.region.name if place.region else "",
            "latitude": place.latitude,
            "longitude": place.longitude,
            "members": members.get(place.pk, 0),
            "url": absolute(place),
            "county_ids": [county.slug for county in place.counties.all()],
        }


def committee_rows(on):
    seats = (
        CommitteeSeat.objects.current(on)
        .filter(person__in=Person.objects.listed().values("pk"))
        .select_related("person")
    )
    for seat in seats:
        yield {
            "person_id": str(seat.person_id),
            "person": seat.person.name,
            "role": seat.role,
            "start_date": iso(seat.start),
            "end_date": iso(seat.end),
        }


def count_rows(on):
    """The figures as the site shows them: counted, or stated by hand while the roster isn't complete."""
    roster = CountedRoster(on) if RosterSettings.is_complete() else None
    for figure in figures(Measure.values, roster):
        yield {
            "measure": figure.measure,
            "number": figure.number,
            "on": iso(figure.stated_on) if figure.stated_on else (on or localdate()).isoformat(),
            "basis": "stated" if figure.stated_on else "counted",
        }


AREA = "The jurisdiction’s id in jurisdictions, which stays."

MEMBERS = Dataset(
    "members",
    "Members",
    "Everybody who is counted: an open membership and a current office.",
    (
        Column("id", "The person’s number, which stays."),
        Column("name", "The name as the site shows it."),
        Column("given_name", "First name."),
        Column("family_name", "Last name."),
        Column("sort_name", "The name by which lists are ordered."),
        Column("pronouns", "As the person gives them."),
        Column("title", "The office or offices held on the day."),
        Column("member_since", f"When the membership began. {DATE}"),
        Column("url", "The person’s page on this site."),
        Column("area_ids", "The ids of the jurisdictions that they serve.", "array"),
        Column("contact_details", "Published office contacts: type, value, label.", "array"),
    ),
    member_rows,
)

TENURES = Dataset(
    "tenures",
    "Offices held",
    "Who held which office when, past and present, of everybody who is or was a member.",
    (
        Column("id", "The tenure’s number, which stays."),
        Column("person_id", "The person’s number, as in members."),
        Column("person", "The person’s name."),
        Column("role", "The kind of office."),
        Column("label", "The title in full."),
        Column("area_id", AREA),
        Column("area", "The jurisdiction’s name in full."),
        Column("ocd_division_id", "The jurisdiction’s Open Civic Data division id."),
        Column("organization", "The governing body’s own name."),
        Column("post", "The seat, such as Ward 3, where seats have names."),
        Column("start_date", DATE),
        Column("end_date", f"{DATE} The day of a handover is the successor’s."),
        Column("start_first", "The first possible day of the start."),
        Column("start_last", "The last possible day of the start."),
        Column("end_first", "The first possible day of the end."),
        Column("end_last", "The last possible day of the end; empty while there is no end."),
        Column("expected_end", f"When the term is due to end. {DATE}"),
        Column("began", "elected, appointed, ex_officio or unknown."),
        Column("end_reason", "Why it ended, if that is known."),
        Column("verified_on", f"When somebody last checked it. {DATE}"),
        Column(
            "state",
            "On the day: current, holdover (past its term, confirmed), awaiting (term ended, awaiting "
            "confirmation), uncertain, incoming or former.",
        ),
    ),
    tenure_rows,
)

JURISDICTIONS = Dataset(
    "jurisdictions",
    "Jurisdictions",
    "Counties, municipalities and school districts of North Carolina.",
    (
        Column("id", "The last part of the place’s address, which stays."),
        Column("name", "The name in full."),
        Column("classification", "county, city, town, village, school_district or other."),
        Column("ocd_division_id", "The Open Civic Data division id, where there is one."),
        Column("geoid", "The Census Bureau’s number."),
        Column("organization", "The governing body’s own name."),
        Column("seats", "How many seats the body has, where that is known.", "integer"),
        Column("parent_id", "The county that most of it lies in."),
        Column("region", "For counties."),
        Column("latitude", "Degrees north.", "number"),
        Column("longitude", "Degrees east, so below zero.", "number"),
        Column("members", "How many members serve in its own offices on the day.", "integer"),
        Column("url", "The place’s page on this site."),
        Column("county_ids", "The ids of all counties that it lies in.", "array"),
    ),
    jurisdiction_rows,
)

COMMITTEE = Dataset(
    "committee",
    "Organizing Committee",
    "Who sits on the committee on the day, in its own order.",
    (
        Column("person_id", "The person’s number, as in members."),
        Column("person", "The person’s name."),
        Column("role", "member or co_chair."),
        Column("start_date", DATE),
        Column("end_date", DATE),
    ),
    committee_rows,
)

COUNTS = Dataset(
    "counts",
    "Counts",
    "The figures as the site shows them.",
    (
        Column("measure", "members, jurisdictions, or counties (reached)."),
        Column("number", "How many.", "integer"),
        Column("on", "The day, or the month, for which it is true."),
        Column("basis", "counted from the roster, or stated by hand while it isn’t complete."),
    ),
    count_rows,
)

DATASETS = {
    dataset.name: dataset for dataset in (MEMBERS, TENURES, JURISDICTIONS, COMMITTEE, COUNTS)
}
