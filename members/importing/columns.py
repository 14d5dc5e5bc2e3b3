"""The roster's columns, in the order of an export: the one list for export, import and template."""

from functools import partial

from members.importing.column_types import Contacts, DateRangePart, Links, Reference, SeatLabel
from members.models import (
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    Person,
    Tenure,
)
from members.models.person_fields import PRIVATE_FIELDS, PUBLIC_LINES, PUBLIC_TEXTS
from spreadsheets.columns import Columns, Derived, Field, Identifier, RichText

EMAIL, PHONE, ADDRESS = ContactDetail.Kind.values
STATUS_WORDS = (("active", "Active"), ("retired", "Retired"))

of_person = {"owner": "person"}
of_tenure = {"owner": "tenure"}
person = partial(Field, owner="person", model=Person)
tenure = partial(Field, owner="tenure", model=Tenure)
board_role = partial(DateRangePart, owner="tenure", model=LeadershipRole, rows="leadership_roles")
membership = partial(DateRangePart, owner="person", model=Membership, rows="memberships")
committee_seat = partial(DateRangePart, owner="person", model=CommitteeSeat, rows="committee_seats")


def person_column(field):
    kind = RichText if field.is_rich else Field
    return kind(
        field.name,
        field.heading,
        field.aliases,
        field.help,
        "person",
        field.private,
        model=Person,
    )


COLUMNS = [
    Identifier(
        "person_id",
        "Person ID",
        "Member ID",
        "The number that an export gives the person. With it the row is surely about that person.",
        **of_person,
    ),
    Identifier(
        "tenure_id",
        "Tenure ID",
        help="The number that an export gives this time in this office.",
        **of_tenure,
    ),
    *map(person_column, PUBLIC_LINES),
    person("status", "Record status", help="Active or Retired.", words=STATUS_WORDS),
    Reference(
        "office",
        "Office",
        "Position, Elected office, Office held",
        "Mayor, Council Member, County Commissioner and so on.",
        words=lambda tenure: tenure.office.name,
        **of_tenure,
    ),
    Reference(
        "jurisdiction",
        "Jurisdiction",
        "Place, Municipality, Locality, City or county",
        "The county, town or school district. A bare “Durham” needs the column Type as well.",
        words=lambda tenure: tenure.jurisdiction.display_name,
        **of_tenure,
    ),
    Reference(
        "kind",
        "Type",
        "Jurisdiction type, Type of jurisdiction, Kind, Kind of place",
        "County, City, Town, Village, School district or Other district.",
        words=lambda tenure: tenure.jurisdiction.get_kind_display(),
        **of_tenure,
    ),
    SeatLabel(
        "seat_label",
        "District or Ward",
        "District, Ward, Seat, District/Ward",
        model=Tenure,
        **of_tenure,
    ),
    tenure("title", "Title", "Title as styled"),
    Derived("full_title", "Full title", attribute="title_in_state", **of_tenure),
    Derived("state", "State in office", attribute="state_label", **of_tenure),
    tenure(
        "start",
        "Term start",
        "Start, Start date, In office since, Sworn in",
        "When the person took the office.",
    ),
    tenure(
        "expected_end",
        "Term end",
        "Term ends, Term expires, Expected end, End of term, Term expiration",
        "When the term is due to end. It doesn’t say that the person has left.",
    ),
    tenure("began", "How it began", "Elected or appointed"),
    tenure(
        "end",
        "Left office",
        "Left office on, Out of office since",
        "When the person left the office: a date, or “unknown”.",
    ),
    tenure("end_reason", "Why it ended", "Reason for leaving"),
    board_role(
        "board_role",
        "Role on the board",
        "Leadership role",
        "Chair, Vice chair or Mayor pro tem.",
        name="role",
    ),
    board_role(
        "board_role_start", "Role since", help="When that role on the board began.", name="start"
    ),
    board_role(
        "board_role_end", "Role until", help="When that role on the board ended.", name="end"
    ),
    tenure("source", "Source"),
    tenure("verified_on", "Verified on", "Verified, Last verified"),
    tenure("verified_by", "Verified by"),
    membership(
        "member_since",
        "Member since",
        "Joined, Joined on, Date joined",
        "When the person joined the network.",
        name="start",
    ),
    membership(
        "member_until",
        "Member until",
        "Left the network",
        "When the person left the network.",
        name="end",
    ),
    committee_seat(
        "committee_role",
        "Committee role",
        help="Member or Co-chair of the Organizing Committee.",
        name="role",
    ),
    committee_seat(
        "committee_since",
        "On committee since",
        help="When the person joined the Organizing Committee.",
        name="start",
    ),
    committee_seat(
        "committee_until",
        "On committee until",
        help="When the person left the Organizing Committee.",
        name="end",
    ),
    Contacts(
        "email",
        "Email",
        "E-mail, Email address, E-mail address",
        "Addresses of the office, never private ones.",
        kind=EMAIL,
        **of_person,
    ),
    Contacts(
        "phone",
        "Phone",
        "Phone number, Telephone, Office phone",
        "Telephone numbers of the office, never private ones.",
        kind=PHONE,
        **of_person,
    ),
    Contacts(
        "address",
        "Office address",
        help="The address of the office, never of a home.",
        kind=ADDRESS,
        **of_person,
    ),
    *map(person_column, PUBLIC_TEXTS),
    Links(
        "links",
        "Links",
        "Website, Link",
        "The words to click on, then the address: Website https://example.org. A line for each.",
        **of_person,
    ),
    *(
        Contacts(
            f"unpublished_{kind}",
            f"Unpublished {word}",
            help=f"{words} that are on record and not shown.",
            kind=kind,
            published=False,
            private=True,
            **of_person,
        )
        for kind, word, words in (
            (EMAIL, "email", "E-mail addresses"),
            (PHONE, "phone", "Telephone numbers"),
            (ADDRESS, "address", "Office addresses"),
        )
    ),
    *map(person_column, PRIVATE_FIELDS),
]
#: What the template file has: enough for somebody who begins with a list of their own.
TEMPLATE = (
    *("given_name", "family_name", "office", "jurisdiction", "kind", "seat_label", "title"),
    *("start", "expected_end", "member_since", "email", "phone"),
)


def allowed_columns(private):
    """Those that may be exported, by somebody who may see what is private or who may not."""
    return [column for column in COLUMNS if private or not column.private]


class RosterColumns(Columns):
    EXAMPLES = ("family_name", "jurisdiction")
    DATE_FIELD = next(f for f in Tenure._meta.private_fields if f.name == "start")
    #: At least one of these makes a file one of people.
    NAMING = ("person_id", "tenure_id", "given_name", "family_name", "name", "email")

    def guess(self, header):
        """ "Title" is the title as the person styles it; in a list of somebody's own, which has a heading
        neither for the office nor for our Tenure ID, it is taken for the office: it then holds words such
        as Mayor.
        """
        found = super().guess(header)
        if {"office", "tenure_id"} & set(found.values()):
            return found
        return {heading: "office" if key == "title" else key for heading, key in found.items()}

    def complaints(self, chosen):
        sentences = super().complaints(chosen)
        if not set(chosen.values()) & set(self.NAMING):
            sentences.append("Choose the column that holds the names.")
        return sentences


ROSTER_COLUMNS = RosterColumns(COLUMNS, TEMPLATE)
BY_KEY = ROSTER_COLUMNS.by_key
