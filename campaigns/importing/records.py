"""Wins as rows of files, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from campaigns.models import Win
from members.models import Person
from members.models.place_names import plain
from spreadsheets.bulk import parts
from spreadsheets.snapshots import plain_values


@dataclass(eq=False)
class WinRecord:
    """A win as it is, or as an import would have it."""

    win: Win
    #: True if it is public, or will be.
    published: bool
    #: The current person for the id of each sponsor's record, without withdrawn people.
    people: dict = field(default_factory=dict)
    #: The result of `restorable` before an import's first change; None for a new win.
    before: dict | None = None

    @property
    def pk(self):
        return self.win.pk


@dataclass(eq=False)
class WinExportRow:
    """The subject of one row of a file. Only imports set the cells and `known`, a lookups.KnownRecords."""

    record: WinRecord
    cells: dict = field(default_factory=dict)
    known: object = None

    @property
    def win(self):
        return self.record.win


def win_table(pks, columns):
    """Yield the header, then a row for each of the wins with these ids, in their order."""
    yield [column.header for column in columns]
    for part in parts(pks):
        records = {record.pk: record for record in load_wins(Win.objects.filter(pk__in=part))}
        for record in filter(None, map(records.get, part)):
            yield [column.read(WinExportRow(record)) for column in columns]


class Shelf:
    """Records by their contents, so that a row finds its own among any number of them."""

    def __init__(self):
        self.by_pk = {}
        #: Under a place and a title: records, in their order.
        self._titled = defaultdict(dict)
        #: Under what duplicates have in common: records, each with its topics.
        self._alike = defaultdict(dict)
        #: The keys under which each record stands in these two.
        self._filed = {}

    def file(self, record):
        """File the record under its current contents instead of its earlier ones."""
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
        """Return what `WinQuerySet.alike` finds, among wins that may be unsaved."""
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
    """Return the title for comparison; one with only signs has no plain form."""
    return plain(title) or title


def load_wins(wins):
    """Return the records of these wins: published ones as the public sees them, drafts as last edited."""
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
    people = Person.objects.not_withdrawn().in_bulk(set(survivors.values()))
    return {pk: people[survivor] for pk, survivor in survivors.items() if survivor in people}


def as_edited(win):
    if win.live or not win.latest_revision:
        return win
    return win.with_content_json(win.latest_revision.content)


def restorable(win):
    """Return what an import keeps of a win to restore it."""
    return {"live": win.live, "content": plain_values(win.serializable_data())}
