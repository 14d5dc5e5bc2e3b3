"""Types of columns: lists in one cell, one entry per line, and what other people's files have instead."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError

from campaigns.models import WinSource, WinSponsor, WinStatus
from campaigns.models.win_log import Status
from members.models.dates import UNKNOWN
from spreadsheets.cells import excerpt, filled_lines, iso_date, read_date
from spreadsheets.columns import Column

DATE = next(f for f in WinStatus._meta.private_fields if f.name == "date")
SEEN_ON = next(f for f in WinSource._meta.private_fields if f.name == "seen_on")
# Both run in time linear in the length of the text.
SOURCE = re.compile(r"(?P<title>.*)\s(?P<url>[^\s:]+:\S+)(?:\s+\(seen (?P<seen_on>[^()]+)\))?")
PERSON_ID = re.compile(r"\(Person ID (?P<pk>\d{1,18})\)$", re.ASCII)
MOST_LINES = 200
HOW_TO_LOG = (
    "Enter what happened and when, such as “Adopted, 2021-01-19”; the date may be “unknown”."
)
HOW_TO_SOURCE = (
    "Enter the title and then the web address, such as “The minutes https://example.org/”."
)


def lines_in(text):
    """Return the lines of a cell that aren't blank, or raise ValidationError if there are too many."""
    lines = filled_lines(text)
    if len(lines) > MOST_LINES:
        raise ValidationError(f"This cell has {len(lines):,} lines; the limit is {MOST_LINES}.")
    return lines


def in_one_line(text):
    """Return the text without line breaks, which would start new entries."""
    return " ".join(text.splitlines())


@dataclass(frozen=True)
class WinColumn(Column):
    owner: str = "win"


@dataclass(frozen=True)
class Address(WinColumn):
    derived = True

    def read(self, row):
        path = row.win.get_absolute_url() if row.win.live else ""
        return f"{settings.BASE_URL}{path}" if path else ""


@dataclass(frozen=True)
class Chosen(WinColumn):
    """Topics or campaigns, by name. The key is the field's name."""

    def read(self, row):
        return "\n".join(
            sorted(in_one_line(str(record)) for record in getattr(row.win, self.key).all())
        )

    def write(self, row, text):
        named = getattr(row.known, self.key)
        names = [
            name
            for line in lines_in(text)
            for name in ([line] if named.knows(line) else filter(str.strip, line.split(";")))
        ]
        setattr(row.win, self.key, list(dict.fromkeys(map(named.called, names))))


@dataclass(frozen=True)
class Log(WinColumn):
    """Every entry: its status, its date, and its note if there is one."""

    def read(self, row):
        return "\n".join(
            ", ".join(
                filter(
                    None,
                    (
                        entry.get_status_display(),
                        iso_date(entry.date) or UNKNOWN,
                        in_one_line(entry.note),
                    ),
                )
            )
            for entry in row.win.log.all()
        )

    def write(self, row, text):
        before = list(row.win.log.all())
        row.win.log = in_order(
            [entry_like(before, *parts_of_entry(line)) for line in lines_in(text)]
        )


def parts_of_entry(line):
    status, _, rest = line.partition(",")
    date, _, note = rest.partition(",")
    return read_status(status), read_day(date.strip()), note.strip()


def entry_like(entries, status, date, note):
    """Take the matching entry out of the list, or else the next of that status, or return a new one."""
    same = [entry for entry in entries if entry.status == status]
    found = next((e for e in same if (e.date, in_one_line(e.note)) == (date, note)), None)
    entry = found or next(iter(same), WinStatus(status=status))
    if entry in entries:
        entries.remove(entry)
    if not found:
        entry.date, entry.note = date, note
    return entry


def in_order(rows):
    """Return the rows, numbered so that they stay in this order."""
    for place, row in enumerate(rows):
        row.sort_order = place
    return rows


def read_status(text):
    for status in Status:
        if text.strip().casefold() in (status.value, status.label.casefold()):
            return status
    raise ValidationError(
        f"“{excerpt(text)}” isn’t one of: {', '.join(Status.labels)}. {HOW_TO_LOG}"
    )


def read_day(text):
    if not text:
        raise ValidationError(HOW_TO_LOG)
    return None if text.casefold() == UNKNOWN else read_date(DATE, text)


@dataclass(frozen=True)
class StatusDate(WinColumn):
    """The date of the first adoption, or of taking effect: for files without the whole log."""

    status: str = Status.ADOPTED
    #: The statuses that this one comes after.
    after: tuple[str, ...] = (Status.PROPOSED,)

    exported = False

    def entry(self, row):
        return next((e for e in row.win.log.all() if e.status == self.status), None)

    def read(self, row):
        entry = self.entry(row)
        return (iso_date(entry.date) or UNKNOWN) if entry else ""

    def comparable(self, text):
        try:
            return iso_date(read_day(text)) if text else ""
        except ValidationError:
            return text

    def write(self, row, text):
        entries, entry = list(row.win.log.all()), self.entry(row)
        if not text:
            entries.remove(entry)
        elif entry:
            entry.date = read_day(text)
        else:
            place = next(
                (n for n, e in enumerate(entries) if e.status not in self.after), len(entries)
            )
            entries.insert(place, WinStatus(status=self.status, date=read_day(text)))
        row.win.log = in_order(entries)


@dataclass(frozen=True)
class LastStatus(WinColumn):
    """The last entry's status; a different one adds an entry with an unknown date."""

    exported = False

    def read(self, row):
        entries = list(row.win.log.all())
        return entries[-1].get_status_display() if entries else ""

    def comparable(self, text):
        return text.casefold().replace("_", " ")

    def write(self, row, text):
        if not text:
            raise ValidationError("A status can’t be cleared. Correct what happened.")
        row.win.log = in_order([*row.win.log.all(), WinStatus(status=read_status(text))])


@dataclass(frozen=True)
class Sponsors(WinColumn):
    """Sponsors by name and Person ID. Withdrawn ones are neither written nor removed."""

    def read(self, row):
        people = dict.fromkeys(person for _, person in shown_sponsors(row))
        return "\n".join(f"{in_one_line(person.name)} (Person ID {person.pk})" for person in people)

    def write(self, row, text):
        before = shown_sponsors(row)
        known = {person: sponsor for sponsor, person in reversed(before)}
        visible = [sponsor for sponsor, _ in before]
        hidden = [sponsor for sponsor in row.win.sponsors.all() if sponsor not in visible]
        people = [row.known.people.called(*parts_of_sponsor(line)) for line in lines_in(text)]
        row.record.people |= {person.pk: person for person in people}
        named = [known.get(person) or WinSponsor(person=person) for person in dict.fromkeys(people)]
        row.win.sponsors = in_order([*named, *hidden])


def parts_of_sponsor(line):
    """Return the name, and the Person ID or None."""
    match = PERSON_ID.search(line)
    return (line[: match.start()].rstrip(), int(match["pk"])) if match else (line, None)


def shown_sponsors(row):
    """Return pairs of a sponsor's row and the person to whom it refers today."""
    people = row.record.people
    return [
        (sponsor, people[sponsor.person_id])
        for sponsor in row.win.sponsors.all()
        if people.get(sponsor.person_id)
    ]


@dataclass(frozen=True)
class Sources(WinColumn):
    """Every source: its title, its web address, and when it was last checked, if known."""

    def read(self, row):
        return "\n".join(
            f"{in_one_line(source.title)} {source.url}"
            + (f" (seen {iso_date(source.seen_on)})" if source.seen_on else "")
            for source in row.win.sources.all()
        )

    def write(self, row, text):
        before = {source.url: source for source in reversed(row.win.sources.all())}
        sources = []
        for line in lines_in(text):
            match = SOURCE.fullmatch(line)
            if not match or not match["title"].strip():
                raise ValidationError(f"“{excerpt(line)}” can’t be read. {HOW_TO_SOURCE}")
            source = before.pop(match["url"], None) or WinSource(url=match["url"])
            source.title = match["title"].rstrip()
            source.seen_on = read_date(SEEN_ON, match["seen_on"]) if match["seen_on"] else None
            sources.append(source)
        row.win.sources = in_order(sources)


@dataclass(frozen=True)
class SourcePart(WinColumn):
    """One source in separate columns, for files that don't list all of them. An address adds a source."""

    #: The field of the source.
    name: str = "url"

    exported = False

    def source(self, row):
        url = row.cells.get("source_url", "")
        return next((source for source in row.win.sources.all() if source.url == url), None)

    def read(self, row):
        source = self.source(row)
        value = getattr(source, self.name) if source else ""
        return iso_date(value) if self.name == "seen_on" else value

    def write(self, row, text):
        source = self.source(row)
        if self.name == "url":
            added = [WinSource(url=text)] if text else []
            row.win.sources = in_order([*row.win.sources.all(), *added])
        elif not source:
            raise ValidationError("Enter the web address of the source as well.")
        else:
            value = (read_date(SEEN_ON, text) if text else None) if self.name == "seen_on" else text
            setattr(source, self.name, value)


@dataclass(frozen=True)
class PublishedColumn(WinColumn):
    """The switch that makes a win public."""

    def read(self, row):
        return "yes" if row.record.published else "no"

    def comparable(self, text):
        return text.casefold()

    def write(self, row, text):
        if text.casefold() not in ("yes", "no"):
            raise ValidationError("Enter yes or no.")
        row.record.published = text.casefold() == "yes"
