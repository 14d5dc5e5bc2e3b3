"""Entries for the ledger of wins."""

from campaigns.models import Win, WinSource, WinStatus
from campaigns.models.win_log import Status
from campaigns.public.coverage import Timeline
from campaigns.public.win_data import WINS
from campaigns.public.win_filters import COLUMNS
from campaigns.public.win_page import log_steps
from pages.styleguide.entries import Entry
from pages.styleguide.samples import ADDRESS, LONG_HEADLINE, SUMMARY

KNOWN, MONTH, AHEAD = "January 19, 2021", "March 2023", "2199"
HEADS = [
    {"name": name, "label": label, "query": f"sort={name}", "direction": direction}
    for (name, (label, _)), direction in zip(
        COLUMNS.items(), ["ascending", "", "", "descending", "", ""], strict=True
    )
]
TEXT = (
    "<h2>Section 1</h2><p>Made-up words of an ordinance.</p><h3>Details</h3><ul><li>One</li></ul>"
)


def entries(samples):
    return [
        wins_table(samples),
        win_status(samples),
        win_card(samples),
        all_wins(),
        win_log(samples),
        win_text(samples),
        win_years(),
        Entry(
            "data_columns",
            [("Closed", {"title": "An example file", "columns": WINS.columns[:4]})],
            "medium",
        ),
    ]


def example_win(samples, *log, title="An example ordinance", **values):
    """Return a made-up win; each entry of its log is a status and a date."""
    made_up = Win(
        title=title, slug="example", jurisdiction=samples.city, kind=Win.Kind.ORDINANCE, **values
    )
    entries = log or [("adopted", KNOWN)]
    made_up.log = [
        WinStatus(status=status, date=date, sort_order=number)
        for number, (status, date) in enumerate(entries)
    ]
    made_up.sources = [WinSource(title="An example of a source", url=ADDRESS)]
    return made_up


def of_each_status(samples):
    never_adopted = (Status.PROPOSED, Status.FAILED)
    for status in Status:
        before = [] if status in (Status.ADOPTED, *never_adopted) else [("adopted", MONTH)]
        yield status.label, example_win(samples, *before, (status, "2024"))


def wins_table(samples):
    wins = [
        example_win(samples, votes_for=6, votes_against=1, votes_absent=1),
        example_win(samples, ("adopted", MONTH), ("preempted", KNOWN), title=LONG_HEADLINE),
        example_win(samples, ("adopted", None)),
        example_win(samples, ("proposed", "2024")),
    ]
    long = example_win(samples)
    long.jurisdiction = samples.unmapped_place
    few = {"wins": [*wins, long], "caption": "Made-up wins"}
    sorted_ones = {"wins": wins[:2], "caption": "Made-up wins in two orders", "columns": HEADS}
    return Entry("wins_table", [("In every state", few), ("With heads that sort", sorted_ones)])


def win_status(samples):
    states = [(label, {"win": made_up}) for label, made_up in of_each_status(samples)]
    states.append(("Uncertain", {"win": example_win(samples, ("adopted", AHEAD))}))
    return Entry("win_status", states, "small")


def win_card(samples):
    states = [
        ("With a remark", {"win": example_win(samples), "note": "About 12 miles away"}),
        ("Without", {"win": example_win(samples)}),
        ("With its text", {"win": example_win(samples, text_url=ADDRESS)}),
        ("Date not on file", {"win": example_win(samples, ("adopted", None))}),
        ("Title of 140", {"win": example_win(samples, title=LONG_HEADLINE)}),
    ]
    return Entry("win_card", states, "medium", "place-list")


def all_wins():
    states = [
        ("One", {"number": 1, "query": "kind=program"}),
        ("Many", {"number": 5_016, "query": "kind=ordinance"}),
        ("On a topic", {"number": 14, "query": "status=any", "topic": "an example"}),
    ]
    return Entry("all_wins", states, "medium")


def win_log(samples):
    logs = [
        ("One entry", example_win(samples)),
        ("Known, partly known and not on file", long_log(samples)),
        ("Preempted", example_win(samples, ("adopted", "2016"), ("preempted", "March 23, 2016"))),
        ("Still to come", example_win(samples, ("adopted", KNOWN), ("in_force", AHEAD))),
    ]
    return Entry("win_log", [(name, {"steps": log_steps(w), "level": 4}) for name, w in logs])


def long_log(samples):
    made_up = example_win(
        samples, ("proposed", MONTH), ("adopted", KNOWN), ("in_force", None), ("amended", "2023")
    )
    made_up.log.all()[1].note = SUMMARY
    return made_up


def win_text(samples):
    states = [
        ("Words", example_win(samples, text=TEXT)),
        ("An address", example_win(samples, text_url=ADDRESS)),
    ]
    return Entry("win_text", [(name, {"win": w}) for name, w in states], "medium")


def win_years():
    few = Timeline([(2024, 3), (2021, 14), (2019, 1)])
    many = Timeline([(2024, 120), (2023, 5_000), (None, 4)])
    states = [
        ("A patch for each", {"timeline": few, "noun": "win", "ident": "guide-years"}),
        ("For many", {"timeline": many, "noun": "measure", "ident": "guide-many-years"}),
    ]
    return Entry("win_years", states, ground="gold")
