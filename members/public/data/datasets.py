"""The datasets: their columns and the functions that yield their rows.

The names follow Popolo and Open Civic Data. Listing a column here makes it public.
"""

from core.datasets import DataColumn, Dataset
from members.public.data.rows import (
    MEMBER_FIELDS,
    committee_rows,
    count_rows,
    jurisdiction_rows,
    member_rows,
    membership_rows,
    tenure_rows,
)

DATE = "As far as it is known: 2023-12-06, 2023-12 or 2023; empty if unknown."


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
        DataColumn("id", "The person’s permanent number."),
        *(DataColumn(field.name, field.meaning) for field in MEMBER_FIELDS),
        DataColumn(
            "title",
            "The office or offices held on the day, without uncertain ones if any is certain.",
        ),
        DataColumn("member_since", f"When the membership began. {DATE}"),
        DataColumn("url", "The person’s page on this site."),
        DataColumn(
            "state",
            "On the day: certain, or uncertain (membership or office depends on a date that is approximate "
            "or unconfirmed).",
        ),
        DataColumn("area_ids", "The ids of the jurisdictions that they serve.", "array"),
        DataColumn("contact_details", "Published office contacts: type, value, label.", "array"),
        DataColumn("links", "Other pages about the person: url, note.", "array"),
        DataColumn(
            "other_names", "Published former and other names: name, note, end_date.", "array"
        ),
    ),
    member_rows,
)

MEMBERSHIPS = Dataset(
    "memberships",
    "Memberships",
    "Everyone’s dates in the network, past and present, whether or not they hold an office.",
    (
        DataColumn("id", "The membership’s permanent number."),
        DataColumn("person_id", PERSON),
        DataColumn("person", "The person’s name."),
        DataColumn("start_date", DATE),
        DataColumn("end_date", DATE),
        DataColumn("state", f"{STATE} A current member without an office isn’t in members."),
        DataColumn("url", "The person’s page on this site."),
    ),
    membership_rows,
)

TENURES = Dataset(
    "tenures",
    "Offices held",
    "The offices, past and present, of everyone who is or was a member, with dates.",
    (
        DataColumn("id", "The tenure’s permanent number."),
        DataColumn("person_id", PERSON),
        DataColumn("person", "The person’s name."),
        DataColumn("role", "The kind of office."),
        DataColumn("label", "The title in full."),
        DataColumn("area_id", AREA),
        DataColumn("area", "The jurisdiction’s name in full."),
        DataColumn("ocd_division_id", "The jurisdiction’s Open Civic Data division id."),
        DataColumn("organization", "The governing body’s own name."),
        DataColumn("post", "The seat, such as Ward 3, where seats have names."),
        DataColumn("start_date", DATE),
        DataColumn("end_date", f"{DATE} The day of a handover counts for the successor."),
        DataColumn("start_first", "The first possible day of the start."),
        DataColumn("start_last", "The last possible day of the start."),
        DataColumn("end_first", "The first possible day of the end."),
        DataColumn("end_last", "The last possible day of the end; empty while there is no end."),
        DataColumn("expected_end", f"When the term is due to end. {DATE}"),
        DataColumn("began", "elected, appointed, ex_officio or unknown."),
        DataColumn("end_reason", "Why it ended, if known."),
        DataColumn("verified_on", f"When someone last checked it. {DATE}"),
        DataColumn("source", "The source, such as a web address."),
        DataColumn(
            "state",
            "On the day: current, holdover (past its term, confirmed), awaiting (term ended, awaiting "
            "confirmation), uncertain (it depends on an approximate date), incoming (it begins "
            "soon after the day, by default within 120 days), coming (it begins later) or former.",
        ),
        DataColumn(
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
        DataColumn("id", "The last part of the place’s web address, which is permanent."),
        DataColumn("name", "The name in full."),
        DataColumn("classification", "county, city, town, village, school_district or other."),
        DataColumn("ocd_division_id", "The Open Civic Data division id, if there is one."),
        DataColumn("geoid", "The Census Bureau’s number."),
        DataColumn("organization", "The governing body’s own name."),
        DataColumn("seats", "How many seats the body has, if known.", "integer"),
        DataColumn("parent_id", "The county that most of it is in."),
        DataColumn("region", "For counties only."),
        DataColumn("latitude", "Degrees north.", "number"),
        DataColumn("longitude", "Degrees east, so a negative number.", "number"),
        DataColumn("members", "How many members serve in its own offices on the day.", "integer"),
        DataColumn("url", "The place’s page on this site."),
        DataColumn("county_ids", "The ids of all counties that it is in.", "array"),
    ),
    jurisdiction_rows,
)

COMMITTEE = Dataset(
    "committee",
    "Organizing Committee",
    "Past and present members of the committee, in its own order.",
    (
        DataColumn("person_id", PERSON),
        DataColumn("person", "The person’s name."),
        DataColumn("role", "member or co_chair."),
        DataColumn("start_date", DATE),
        DataColumn("end_date", DATE),
        DataColumn("state", STATE),
    ),
    committee_rows,
)

COUNTS = Dataset(
    "counts",
    "Counts",
    "The figures as shown on the site, without uncertain people. Until the roster is complete, there "
    "are none for other days.",
    (
        DataColumn("measure", "members, jurisdictions, or counties (reached)."),
        DataColumn("number", "How many.", "integer"),
        DataColumn("on", "The day or month for which it is true."),
        DataColumn(
            "basis", "counted from the roster, or stated by hand until the roster is complete."
        ),
    ),
    count_rows,
)

DATASETS = {
    dataset.name: dataset
    for dataset in (MEMBERS, MEMBERSHIPS, TENURES, JURISDICTIONS, COMMITTEE, COUNTS)
}
