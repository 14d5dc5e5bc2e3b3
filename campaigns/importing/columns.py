"""The columns of a file of wins, in the order of an export."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError

from campaigns.importing.lists import (
    Chosen,
    LastStatus,
    Log,
    Published,
    SourcePart,
    Sources,
    Sponsors,
    StatusDate,
    WinColumn,
    number_in,
)
from campaigns.models import Win
from campaigns.models.win_log import Status
from members.importing.cells import in_one_style
from members.importing.fields import Derived, Field
from members.importing.headings import Columns
from members.importing.rows import RichText


@dataclass(frozen=True)
class WinField(Field):
    owner: str = "win"

    model = Win


@dataclass(frozen=True)
class WinText(RichText):
    owner: str = "win"

    model = Win


@dataclass(frozen=True)
class WinKind(WinField):
    field = "kind"


@dataclass(frozen=True)
class Votes(WinField):
    def read(self, line):
        value = getattr(line.win, self.field)
        return "" if value is None else str(value)

    def value_of(self, text):
        return number_in(text) if text else None

    def comparable(self, text):
        try:
            return str(self.value_of(text))
        except ValidationError:
            return in_one_style(text)


@dataclass(frozen=True)
class WinId(WinColumn):
    def read(self, line):
        return str(line.win.pk or "")


@dataclass(frozen=True)
class Place(WinColumn):
    field = "jurisdiction"

    def read(self, line):
        return line.win.jurisdiction.display_name if line.win.jurisdiction_id else ""


@dataclass(frozen=True)
class PlaceType(WinColumn):
    def read(self, line):
        return line.win.jurisdiction.get_kind_display() if line.win.jurisdiction_id else ""


@dataclass(frozen=True)
class Address(WinColumn):
    derived = True

    def read(self, line):
        path = line.win.get_absolute_url() if line.win.live else ""
        return f"{settings.BASE_URL}{path}" if path else ""


def column(kind, key, header, help, *aliases, **more):
    return kind(key, header, aliases, help=help, **more)


COLUMNS = [
    column(
        WinId,
        "win_id",
        "Win ID",
        "The number that an export gives the win. With it the row is surely about that win.",
    ),
    column(WinField, "title", "Title", "What it is.", "Win", "Measure", "Title of the win"),
    column(
        Place,
        "jurisdiction",
        "Place",
        "The county, town or school district that did it. A bare “Durham” needs the type as well.",
        "Jurisdiction",
        "Municipality",
        "Locality",
        "City or county",
    ),
    column(
        PlaceType,
        "kind",
        "Type of place",
        "County, City, Town, Village, School district or Other district.",
        "Type",
        "Jurisdiction type",
    ),
    column(
        WinKind,
        "win_kind",
        "Kind",
        f"{', '.join(Win.Kind.labels)}. A new win may leave it empty if its title names one of these.",
        "Kind of win",
    ),
    column(
        Chosen, "topics", "Topics", "By their names, a line for each.", "Topic", "Issue", "Issues"
    ),
    column(Chosen, "campaigns", "Campaigns", "By their titles, a line for each.", "Campaign"),
    column(
        Log,
        "log",
        "What happened",
        "From the first to the last, a line for each: Adopted, 2021-01-19, and a note if there is one. "
        "The date may be “unknown”.",
        "Log",
    ),
    column(
        StatusDate,
        "adopted",
        "Adopted",
        "When it was adopted, in a file that doesn’t say all that happened.",
        "Adopted on",
        "Date adopted",
        "Date of adoption",
    ),
    column(
        StatusDate,
        "in_force",
        "In force",
        "When it took effect, in a file that doesn’t say all that happened.",
        "Effective",
        "Effective date",
        "Took effect",
        status=Status.IN_FORCE,
        after=(Status.PROPOSED, Status.ADOPTED),
    ),
    column(
        LastStatus,
        "status",
        "Status",
        f"What happened last, in a file that doesn’t say it all: {', '.join(Status.labels)}.",
        "Last status",
    ),
    column(Derived, "status_today", "Status today", "", owner="win", attribute="status_label"),
    column(Votes, "votes_for", "Votes for", "How many voted for it.", "For", "Ayes"),
    column(
        Votes, "votes_against", "Votes against", "How many voted against it.", "Against", "Noes"
    ),
    column(Votes, "votes_absent", "Absent", "How many were absent or didn’t vote.", "Votes absent"),
    column(
        Sponsors,
        "sponsors",
        "Sponsors",
        "Members by name, a line for each; where several have the name, with the Person ID: "
        "Kim Example (Person ID 12).",
        "Sponsor",
    ),
    column(
        Sources,
        "sources",
        "Sources",
        "The title and then the web address, a line for each; when it was last read may follow: "
        "The minutes https://example.org/ (seen 2024-06).",
    ),
    column(
        SourcePart,
        "source_url",
        "Source address",
        "The web address of one source, in a file that has columns of their own for it.",
        "Source URL",
        "Source link",
        "Source web address",
    ),
    column(SourcePart, "source_title", "Source title", "Its title.", "Source", part="title"),
    column(
        SourcePart,
        "source_seen_on",
        "Source seen on",
        "When somebody last read it there.",
        part="seen_on",
    ),
    column(
        WinField, "summary", "Summary", "What it does, in one to three sentences.", "Description"
    ),
    column(WinText, "text", "Text", "The words of it, a line for each paragraph."),
    column(
        WinField,
        "text_url",
        "Address of the text",
        "Where the place itself has put the text.",
        "Text URL",
    ),
    column(
        WinField,
        "own_part",
        "LPNC’s own part",
        "What the network and its members did for it. Only what is known.",
        "LPNC's own part",
        "Own part",
    ),
    column(
        Published,
        "published",
        "Published",
        "Yes or no. A new win is published unless this says no; without a source it can’t be.",
    ),
    column(Address, "url", "Web address", ""),
]

TEMPLATE = (
    "title",
    "jurisdiction",
    "kind",
    "win_kind",
    "topics",
    "adopted",
    "in_force",
    "votes_for",
    "votes_against",
    "sponsors",
    "source_title",
    "source_url",
    "summary",
    "published",
)


class WinColumns(Columns):
    EXAMPLES = ("title", "jurisdiction")
    #: Columns that say the same in another way.
    OTHERWISE = {
        "log": ("adopted", "in_force", "status"),
        "sources": ("source_url", "source_title", "source_seen_on"),
    }

    def complaints(self, chosen):
        sentences, keys = super().complaints(chosen), set(chosen.values())
        for whole, parts in self.OTHERWISE.items():
            for part in keys.intersection(parts) if whole in keys else ():
                sentences.append(
                    f"“{self.by_key[whole].header}” and “{self.by_key[part].header}” say the same: leave "
                    "one of them out."
                )
        if "win_id" not in keys and not keys >= {"title", "jurisdiction"}:
            sentences.append("Choose the columns that hold the titles and the places.")
        return sentences


WIN_COLUMNS = WinColumns(COLUMNS, TEMPLATE)
