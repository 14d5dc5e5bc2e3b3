"""The datasets: their columns and the functions that yield their rows.

The names follow Popolo and Open Civic Data. Listing a column here makes it public.
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

DATE = "As far as it is known: 2023-12-06, 2023-12 or 2023; empty if unknown."


@dataclass(frozen=True)
class Column:
    """A column; `kind` is its JSON Schema type. Columns of lists aren't in the CSV file."""

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
AREA = "The jurisdiction’s permanent id in jurisdictions."
STATE = (
    "On the day: current, uncertain (it depends on an approximate date), incoming (it begins after the "
    "day) or former."
)

MEMBERS = Dataset(
    "members",
    "Members",
    "Everyone with a current membership and a current office. People whose status depends on an "
    "approximate date are marked as uncertain and aren’t counted.",
    (
        Column("id", "The person’s permanent number."),
        Column("name", "The name as shown on the site."),
        Column("given_name", "First name."),
        Column("family_name", "Last name."),
        Column("sort_name", "The name used to sort lists."),
        Column("pronouns", "As the person gives them."),
        Column("biography", "A few sentences about the person, as plain text."),
        Column(
            "title",
            "The office or offices held on the day, without uncertain ones if any is certain.",
        ),
        Column("member_since", f"When the membership began. {DATE}"),
        Column("url", "The person’s page on this site."),
        Column(
            "state",
            "On the day: certain, or uncertain (membership or office depends on a date that is approximate "
            "or unconfirmed).",
        ),
        Column("area_ids", "The ids of the jurisdictions that they serve.", "array"),
        Column("contact_details", "Published office contacts: type, value, label.", "array"),
        Column("links", "Other pages about the person: url, note.", "array"),
    ),
    member_rows,
)

MEMBERSHIPS = Dataset(
    "memberships",
    "Memberships",
    "Everyone’s dates in the network, past and present, whether or not they hold an office.",
    (
        Column("id", "The membership’s permanent number."),
        Column("person_id", PERSON),
        Column("person", "The person’s name."),
        Column("start_date", DATE),
        Column("end_date", DATE),
        Column("state", f"{STATE} A current member without an office isn’t in members."),
        Column("url", "The person’s page on this site."),
    ),
    membership_rows,
)

TENURES = Dataset(
    "tenures",
    "Offices held",
    "The offices, past and present, of everyone who is or was a member, with dates.",
    (
        Column("id", "The tenure’s permanent number."),
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
        Column("end_date", f"{DATE} The day of a handover counts for the successor."),
        Column("start_first", "The first possible day of the start."),
        Column("start_last", "The last possible day of the start."),
        Column("end_first", "The first possible day of the end."),
        Column("end_last", "The last possible day of the end; empty while there is no end."),
        Column("expected_end", f"When the term is due to end. {DATE}"),
        Column("began", "elected, appointed, ex_officio or unknown."),
        Column("end_reason", "Why it ended, if known."),
        Column("verified_on", f"When someone last checked it. {DATE}"),
        Column("source", "The source, such as a web address."),
        Column(
            "state",
            "On the day: current, holdover (past its term, confirmed), awaiting (term ended, awaiting "
            "confirmation), uncertain (it depends on an approximate date), incoming (it begins "
            "soon after the day, by default within 120 days), coming (it begins later) or former.",
        ),
        Column(
            "leadership_roles",
            "Additional roles in the seat: role (chair, vice_chair or mayor_pro_tem), start_date, end_date.",
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
        Column("id", "The last part of the place’s web address, which is permanent."),
        Column("name", "The name in full."),
        Column("classification", "county, city, town, village, school_district or other."),
        Column("ocd_division_id", "The Open Civic Data division id, if there is one."),
        Column("geoid", "The Census Bureau’s number."),
        Column("organization", "The governing body’s own name."),
        Column("seats", "How many seats the body has, if known.", "integer"),
        Column("parent_id", "The county that most of it is in."),
        Column("region", "For counties only."),
        Column("latitude", "Degrees north.", "number"),
        Column("longitude", "Degrees east, so a negative number.", "number"),
        Column("members", "How many members serve in its own offices on the day.", "integer"),
        Column("url", "The place’s page on this site."),
        Column("county_ids", "The ids of all counties that it is in.", "array"),
    ),
    jurisdiction_rows,
)

COMMITTEE = Dataset(
    "committee",
    "Organizing Committee",
    "Past and present members of the committee, in its own order.",
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
    "The figures as shown on the site, without uncertain people. Until the roster is complete, there "
    "are none for other days.",
    (
        Column("measure", "members, jurisdictions, or counties (reached)."),
        Column("number", "How many.", "integer"),
        Column("on", "The day or month for which it is true."),
        Column("basis", "counted from the roster, or stated by hand until the roster is complete."),
    ),
    count_rows,
)

DATASETS = {
    dataset.name: dataset
    for dataset in (MEMBERS, MEMBERSHIPS, TENURES, JURISDICTIONS, COMMITTEE, COUNTS)
}
