"""Columns for what a person or a tenure has several rows of."""

import re
from dataclasses import dataclass
from datetime import date

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.html import format_html_join

from members.importing.cells import in_one_style, read_date, written_date
from members.importing.fields import Column, Field
from members.models import (
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    PersonLink,
)
from members.models.dates import UNKNOWN

MODELS = {
    "memberships": Membership,
    "committee_seats": CommitteeSeat,
    "leadership_roles": LeadershipRole,
}
BLOCKS = ["p", "li", "h2", "h3", "h4", "blockquote"]


def newest(rows):
    """The one that has no end, or else the one that began last."""
    ranked = sorted(rows, key=lambda row: (row.end is None, row.start_first or date.min))
    return ranked[-1] if ranked else None


@dataclass(frozen=True)
class SpellColumn(Column):
    """One part of the newest membership, committee seat or leadership role: its start, end or role.

    Whichever part is written first makes a new one if there is none, and a start on or after the end of
    the newest one begins another. History isn't removed: emptying a start makes it unknown.
    """

    rows: str = ""
    part: str = "start"

    @property
    def field(self):
        return self.part

    @property
    def is_date(self):
        return self.part != "role"

    def all_of(self, line):
        rows = getattr(line.record, self.rows)
        return rows if self.owner == "person" else [r for r in rows if r.tenure is line.tenure]

    def of(self, line):
        return newest(self.all_of(line))

    def read(self, line):
        spell = self.of(line)
        if not spell:
            return ""
        value = getattr(spell, self.part)
        if self.part == "start":
            return written_date(value) or UNKNOWN
        return written_date(value) if self.is_date else spell.get_role_display()

    def write(self, line, text):
        value = self.value_of(text)
        spell = self.of(line)
        if not spell or (self.part == "start" and value and begins_anew(spell, value)):
            spell = self._begin(line)
        if value or self.is_date:
            setattr(spell, self.part, value)

    def value_of(self, text):
        if not self.is_date:
            return self._role(text) if text else ""
        if not text or (self.part == "start" and text.casefold() == UNKNOWN):
            return None
        names = {field.name: field for field in MODELS[self.rows]._meta.private_fields}
        return read_date(names[self.part], text)

    def _role(self, text):
        roles = MODELS[self.rows].Role
        for role in roles:
            if text.casefold() in (role.value.casefold(), role.label.casefold()):
                return role
        raise ValidationError(f"Write one of: {', '.join(roles.labels)}.")

    def _begin(self, line):
        whose = {self.owner: getattr(line, self.owner)}
        return line.record.add(self.rows, MODELS[self.rows](**whose))

    def comparable(self, text):
        try:
            value = self.value_of(text)
        except ValidationError:
            return in_one_style(text)
        if self.part == "start" and text:
            return written_date(value) or UNKNOWN
        return written_date(value) if self.is_date else value


def begins_anew(spell, start):
    return spell.end is not None and start.first >= spell.end.last


@dataclass(frozen=True)
class Contacts(Column):
    """Contacts of one kind, a line each. What the record doesn't have yet is added, unpublished; nothing
    is replaced. Emptying removes those that the column shows.
    """

    kind: str = ContactDetail.Kind.EMAIL
    published: bool = True

    single = False
    field = "value"

    def of(self, line):
        return line.record.contacts

    def shown(self, line):
        return [
            contact
            for contact in line.record.contacts
            if contact.kind == self.kind and contact.published == self.published
        ]

    def read(self, line):
        return "\n".join(contact.value for contact in self.shown(line))

    def said(self, line):
        """All of its kind, as an import adds unpublished ones."""
        contacts = [contact for contact in line.record.contacts if contact.kind == self.kind]
        return "\n".join(f"{c.value}{'' if c.published else ' (not published)'}" for c in contacts)

    def write(self, line, text):
        contacts = line.record.contacts
        if not text:
            line.record.contacts = [c for c in contacts if c not in self.shown(line)]
            return
        known = {c.value.strip().casefold() for c in contacts if c.kind == self.kind}
        for value in self.values_in(text, known):
            if value.casefold() not in known:
                known.add(value.casefold())
                self._add(line, value)

    def values_in(self, text, known):
        """A line each; e-mails may also stand in one line, with commas or semicolons between."""
        for value in filter(None, (part.strip() for part in in_one_style(text).split("\n"))):
            if self.kind == ContactDetail.Kind.EMAIL and value.casefold() not in known:
                yield from filter(None, re.split(r"[;,\s]+", value))
            else:
                yield value

    def _add(self, line, value):
        if self.kind == ContactDetail.Kind.EMAIL:
            try:
                validate_email(value)
            except ValidationError as error:
                raise ValidationError(f"“{value[:60]}” isn’t an e-mail address.") from error
        contact = ContactDetail(person=line.person, kind=self.kind, value=value)
        contact.sort_order = next_place(line.record.contacts)
        line.record.add("contacts", contact)


@dataclass(frozen=True)
class Links(Column):
    """Links, a line each: the words and then the address. Others are added, none is replaced."""

    single = False
    field = "url"

    def of(self, line):
        return line.record.links

    def read(self, line):
        return "\n".join(f"{link.label} {link.url}" for link in line.record.links)

    def write(self, line, text):
        if not text:
            line.record.links = []
        for row in filter(None, (row.strip() for row in in_one_style(text).split("\n"))):
            *label, url = row.split()
            label = " ".join(label) or "Website"
            same = [link for link in line.record.links if link.url == url]
            if same:
                same[0].label = label
            else:
                link = PersonLink(person=line.person, label=label, url=url)
                link.sort_order = next_place(line.record.links)
                line.record.add("links", link)


def next_place(rows):
    return max((row.sort_order or 0 for row in rows), default=-1) + 1


@dataclass(frozen=True)
class RichText(Field):
    """As plain text, a paragraph a line; a text that is the same keeps its bold words and links."""

    def read(self, line):
        return plain_text(getattr(self.of(line), self.field))

    def value_of(self, text):
        paragraphs = [[row.strip()] for row in in_one_style(text).split("\n") if row.strip()]
        return format_html_join("", "<p>{}</p>", paragraphs)


def plain_text(html):
    soup = BeautifulSoup(html, "html.parser")
    for br in soup.find_all("br"):
        br.replace_with("\n")
    for block in soup.find_all(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    rows = [" ".join(row.split()) for row in soup.get_text().split("\n")]
    return "\n".join(filter(None, rows))
