"""What each dataset holds: its columns, and where its rows come from.

The words are those of Popolo and Open Civic Data. A column is public by being listed here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from members.public.data.rows import (
    committee_rows,
    count_rows,
    jurisdiction_rows,
    member_rows,
    membership_rows,
    tenure_rows,
)

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


PERSON = "The person’s number, the same in every file."
AREA = "The jurisdiction’s id in jurisdictions, which stays."
STATE = (
    "On the day: current, uncertain (it depends on a date that is only partly known), "
    "incoming (it begins after the day) or former."
)

MEMBERS = Dataset(
    "members",
    "Members",
    "Everybody with an open membership and a current office; who isn’t so beyond doubt is marked as "
    "uncertain, and isn’t counted.",
    (
        Column("id", "The person’s number, which stays."),
        Column("name", "The name as the site shows it."),
        Column("given_name", "First name."),
        Column("family_name", "Last name."),
        Column("sort_name", "The name by which lists are ordered."),
        Column("pronouns", "As the person gives them."),
        Column("biography", "A few sentences about the person, without their marks."),
        Column(
            "title", "The office or offices held on the day; if one is certain, the certain ones."
        ),
        Column("member_since", f"When the membership began. {DATE}"),
        Column("url", "The person’s page on this site."),
        Column(
            "state",
            "On the day: certain, or uncertain (membership or office depends on a date that is only "
            "partly known, or that nobody confirmed).",
        ),
        Column("area_ids", "The ids of the jurisdictions that they serve.", "array"),
        Column("contact_details", "Published office contacts: type, value, label.", "array"),
        Column("links", "Where else to read about the person: url, note.", "array"),
    ),
    member_rows,
)

MEMBERSHIPS = Dataset(
    "memberships",
    "Memberships",
    "Who belonged to the network from when to when, past and present, whether or not they hold an office.",
    (
        Column("id", "The membership’s number, which stays."),
        Column("person_id", PERSON),
        Column("person", "The person’s name."),
        Column("start_date", DATE),
        Column("end_date", DATE),
        Column("state", f"{STATE} Who is a current member and holds no office isn’t in members."),
        Column("url", "The person’s page on this site."),
    ),
    membership_rows,
)

TENURES = Dataset(
    "tenures",
    "Offices held",
    "Who held which office when, past and present, of everybody who is or was a member.",
    (
        Column("id", "The tenure’s number, which stays."),
        Column("person_id", PERSON),
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
        Column("source", "Where it is known from, such as a web address."),
        Column(
            "state",
            "On the day: current, holdover (past its term, confirmed), awaiting (term ended, awaiting "
            "confirmation), uncertain (it depends on a date that is only partly known), incoming (it begins "
            "soon after the day, by default within 120 days), coming (it begins later) or former.",
        ),
        Column(
            "leadership_roles",
            "Roles on top of the seat: role (chair, vice_chair or mayor_pro_tem), start_date, end_date.",
            "array",
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
    "Who sits or sat on the committee, past and present, in its own order.",
    (
        Column("person_id", PERSON),
        Column("person", "The person’s name."),
        Column("role", "member or co_chair."),
        Column("start_date", DATE),
        Column("end_date", DATE),
        Column("state", STATE),
    ),
    committee_rows,
)

COUNTS = Dataset(
    "counts",
    "Counts",
    "The figures as the site shows them, of those who are certain; none of another day while the roster "
    "isn’t complete.",
    (
        Column("measure", "members, jurisdictions, or counties (reached)."),
        Column("number", "How many.", "integer"),
        Column("on", "The day, or the month, for which it is true."),
        Column("basis", "counted from the roster, or stated by hand while it isn’t complete."),
    ),
    count_rows,
)

DATASETS = {
    dataset.name: dataset
    for dataset in (MEMBERS, MEMBERSHIPS, TENURES, JURISDICTIONS, COMMITTEE, COUNTS)
}
