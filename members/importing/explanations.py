"""What our columns hold, in a sentence each, for those who fill in a spreadsheet."""

from members.importing.fields import Field

IN_WORDS = {
    "person_id": "The number that an export gives the person. With it the row is surely about that person.",
    "tenure_id": "The number that an export gives this time in this office.",
    "name": "The whole name, if first and last name have no columns of their own.",
    "sort_name": "The name as lists are sorted by it; by default “last name, first name”.",
    "status": "Active or Retired.",
    "office": "Mayor, Council Member, County Commissioner and so on.",
    "jurisdiction": "The county, town or school district. A bare “Durham” needs the column Type as well.",
    "kind": "County, City, Town, Village, School district or Other district.",
    "start": "When the person took the office.",
    "end": "When the person left the office: a date, or “unknown”.",
    "board_role": "Chair, Vice chair or Mayor pro tem.",
    "board_role_start": "When that role on the board began.",
    "board_role_end": "When that role on the board ended.",
    "member_since": "When the person joined the network.",
    "member_until": "When the person left the network.",
    "committee_role": "Member or Co-chair of the Organizing Committee.",
    "committee_since": "When the person joined the Organizing Committee.",
    "committee_until": "When the person left the Organizing Committee.",
    "email": "Addresses of the office, never private ones.",
    "phone": "Telephone numbers of the office, never private ones.",
    "address": "The address of the office, never of a home.",
    "biography": "A few public sentences about the person, a line for each paragraph.",
    "links": "The words to click on, then the address: Website https://example.org. A line for each.",
    "unpublished_email": "E-mail addresses that are on record and not shown.",
    "unpublished_phone": "Telephone numbers that are on record and not shown.",
    "unpublished_address": "Office addresses that are on record and not shown.",
}


def explanation(column):
    """A sentence in plain words."""
    text = column.help or IN_WORDS.get(column.key, "")
    return text or (column.model_field.help_text if isinstance(column, Field) else "")
