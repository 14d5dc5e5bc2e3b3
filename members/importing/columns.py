"""The roster's columns, in the order of an export: the one list for export, import and template."""

from members.importing.fields import Column, Derived, Field
from members.importing.headings import Columns
from members.importing.rows import Contacts, Links, RichText, SpellColumn
from members.models import ContactDetail
from members.models.seats import normalize_seat_label, plain_seat_label

EMAIL, PHONE, ADDRESS = ContactDetail.Kind.values


class Identifier(Column):
    """The number of a record, by which an import finds it again."""

    def read(self, line):
        owner = self.of(line)
        return str(owner.pk or "") if owner else ""


class Office(Column):
    field = "office"

    def read(self, line):
        return line.tenure.office.name if line.tenure else ""


class Place(Column):
    field = "jurisdiction"

    def read(self, line):
        return line.tenure.jurisdiction.display_name if line.tenure else ""


class Kind(Column):
    def read(self, line):
        return line.tenure.jurisdiction.get_kind_display() if line.tenure else ""


class SeatLabel(Field):
    def comparable(self, text):
        return plain_seat_label(text)

    def value_of(self, text):
        return normalize_seat_label(text)


def spell_columns(rows, *columns, owner="person"):
    return [
        SpellColumn(key, header, aliases, owner=owner, rows=rows, part=part)
        for key, header, part, aliases in columns
    ]


def tenure(kind, key, header, /, *aliases, **more):
    return kind(key, header, aliases, owner="tenure", **more)


def person(kind, key, header, /, *aliases, **more):
    return kind(key, header, aliases, **more)


STATUS_WORDS = (("active", "Active"), ("retired", "Retired"))

COLUMNS = [
    person(Identifier, "person_id", "Person ID", "Member ID"),
    tenure(Identifier, "tenure_id", "Tenure ID"),
    person(Field, "given_name", "First name", "First", "Given name", "Forename"),
    person(Field, "family_name", "Last name", "Last", "Family name", "Surname"),
    person(
        Field, "name", "Name", "Full name", "Member", "Member name", "Official", "Name as shown"
    ),
    person(Field, "sort_name", "Sort name", "Name to sort by"),
    person(Field, "pronouns", "Pronouns"),
    person(Field, "status", "Record status", words=STATUS_WORDS),
    tenure(Office, "office", "Office", "Position", "Elected office", "Office held"),
    tenure(
        Place,
        "jurisdiction",
        "Jurisdiction",
        "Place",
        "Municipality",
        "Locality",
        "City or county",
    ),
    tenure(
        Kind, "kind", "Type", "Jurisdiction type", "Type of jurisdiction", "Kind", "Kind of place"
    ),
    tenure(
        SeatLabel, "seat_label", "District or Ward", "District", "Ward", "Seat", "District/Ward"
    ),
    tenure(Field, "title", "Title", "Title as styled"),
    tenure(Derived, "full_title", "Full title", attribute="title_in_state"),
    tenure(Derived, "state", "State in office", attribute="state_label"),
    tenure(Field, "start", "Term start", "Start", "Start date", "In office since", "Sworn in"),
    tenure(
        Field,
        "expected_end",
        "Term end",
        "Term ends",
        "Term expires",
        "Expected end",
        "End of term",
        "Term expiration",
        help="When the term is due to end. It doesn’t say that the person has left.",
    ),
    tenure(Field, "began", "How it began", "Elected or appointed"),
    tenure(
        Field,
        "end",
        "Left office",
        "Left office on",
        "Out of office since",
        help="When the person left the office: a date, or “unknown”.",
    ),
    tenure(Field, "end_reason", "Why it ended", "Reason for leaving"),
    *spell_columns(
        "leadership_roles",
        ("board_role", "Role on the board", "role", ("Leadership role",)),
        ("board_role_start", "Role since", "start", ()),
        ("board_role_end", "Role until", "end", ()),
        owner="tenure",
    ),
    tenure(Field, "source", "Source"),
    tenure(Field, "verified_on", "Verified on", "Verified", "Last verified"),
    tenure(Field, "verified_by", "Verified by"),
    *spell_columns(
        "memberships",
        ("member_since", "Member since", "start", ("Joined", "Joined on", "Date joined")),
        ("member_until", "Member until", "end", ("Left the network",)),
    ),
    *spell_columns(
        "committee_seats",
        ("committee_role", "Committee role", "role", ()),
        ("committee_since", "On committee since", "start", ()),
        ("committee_until", "On committee until", "end", ()),
    ),
    person(Contacts, "email", "Email", "E-mail", "Email address", "E-mail address", kind=EMAIL),
    person(Contacts, "phone", "Phone", "Phone number", "Telephone", "Office phone", kind=PHONE),
    person(Contacts, "address", "Office address", kind=ADDRESS),
    person(RichText, "biography", "Biography", "Bio"),
    person(Links, "links", "Links", "Website", "Link"),
    *(
        person(
            Contacts,
            f"unpublished_{kind}",
            f"Unpublished {word}",
            kind=kind,
            published=False,
            private=True,
        )
        for kind, word in ((EMAIL, "email"), (PHONE, "phone"), (ADDRESS, "address"))
    ),
    person(Field, "private_notes", "Private notes", "Notes", private=True),
]
#: What the template file has: enough for somebody who begins with a list of their own.
TEMPLATE = (
    "given_name",
    "family_name",
    "office",
    "jurisdiction",
    "kind",
    "seat_label",
    "title",
    "start",
    "expected_end",
    "member_since",
    "email",
    "phone",
)


class RosterColumns(Columns):
    EXAMPLES = ("family_name", "jurisdiction")
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
BY_KEY, IMPORTED = ROSTER_COLUMNS.by_key, ROSTER_COLUMNS.imported
