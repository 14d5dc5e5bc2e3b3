"""Wins as rows of files, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from campaigns.models import Win
from members.models import Person
from members.models.place_names import plain
from spreadsheets.snapshots import plain_values


@dataclass(eq=False)
class WinRecord:
    """A win as it is, or as an import would have it."""

    win: Win
    #: True if it is public, or will be.
    published: bool
    #: By the id of a sponsor's record, who it means today; of those who were withdrawn nothing.
    people: dict = field(default_factory=dict)
    #: What `kept` said before an import's first change; None for a new one.
    before: dict | None = None

    @property
    def pk(self):
        return self.win.pk


@dataclass(eq=False)
class WinExportRow:
    """The subject of one row of a file. Only an import gives cells, and `known`, a lookups.KnownRecords."""

    record: WinRecord
    cells: dict = field(default_factory=dict)
    known: object = None

    @property
    def win(self):
        return self.record.win


def win_table(wins, columns):
    """Yield the header, then a row for each of these wins."""
    yield [column.header for column in columns]
    for record in load_wins(wins):
        yield [column.read(WinExportRow(record)) for column in columns]


class Shelf:
    """Records by what they say, so that a row finds its own among any number of them."""

    def __init__(self):
        self.by_pk = {}
        #: Under a place and a title: records, in their order.
        self._titled = defaultdict(dict)
        #: Under what two that are one have in common: records, each with its topics.
        self._alike = defaultdict(dict)
        #: The keys under which each record stands in these two.
        self._filed = {}

    def file(self, record):
        """Keep the record under what it says now, and no longer under what it said before."""
        if record in self._filed:
            title, likeness = self._filed[record]
            del self._titled[title][record], self._alike[likeness][record]
        win = record.win
        title, likeness = (win.jurisdiction_id, comparable(win.title)), likeness_of(win)
        self._titled[title][record] = None
        self._alike[likeness][record] = topics_of(win)
        self._filed[record] = title, likeness
        if record.pk:
            self.by_pk[record.pk] = record

    def titled(self, place, title):
        return list(self._titled[place.pk, comparable(title)])

    def alike(self, win):
        """Return what `WinQuerySet.alike` finds, among wins that needn't be saved."""
        topics = topics_of(win)
        return [
            record
            for record, others in self._alike[likeness_of(win)].items()
            if not (topics and others and topics.isdisjoint(others))
        ]


def likeness_of(win):
    return win.jurisdiction_id, win.kind, win.year


def topics_of(win):
    return {topic.pk for topic in win.topics.all()}


def comparable(title):
    """Return the title as it is compared; one of signs alone has no plain form."""
    return plain(title) or title


def load_wins(wins):
    """Return the records of these wins: a published one as the public sees it, a draft as last edited."""
    rows = wins.select_related("jurisdiction", "latest_revision").prefetch_related(
        "log", "sources", "sponsors", "topics", "campaigns"
    )
    edited = [(as_edited(win), win.live) for win in rows]
    people = people_of(edited)
    return [WinRecord(win, live, people) for win, live in edited]


def people_of(edited):
    survivors = Person.objects.survivors(
        {row.person_id for win, _ in edited for row in win.sponsors.all()}
    )
    kept = Person.objects.not_withdrawn().in_bulk(set(survivors.values()))
    return {pk: kept[survivor] for pk, survivor in survivors.items() if survivor in kept}


def as_edited(win):
    if win.live or not win.latest_revision:
        return win
    return win.with_content_json(win.latest_revision.content)


def kept(win):
    """Return what an import remembers of a win, to put it back."""
    return {"live": win.live, "content": plain_values(win.serializable_data())}
