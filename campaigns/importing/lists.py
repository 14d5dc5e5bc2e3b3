"""Columns for what a win has several of, a line each in one cell."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from campaigns.models import WinSource, WinSponsor, WinStatus
from campaigns.models.win_log import Status
from members.admin.forms import is_number
from members.importing.cells import in_one_style, read_date, shortened, written_date
from members.importing.fields import Column
from members.models.dates import UNKNOWN

DATE = next(f for f in WinStatus._meta.private_fields if f.name == "date")
SEEN_ON = next(f for f in WinSource._meta.private_fields if f.name == "seen_on")
# Both take a time that grows with the length of the text alone.
SOURCE = re.compile(r"(?P<title>.*)\s(?P<url>[^\s:]+:\S+)(?:\s+\(seen (?P<seen_on>[^()]+)\))?")
PERSON_ID = re.compile(r"\(Person ID (?P<pk>\d{1,18})\)$", re.ASCII)
MOST_LINES = 200
HOW_TO_LOG = (
    "Write what happened and when, such as “Adopted, 2021-01-19”; the date may be “unknown”."
)
HOW_TO_SOURCE = (
    "Write the title and then the web address, such as “The minutes https://example.org/”."
)


def rows_in(text):
    """The lines of a cell that say something, or ValidationError where these are absurdly many."""
    rows = list(filter(None, (row.strip() for row in in_one_style(text).split("\n"))))
    if len(rows) > MOST_LINES:
        raise ValidationError(f"This is {len(rows):,} lines; a cell holds {MOST_LINES} at most.")
    return rows


def in_one_row(text):
    """A text without line breaks, each of which would begin another row."""
    return " ".join(text.splitlines())


@dataclass(frozen=True)
class WinColumn(Column):
    owner: str = "win"


@dataclass(frozen=True)
class Chosen(WinColumn):
    """Topics or campaigns, by name. The key is the field's name."""

    def read(self, line):
        return "\n".join(
            sorted(in_one_row(str(record)) for record in getattr(line.win, self.key).all())
        )

    def write(self, line, text):
        named = getattr(line.known, self.key)
        names = [
            name
            for row in rows_in(text)
            for name in ([row] if named.knows(row) else filter(str.strip, row.split(";")))
        ]
        setattr(line.win, self.key, list(dict.fromkeys(map(named.called, names))))


@dataclass(frozen=True)
class Log(WinColumn):
    """Every entry: its status, its date, and its note if there is one."""

    def read(self, line):
        return "\n".join(
            ", ".join(
                filter(
                    None,
                    (
                        entry.get_status_display(),
                        written_date(entry.date) or UNKNOWN,
                        in_one_row(entry.note),
                    ),
                )
            )
            for entry in line.win.log.all()
        )

    def write(self, line, text):
        before = list(line.win.log.all())
        line.win.log = in_order([entry_like(before, *parts_of_entry(row)) for row in rows_in(text)])


def parts_of_entry(row):
    status, _, rest = row.partition(",")
    date, _, note = rest.partition(",")
    return read_status(status), read_day(date.strip()), note.strip()


def entry_like(entries, status, date, note):
    """Takes the entry that says so out of the list, or else the next of that status, or makes one."""
    same = [entry for entry in entries if entry.status == status]
    found = next((e for e in same if (e.date, in_one_row(e.note)) == (date, note)), None)
    entry = found or next(iter(same), WinStatus(status=status))
    if entry in entries:
        entries.remove(entry)
    if not found:
        entry.date, entry.note = date, note
    return entry


def in_order(rows):
    """The rows, which will stay in this order."""
    for place, row in enumerate(rows):
        row.sort_order = place
    return rows


def read_status(text):
    for status in Status:
        if text.strip().casefold() in (status.value, status.label.casefold()):
            return status
    raise ValidationError(
        f"“{shortened(text)}” is none of: {', '.join(Status.labels)}. {HOW_TO_LOG}"
    )


def read_day(text):
    if not text:
        raise ValidationError(HOW_TO_LOG)
    return None if text.casefold() == UNKNOWN else read_date(DATE, text)


@dataclass(frozen=True)
class StatusDate(WinColumn):
    """When it was first adopted, or took effect: for a file of somebody's own."""

    status: str = Status.ADOPTED
    #: The statuses that an entry of this one follows.
    after: tuple[str, ...] = (Status.PROPOSED,)

    exported = False

    def entry(self, line):
        return next((e for e in line.win.log.all() if e.status == self.status), None)

    def read(self, line):
        entry = self.entry(line)
        return (written_date(entry.date) or UNKNOWN) if entry else ""

    def comparable(self, text):
        try:
            return written_date(read_day(text)) if text else ""
        except ValidationError:
            return text

    def write(self, line, text):
        entries, entry = list(line.win.log.all()), self.entry(line)
        if not text:
            entries.remove(entry)
        elif entry:
            entry.date = read_day(text)
        else:
            place = next(
                (n for n, e in enumerate(entries) if e.status not in self.after), len(entries)
            )
            entries.insert(place, WinStatus(status=self.status, date=read_day(text)))
        line.win.log = in_order(entries)


@dataclass(frozen=True)
class LastStatus(WinColumn):
    """The last entry's status; another one is a new entry, whose date isn't known."""

    exported = False

    def read(self, line):
        entries = list(line.win.log.all())
        return entries[-1].get_status_display() if entries else ""

    def comparable(self, text):
        return text.casefold().replace("_", " ")

    def write(self, line, text):
        if not text:
            raise ValidationError("A status can’t be emptied: correct what happened.")
        line.win.log = in_order([*line.win.log.all(), WinStatus(status=read_status(text))])


@dataclass(frozen=True)
class Sponsors(WinColumn):
    """By name and Person ID. Those who were withdrawn are neither written nor taken away."""

    def read(self, line):
        people = dict.fromkeys(person for _, person in shown(line))
        return "\n".join(f"{in_one_row(person.name)} (Person ID {person.pk})" for person in people)

    def write(self, line, text):
        before = shown(line)
        rows = {person: row for row, person in reversed(before)}
        visible = [row for row, _ in before]
        hidden = [row for row in line.win.sponsors.all() if row not in visible]
        people = [line.known.people.called(*parts_of_sponsor(row)) for row in rows_in(text)]
        line.record.people |= {person.pk: person for person in people}
        named = [rows.get(person) or WinSponsor(person=person) for person in dict.fromkeys(people)]
        line.win.sponsors = in_order([*named, *hidden])


def parts_of_sponsor(row):
    """The name, and the Person ID or None."""
    match = PERSON_ID.search(row)
    return (row[: match.start()].rstrip(), int(match["pk"])) if match else (row, None)


def shown(line):
    """Pairs of a row and the person whom it means today."""
    rows = [(row, line.record.people.get(row.person_id)) for row in line.win.sponsors.all()]
    return [(row, person) for row, person in rows if person]


@dataclass(frozen=True)
class Sources(WinColumn):
    """Every source: its title, its web address, and when it was last read there if that is known."""

    def read(self, line):
        return "\n".join(
            f"{in_one_row(source.title)} {source.url}"
            + (f" (seen {written_date(source.seen_on)})" if source.seen_on else "")
            for source in line.win.sources.all()
        )

    def write(self, line, text):
        before = {source.url: source for source in reversed(line.win.sources.all())}
        sources = []
        for row in rows_in(text):
            match = SOURCE.fullmatch(row)
            if not match or not match["title"].strip():
                raise ValidationError(f"“{shortened(row)}” can’t be read. {HOW_TO_SOURCE}")
            source = before.pop(match["url"], None) or WinSource(url=match["url"])
            source.title = match["title"].rstrip()
            source.seen_on = read_date(SEEN_ON, match["seen_on"]) if match["seen_on"] else None
            sources.append(source)
        line.win.sources = in_order(sources)


@dataclass(frozen=True)
class SourcePart(WinColumn):
    """One source, in columns of its own: for a file of somebody's own. An address adds a source."""

    #: The field of the source.
    part: str = "url"

    exported = False

    def source(self, line):
        url = line.cells.get("source_url", "")
        return next((source for source in line.win.sources.all() if source.url == url), None)

    def read(self, line):
        source = self.source(line)
        value = getattr(source, self.part) if source else ""
        return written_date(value) if self.part == "seen_on" else value

    def write(self, line, text):
        source = self.source(line)
        if self.part == "url":
            added = [WinSource(url=text)] if text else []
            line.win.sources = in_order([*line.win.sources.all(), *added])
        elif not source:
            raise ValidationError("Give the web address of the source as well.")
        else:
            value = (read_date(SEEN_ON, text) if text else None) if self.part == "seen_on" else text
            setattr(source, self.part, value)


@dataclass(frozen=True)
class Published(WinColumn):
    """Whether it is public."""

    def read(self, line):
        return "yes" if line.record.published else "no"

    def comparable(self, text):
        return text.casefold()

    def write(self, line, text):
        if text.casefold() not in ("yes", "no"):
            raise ValidationError("Write yes or no.")
        line.record.published = text.casefold() == "yes"


def number_in(text):
    """The number, or ValidationError."""
    if not is_number(text):
        raise ValidationError(f"“{shortened(text)}” isn’t a whole number.")
    return int(text)
