"""Types of columns for the lists of a person or a tenure."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from members.models import ContactDetail, PersonLink
from members.models.dates import UNKNOWN
from members.models.seats import normalize_seat_label
from spreadsheets.cells import filled_lines
from spreadsheets.columns import Column, Field

#: A long number as Excel shows it in a narrow column.
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class SeatLabel(Field):
    def comparable(self, text):
        return normalize_seat_label(text).casefold()

    def value_of(self, text):
        return normalize_seat_label(text)


def newest(rows):
    """Return the row without an end, or else the one that began last."""
    ranked = sorted(rows, key=lambda row: (row.end is None, row.start_first or date.min))
    return ranked[-1] if ranked else None


@dataclass(frozen=True)
class DateRangePart(Field):
    """The start, end or role of the newest membership, committee seat or leadership role.

    The part written first adds a row if there is none, and a start on or after the newest row's end adds
    another. History isn't removed: clearing a start makes it unknown.
    """

    #: The name of the record's list of rows.
    rows: str = ""

    def all_of(self, row):
        found = getattr(row.record, self.rows)
        return found if self.owner == "person" else [r for r in found if r.tenure is row.tenure]

    def of(self, row):
        return newest(self.all_of(row))

    def written(self, value):
        return super().written(value) or (UNKNOWN if self.field == "start" else "")

    def write(self, row, text):
        value, newest_one = self.value_of(text), self.of(row)
        if not newest_one or (self.field == "start" and value and begins_anew(newest_one, value)):
            owner = {self.owner: getattr(row, self.owner)}
            newest_one = row.record.add(self.rows, self.model(**owner))
        if value or self.is_date:
            setattr(newest_one, self.field, value)

    def value_of(self, text):
        if self.field == "start" and text.casefold() == UNKNOWN:
            return None
        return super().value_of(text)

    def comparable(self, text):
        return (
            UNKNOWN
            if self.field == "start" and text.casefold() == UNKNOWN
            else super().comparable(text)
        )


def begins_anew(newest_one, start):
    return newest_one.end is not None and start.first >= newest_one.end.last


@dataclass(frozen=True)
class Contacts(Column):
    """Contacts of one kind, one per line. New ones are added unpublished, and none are replaced;
    clearing the cell removes those that the column shows.
    """

    kind: str = ContactDetail.Kind.EMAIL
    published: bool = True

    single = False

    def writes(self, instance, field):
        return isinstance(instance, ContactDetail) and instance.kind == self.kind

    def shown(self, row):
        return [
            contact
            for contact in row.record.contacts
            if contact.kind == self.kind and contact.published == self.published
        ]

    def read(self, row):
        return "\n".join(contact.value for contact in self.shown(row))

    def as_previewed(self, row):
        """Return all contacts of its kind, because an import adds unpublished ones."""
        contacts = [contact for contact in row.record.contacts if contact.kind == self.kind]
        return "\n".join(f"{c.value}{'' if c.published else ' (not published)'}" for c in contacts)

    def write(self, row, text):
        contacts = row.record.contacts
        if not text:
            row.record.contacts = [c for c in contacts if c not in self.shown(row)]
            return
        known = {c.value.strip().casefold() for c in contacts if c.kind == self.kind}
        for value in self.values_in(text, known):
            if value.casefold() not in known:
                known.add(value.casefold())
                contact = ContactDetail(person=row.person, kind=self.kind, value=value)
                contact.sort_order = next_place(contacts)
                row.record.add("contacts", contact)

    def values_in(self, text, known):
        """Yield one value per line; emails may also share a line, separated by commas or semicolons."""
        for line in filled_lines(text):
            if self.kind == ContactDetail.Kind.PHONE and SHORTENED.fullmatch(line):
                raise ValidationError(
                    f"Excel shortened this number to “{line}”, and its last digits are lost. Enter it again."
                )
            if self.kind != ContactDetail.Kind.EMAIL or line.casefold() in known:
                yield line
                continue
            for value in filter(None, re.split(r"[;,\s]+", line)):
                if value.casefold() not in known:
                    refuse_no_email(value)
                yield value


def refuse_no_email(value):
    try:
        validate_email(value)
    except ValidationError as error:
        raise ValidationError(f"“{value[:60]}” isn’t an email address.") from error


@dataclass(frozen=True)
class Links(Column):
    """Links, one per line: the words and then the address. New ones are added, and none are replaced."""

    single = False

    def writes(self, instance, field):
        return isinstance(instance, PersonLink)

    def read(self, row):
        return "\n".join(f"{link.label} {link.url}" for link in row.record.links)

    def write(self, row, text):
        if not text:
            row.record.links = []
        for line in filled_lines(text):
            *label, url = line.split()
            label = " ".join(label) or "Website"
            same = next((link for link in row.record.links if link.url == url), None)
            if same:
                same.label = label
            else:
                link = PersonLink(person=row.person, label=label, url=url)
                link.sort_order = next_place(row.record.links)
                row.record.add("links", link)


def next_place(rows):
    return max((row.sort_order or 0 for row in rows), default=-1) + 1
