"""Wins as data: the files' columns with their meanings, and the rows of a selection."""

from collections import defaultdict
from itertools import islice

from campaigns.models import CampaignPage, Win, WinSource, WinSponsor, WinStatus
from campaigns.models.win_log import Status, first_date
from core.datasets import AT_ONCE, DataColumn, Dataset, absolute, streamed
from members.models import Person
from members.public.data.datasets import AREA, DATE
from members.public.data.rows import day, iso


def win_rows(wins):
    """Yield one row for each win, in order."""
    campaigns = dict(CampaignPage.objects.published().values_list("pk", "title"))
    sponsors = public_sponsors()
    for portion in in_portions(wins.select_related("jurisdiction__primary_county")):
        belongings = Belongings([win.pk for win in portion])
        for win in portion:
            log, sources = belongings.log[win.pk], belongings.sources[win.pk]
            people = dict.fromkeys(sponsors.get(pk) for pk in belongings.sponsors[win.pk])
            yield {
                **facts(win, sources),
                **dates(log),
                "topics": "; ".join(belongings.topics[win.pk]),
                "campaigns": [
                    campaigns[pk] for pk in belongings.campaigns[win.pk] if pk in campaigns
                ],
                "sponsors": [person.name for person in people if person],
                "log": [
                    {"status": entry.status, "date": iso(entry.date), "note": entry.note}
                    for entry in log
                ],
                "sources": [
                    {"title": source.title, "url": source.url, "seen_on": iso(source.seen_on)}
                    for source in sources
                ],
            }


def in_portions(wins):
    """Yield lists of a few hundred wins so that they are never all in memory at once."""
    rows = streamed(wins)
    while portion := list(islice(rows, AT_ONCE)):
        yield portion


class Belongings:
    """The rows related to each of some wins, by its id; querying for each win would take far longer."""

    def __init__(self, wins):
        self.log = by_win(WinStatus.objects.filter(win__in=wins))
        self.sources = by_win(WinSource.objects.filter(win__in=wins))
        sponsors = WinSponsor.objects.filter(win__in=wins)
        self.sponsors = pairs(sponsors.order_by("sort_order", "pk"), "person")
        topics = Win.topics.through.objects.filter(win__in=wins)
        self.topics = pairs(topics.order_by("topic__sort_key"), "topic__name")
        campaigns = Win.campaigns.through.objects.filter(win__in=wins)
        self.campaigns = pairs(campaigns.order_by("campaignpage__path"), "campaignpage")


def by_win(rows):
    found = defaultdict(list)
    for row in rows.order_by("sort_order", "pk"):
        found[row.win_id].append(row)
    return found


def pairs(rows, field):
    found = defaultdict(list)
    for win, value in rows.values_list("win", field):
        found[win].append(value)
    return found


def public_sponsors():
    """Map the id of each sponsor with a page, and of records merged into theirs, to the sponsor."""
    picked = WinSponsor.objects.values_list("person", flat=True)
    survivors = Person.objects.survivors(picked)
    public = Person.objects.public().in_bulk(set(survivors.values()))
    return {pk: public[survivor] for pk, survivor in survivors.items() if survivor in public}


def facts(win, sources):
    place, source = win.jurisdiction, next(iter(sources), None)
    return {
        "id": win.slug,
        "title": win.title,
        "kind": win.kind,
        "status": win.status,
        "area_id": place.slug,
        "area": place.display_name,
        "ocd_division_id": place.ocd_id or "",
        "county_id": place.county.slug if place.county else "",
        "votes_for": win.votes_for,
        "votes_against": win.votes_against,
        "votes_absent": win.votes_absent,
        "summary": win.summary,
        "own_part": win.own_part,
        "text_url": win.text_url,
        "source_title": source.title if source else "",
        "source_url": source.url if source else "",
        "url": absolute(win),
    }


def dates(log):
    adopted, effect = first_date(log, Status.ADOPTED), first_date(log, Status.IN_FORCE)
    return {
        "adopted": iso(adopted),
        "adopted_first": day(adopted.first if adopted else None),
        "adopted_last": day(adopted.last if adopted else None),
        "in_force": iso(effect),
    }


WINS = Dataset(
    "wins",
    "Local wins",
    "What places have adopted, each with its source.",
    (
        DataColumn("id", "The last part of the win’s web address, which is permanent."),
        DataColumn("title", "The win’s title."),
        DataColumn("kind", "ordinance, resolution, budget, executive_action, program or lawsuit."),
        DataColumn(
            "status",
            "On the day: proposed, adopted, in_force, amended, preempted, repealed or failed.",
        ),
        DataColumn("area_id", AREA),
        DataColumn("area", "The jurisdiction’s name in full."),
        DataColumn("ocd_division_id", "The jurisdiction’s Open Civic Data division id."),
        DataColumn("county_id", "The county that it is or that most of it is in."),
        DataColumn("adopted", f"When it was first adopted. {DATE}"),
        DataColumn("adopted_first", "The first possible day of the adoption."),
        DataColumn("adopted_last", "The last possible day of the adoption."),
        DataColumn("in_force", f"When it took effect. {DATE}"),
        DataColumn("votes_for", "How many voted for it, if known.", "integer"),
        DataColumn("votes_against", "How many voted against it.", "integer"),
        DataColumn("votes_absent", "How many were absent or didn’t vote.", "integer"),
        DataColumn("topics", "The topics, separated by semicolons."),
        DataColumn("summary", "What it does."),
        DataColumn("own_part", "What LPNC did for it, if known."),
        DataColumn("text_url", "Where the place has published the text."),
        DataColumn("source_title", "The first source."),
        DataColumn("source_url", "Its web address."),
        DataColumn("url", "The win’s page on this site."),
        DataColumn(
            "campaigns",
            "The campaigns that it names. Campaigns on one of its topics also list it.",
            "array",
        ),
        DataColumn("sponsors", "The sponsors who have a page on this site.", "array"),
        DataColumn("log", "Each status with its date and a note.", "array"),
        DataColumn(
            "sources", "Every source: title, url, and seen_on, when it was last checked.", "array"
        ),
    ),
    win_rows,
)
