"""The wins as data: what each column of the files means, and the rows of a selection."""

from campaigns.models import CampaignPage, WinSponsor
from members.data.datasets import AREA, DATE, Column, Dataset
from members.data.rows import absolute, day, iso, streamed
from members.models import Person


def win_rows(wins):
    """One row for each of the wins, which come in order."""
    campaigns = set(CampaignPage.objects.published().values_list("pk", flat=True))
    sponsors = public_sponsors()
    rows = wins.for_list().prefetch_related("topics", "campaigns", "sources", "sponsors")
    for win in streamed(rows):
        yield {
            **facts(win),
            **dates(win),
            "topics": "; ".join(topic.name for topic in win.topics.all()),
            "campaigns": [c.title for c in win.campaigns.all() if c.pk in campaigns],
            "sponsors": [
                person.name
                for person in dict.fromkeys(
                    sponsors.get(row.person_id) for row in win.sponsors.all()
                )
                if person
            ],
            "log": [
                {"status": entry.status, "date": iso(entry.date), "note": entry.note}
                for entry in win.log.all()
            ],
            "sources": [
                {"title": source.title, "url": source.url, "seen_on": iso(source.seen_on)}
                for source in win.sources.all()
            ],
        }


def public_sponsors():
    """Each sponsor who has a page, by the id of the record or of one that was merged into it."""
    picked = WinSponsor.objects.values_list("person", flat=True)
    survivors = Person.objects.survivors(picked)
    public = Person.objects.public().in_bulk(set(survivors.values()))
    return {pk: public[survivor] for pk, survivor in survivors.items() if survivor in public}


def facts(win):
    place, source = win.jurisdiction, next(iter(win.sources.all()), None)
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


def dates(win):
    adopted, effect = win.adopted_on, win.took_effect_on
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
        Column("id", "The last part of the win’s address, which stays."),
        Column("title", "What it is."),
        Column("kind", "ordinance, resolution, budget, executive_action, program or lawsuit."),
        Column(
            "status",
            "On the day: proposed, adopted, in_force, amended, preempted, repealed or failed.",
        ),
        Column("area_id", AREA),
        Column("area", "The jurisdiction’s name in full."),
        Column("ocd_division_id", "The jurisdiction’s Open Civic Data division id."),
        Column("county_id", "The county that it is or that most of it lies in."),
        Column("adopted", f"When it was first adopted. {DATE}"),
        Column("adopted_first", "The first possible day of the adoption."),
        Column("adopted_last", "The last possible day of the adoption."),
        Column("in_force", f"When it took effect. {DATE}"),
        Column("votes_for", "How many voted for it, where that is known.", "integer"),
        Column("votes_against", "How many voted against it.", "integer"),
        Column("votes_absent", "How many were absent or didn’t vote.", "integer"),
        Column("topics", "The topics, with semicolons between them."),
        Column("summary", "What it does."),
        Column("own_part", "What LPNC did for it, where that is known."),
        Column("text_url", "Where the place has put the text."),
        Column("source_title", "The first source."),
        Column("source_url", "Its web address."),
        Column("url", "The win’s page on this site."),
        Column("campaigns", "The campaigns that it belongs to.", "array"),
        Column("sponsors", "The sponsors who have a page on this site.", "array"),
        Column("log", "Each status with its date and a note.", "array"),
        Column("sources", "Every source: title, url, and seen_on, when it was last read.", "array"),
    ),
    win_rows,
)
