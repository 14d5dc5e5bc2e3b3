"""The roster's columns, in the order of an export: the one list for export, import and template."""

from functools import partial
from operator import attrgetter, methodcaller

from members.importing.column_types import Contacts, DateRangePart, Links, SeatLabel
from members.models import (
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    Person,
    Tenure,
)
from members.models.person_fields import PRIVATE_FIELDS, PUBLIC_LINES, PUBLIC_TEXTS
from spreadsheets.columns import Columns, Derived, Field, Identifier, Reference, RichText

EMAIL, PHONE, ADDRESS = ContactDetail.Kind.values
STATUS_WORDS = (("active", "Active"), ("retired", "Retired"))

person = partial(Field, owner="person", model=Person)
contacts = partial(Contacts, owner="person")
tenure = partial(Field, owner="tenure", model=Tenure)
reference = partial(Reference, owner="tenure")
derived = partial(Derived, owner="tenure")
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
        "The person’s number, as in an export. With it, the row is matched with that person.",
        owner="person",
    ),
    Identifier(
        "tenure_id",
        "Tenure ID",
        help="The number of this time in office, as in an export.",
        owner="tenure",
    ),
    *map(person_column, PUBLIC_LINES),
    person("status", "Record status", help="Active or Retired.", words=STATUS_WORDS),
    reference(
        "office",
        "Office",
        "Position, Elected office, Office held, Role",
        "Such as Mayor, Council Member or County Commissioner.",
        name="office",
    ),
    reference(
        "jurisdiction",
        "Jurisdiction",
        "Place, Municipality, Locality, City or county, City",
        "The county, town or school district. “Durham” alone needs the Type column as well.",
        name="jurisdiction",
        words=attrgetter("display_name"),
    ),
    reference(
        "kind",
        "Type",
        "Jurisdiction type, Type of jurisdiction, Kind, Kind of place",
        "County, City, Town, Village, School district or Other district.",
        name="jurisdiction",
        words=methodcaller("get_kind_display"),
    ),
    SeatLabel(
        "seat_label",
        "District or Ward",
        "District, Ward, Seat, District/Ward",
        model=Tenure,
        owner="tenure",
    ),
    tenure("title", "Title", "Title as styled"),
    derived("full_title", "Full title", attribute="title_in_state"),
    derived("state", "State in office", attribute="state_label"),
    tenure(
        "start",
        "Term start",
        "Start, Start date, In office since, Sworn in, Term, Term of office",
        "When the person took the office.",
    ),
    tenure(
        "expected_end",
        "Term end",
        "Term ends, Term expires, Expected end, End of term, Term expiration",
        "When the term is due to end. It doesn’t mean that the person has left.",
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
    contacts(
        "email",
        "Email",
        "E-mail, Email address, E-mail address",
        "Addresses of the office, never private ones.",
        kind=EMAIL,
    ),
    contacts(
        "phone",
        "Phone",
        "Phone number, Telephone, Office phone",
        "Phone numbers of the office, never private ones.",
        kind=PHONE,
    ),
    contacts(
        "address",
        "Office address",
        help="The address of the office, never of a home.",
        kind=ADDRESS,
    ),
    *map(person_column, PUBLIC_TEXTS),
    Links(
        "links",
        "Links",
        "Website, Link",
        "The words to click and then the address, one link per line: Website https://example.org.",
        owner="person",
    ),
    *(
        contacts(
            f"unpublished_{kind}",
            f"Unpublished {word}",
            help=f"{words} that are on record but not shown.",
            kind=kind,
            published=False,
            private=True,
        )
        for kind, word, words in (
            (EMAIL, "email", "Email addresses"),
            (PHONE, "phone", "Phone numbers"),
            (ADDRESS, "address", "Office addresses"),
        )
    ),
    *map(person_column, PRIVATE_FIELDS),
]
#: What the template file has: enough for someone who starts with a list of their own.
TEMPLATE = (
    *("given_name", "family_name", "office", "jurisdiction", "kind", "seat_label", "title"),
    *("start", "expected_end", "member_since", "email", "phone"),
)


def allowed_columns(private):
    """Return the columns for an export, with the private ones or without them."""
    return [column for column in COLUMNS if private or not column.private]


class RosterColumns(Columns):
    EXAMPLES = ("family_name", "jurisdiction")
    DATE_FIELD = next(f for f in Tenure._meta.private_fields if f.name == "start")
    #: A file of people has to have at least one of these.
    NAMING = ("person_id", "tenure_id", "given_name", "family_name", "name", "email")

    def guess(self, header):
        """Take "Title" for the office in a list with neither an office nor a Tenure ID, where it has words
        such as Mayor; otherwise it is the person's own title.
        """
        found = super().guess(header)
        if {"office", "tenure_id"} & set(found.values()):
            return found
        return {heading: "office" if key == "title" else key for heading, key in found.items()}

    def complaints(self, chosen):
        sentences = super().complaints(chosen)
        if not set(chosen.values()) & set(self.NAMING):
            sentences.append("Choose the column that contains the names.")
        return sentences


ROSTER_COLUMNS = RosterColumns(COLUMNS, TEMPLATE)
BY_KEY = ROSTER_COLUMNS.by_key
