"""The columns of a file of wins, in the order of an export."""

from functools import partial
from operator import attrgetter, methodcaller

from campaigns.importing.column_types import (
    DATE,
    Address,
    Chosen,
    LastStatus,
    Log,
    PublishedColumn,
    SourcePart,
    Sources,
    Sponsors,
    StatusDate,
)
from campaigns.models import Win
from campaigns.models.win_log import Status
from spreadsheets.columns import Columns, Derived, Field, Identifier, Reference, RichText

win_field = partial(Field, owner="win", model=Win)
place_column = partial(Reference, owner="win", name="jurisdiction")

COLUMNS = [
    Identifier(
        "win_id",
        "Win ID",
        help="The win’s number, as in an export. With it, the row is matched with that win.",
        owner="win",
    ),
    win_field("title", "Title", "Win, Measure, Title of the win", "What the place did."),
    place_column(
        "jurisdiction",
        "Place",
        "Jurisdiction, Municipality, Locality, City or county",
        "The county, town or school district that did it. “Durham” alone needs the type as well.",
        words=attrgetter("display_name"),
    ),
    place_column(
        "kind",
        "Type of place",
        "Type, Jurisdiction type",
        "County, City, Town, Village, School district or Other district.",
        words=methodcaller("get_kind_display"),
    ),
    win_field(
        "win_kind",
        "Kind",
        "Kind of win",
        f"{', '.join(Win.Kind.labels)}. Leave it empty for a new win if its title names one of these.",
        name="kind",
    ),
    Chosen("topics", "Topics", "Topic, Issue, Issues", "By name, one per line."),
    Chosen("campaigns", "Campaigns", "Campaign", "By title, one per line."),
    Log(
        "log",
        "What happened",
        "Log",
        "From first to last, one per line: Adopted, 2021-01-19, and a note if there is one. "
        "The date may be “unknown”.",
    ),
    StatusDate(
        "adopted",
        "Adopted",
        "Adopted on, Date adopted, Date of adoption",
        "When it was adopted, in a file without the whole log.",
    ),
    StatusDate(
        "in_force",
        "In force",
        "Effective, Effective date, Took effect",
        "When it took effect, in a file without the whole log.",
        status=Status.IN_FORCE,
        after=(Status.PROPOSED, Status.ADOPTED),
    ),
    LastStatus(
        "status",
        "Status",
        "Last status",
        f"What happened last, in a file without the whole log: {', '.join(Status.labels)}.",
    ),
    Derived("status_today", "Status today", owner="win", attribute="status_label"),
    win_field("votes_for", "Votes for", "For, Ayes", "How many voted for it."),
    win_field("votes_against", "Votes against", "Against, Noes", "How many voted against it."),
    win_field("votes_absent", "Absent", "Votes absent", "How many were absent or didn’t vote."),
    Sponsors(
        "sponsors",
        "Sponsors",
        "Sponsor",
        "Members by name, one per line; if several share the name, add the Person ID: "
        "Kim Example (Person ID 12).",
    ),
    Sources(
        "sources",
        "Sources",
        help="The title and then the web address, one per line; you can add when it was last checked: "
        "The minutes https://example.org/ (seen 2024-06).",
    ),
    SourcePart(
        "source_url",
        "Source address",
        "Source URL, Source link, Source web address",
        "The web address of one source, in a file with separate columns for a source.",
    ),
    SourcePart("source_title", "Source title", "Source", "Its title.", name="title"),
    SourcePart(
        "source_seen_on",
        "Source seen on",
        help="When someone last checked it there.",
        name="seen_on",
    ),
    win_field("summary", "Summary", "Description", "What it does, in one to three sentences."),
    RichText(
        "text",
        "Text",
        help="The full text, one line per paragraph.",
        owner="win",
        model=Win,
    ),
    win_field(
        "text_url", "Address of the text", "Text URL", "Where the place has published the text."
    ),
    win_field(
        "own_part",
        "LPNC’s own part",
        "LPNC's own part, Own part",
        "What the network and its members did for it. Enter only known facts.",
    ),
    PublishedColumn(
        "published",
        "Published",
        help="Yes or no. A new win is published unless this says no; a win without a source can’t be published.",
    ),
    Address("url", "Web address"),
]

TEMPLATE = (
    *("title", "jurisdiction", "kind", "win_kind", "topics", "adopted", "in_force"),
    *("votes_for", "votes_against", "sponsors", "source_title", "source_url"),
    *("summary", "published"),
)


class WinColumns(Columns):
    EXAMPLES = ("title", "jurisdiction")
    DATE_FIELD = DATE
    #: For each column with everything, the columns with a part of it.
    OTHERWISE = {
        "log": ("adopted", "in_force", "status"),
        "sources": ("source_url", "source_title", "source_seen_on"),
    }

    def complaints(self, chosen):
        sentences, keys = super().complaints(chosen), set(chosen.values())
        for whole, parts in self.OTHERWISE.items():
            for part in parts:
                if {whole, part} <= keys:
                    sentences.append(
                        f"“{self.by_key[whole].header}” and “{self.by_key[part].header}” overlap: leave "
                        "one of them out."
                    )
        if "win_id" not in keys and not keys >= {"title", "jurisdiction"}:
            sentences.append("Choose the columns that contain the titles and the places.")
        return sentences


WIN_COLUMNS = WinColumns(COLUMNS, TEMPLATE)
