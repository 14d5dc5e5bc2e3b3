"""Entries for campaigns, news, the library and pictures."""

from datetime import date

from campaigns.models import CampaignAction, CampaignPage, Priority
from campaigns.models.goals import Progress
from core.models import Publisher, Topic
from members.blocks import RosterBodyBlock
from news.models import NewsPage
from pages.styleguide.entries import Entry
from pages.styleguide.samples import (
    ADDRESS,
    ARABIC_HEADLINE,
    LONG_HEADLINE,
    SUMMARY,
    VIDEO,
    drawn_picture,
)


def entries(samples):
    return [
        campaign_card(samples),
        campaign_strip(samples),
        campaign_status(),
        goal(),
        action(),
        stakes(),
        priority_band(samples),
        kind(),
        news_card(samples),
        news_lead(samples),
        news_list(samples),
        resource_row(samples),
        document(samples),
        body(),
        fact(samples),
        facts_about(samples),
        topic_row(),
        picture(samples),
        embed(samples),
    ]


def campaign_card(samples):
    states = [(page.get_pattern_display(), page) for page in samples.campaigns]
    won = samples.campaign("An example that was won", status="won", ended="March 2026")
    states += [("Won", won), ("Title of 140", samples.campaign(LONG_HEADLINE, "peel"))]
    contexts = [(name, {"campaign": page}) for name, page in states]
    return Entry("campaign_card", contexts, "bleed", "quilt")


def campaign_strip(samples):
    states = [(page.get_pattern_display(), page) for page in samples.campaigns]
    past = samples.campaign("An example of a past campaign", "steps", status="past")
    states += [("Past", past), ("Title of 140", samples.campaign(LONG_HEADLINE, "geese"))]
    contexts = [(name, {"campaign": page}) for name, page in states]
    return Entry("campaign_strip", contexts, "bleed", "others")


def campaign_status():
    states = [
        ("Active, dates unknown", CampaignPage()),
        ("Active since a month", CampaignPage(since="March 2025")),
        ("Won", CampaignPage(status="won", since="2024", ended="March 3, 2026")),
        ("Paused", CampaignPage(status="paused")),
        ("Past", CampaignPage(status="past", ended="2023")),
    ]
    contexts = [(name, {"campaign": page}) for name, page in states]
    contexts.append(("Large", {"campaign": CampaignPage(since="March 2025"), "large": True}))
    return Entry("campaign_status", contexts, "small")


def goal():
    begun, noun = "June 2026", "example ordinances"
    states = [
        ("On the way", "geese", Progress(14, 25, noun)),
        ("Nothing yet", "star", Progress(0, 25, noun)),
        ("Entered by hand", "peel", Progress(1200, 5000, "example signatures", begun)),
        ("Reached", "steps", Progress(25, 25, noun)),
        ("Passed", "geese", Progress(27, 25, noun)),
    ]
    contexts = [(name, {"progress": p, "pattern": pattern}) for name, pattern, p in states]
    return Entry("goal", contexts, "medium")


def action():
    values = {"title": "Sign the example letter", "label": "Sign it", "ends_on": date(2026, 12, 1)}
    states = [
        ("On gold", {"action": CampaignAction(**values, text=SUMMARY, url=ADDRESS)}),
        ("On sky", {"action": CampaignAction(**values, url=ADDRESS), "ground": "sky"}),
        ("Its page taken down", {"action": CampaignAction(**values, text=SUMMARY)}),
        (
            "Title of 100",
            {"action": CampaignAction(**values | {"title": LONG_HEADLINE[:100]}, url=ADDRESS)},
        ),
    ]
    contexts = [(name, context | {"level": 4}) for name, context in states]
    return Entry("action", contexts, within="actions")


def stakes():
    words = f"<p>{SUMMARY}</p><ul><li>An example</li><li>Another one</li></ul>"
    states = [
        ("Both", {"problem": words, "ask": words, "ground": "gold"}),
        ("The problem alone", {"problem": words}),
        ("The ask alone", {"ask": words, "ground": "pine"}),
    ]
    contexts = [(name, context | {"level": 4}) for name, context in states]
    return Entry("stakes", contexts, "bleed")


def priority_band(samples):
    topic = Topic(name="An example topic", slug="example")
    explained = {"year": 2026, "name": "An example priority", "text": SUMMARY}
    led = Priority(**explained, topic=topic)
    led.public_campaigns = samples.campaigns[:2]
    states = [
        (f"On {ground}", Priority(**explained, topic=topic), ground)
        for ground in ("gold", "pine", "sky", "paper-2", "clay")
    ]
    states += [
        ("With its campaigns", led, "gold"),
        ("Without a topic", Priority(**explained), "gold"),
        ("Name alone", Priority(year=2026, name="An example priority"), "pine"),
        ("Name of 100", Priority(year=2026, name=LONG_HEADLINE[:100], text=SUMMARY), "sky"),
    ]
    contexts = [
        (name, {"priority": priority, "ground": ground, "level": 4})
        for name, priority, ground in states
    ]
    return Entry("priority_band", contexts, "bleed", "prio-bands")


def topic_row():
    states = [
        ("With a description", Topic(name="An example topic", slug="example", description=SUMMARY)),
        ("Name alone", Topic(name="Another example", slug="another")),
        ("Name of 80", Topic(name=LONG_HEADLINE[:80], slug="long", description=SUMMARY)),
    ]
    return Entry(
        "topic_row", [(name, {"topic": topic}) for name, topic in states], "medium", "topic-list"
    )


def kind():
    states = [
        (label, {"kind": value, "label": label, "date": "March 2026"})
        for value, label in NewsPage.Kind.choices
    ]
    clipping = {"kind": "clipping", "label": "Press clipping: The Example Observer"}
    return Entry(
        "kind",
        [
            *states,
            ("With its outlet", clipping | {"date": "March 12, 2026"}),
            ("Resource", {"kind": "resource", "label": "Policy brief", "date": 2026}),
            ("No date", {"kind": "story", "label": "Story"}),
        ],
        "small",
    )


def news_card(samples):
    item = samples.news_item
    states = [(page.get_kind_display(), {"item": page}) for page in samples.news_of_each_kind]
    states += [
        ("No date", {"item": item(day=None)}),
        ("No summary", {"item": item(), "summary": "off"}),
        ("Headline of 140", {"item": item(title=LONG_HEADLINE)}),
        ("Right to left", {"item": item(title=ARABIC_HEADLINE)}),
    ]
    return Entry("news_card", states, "medium", "news-list")


def news_lead(samples):
    item = samples.news_item
    states = [
        ("Pieced picture", item()),
        ("With a picture", item(picture=samples.picture)),
        ("Video", item("video", video_url=VIDEO)),
        ("Headline of 140", item(title=LONG_HEADLINE)),
    ]
    contexts = [(name, {"item": page}) for name, page in states]
    return Entry("news_lead", contexts, "medium")


def news_list(samples):
    states = [("Four", samples.news), ("One", samples.news[:1])]
    return Entry("news_list", [(name, {"items": items}) for name, items in states])


def resource_row(samples):
    states = [
        ("A brief", samples.resource()),
        ("Title of 140", samples.resource(LONG_HEADLINE, "toolkit")),
    ]
    contexts = [(name, {"item": item}) for name, item in states]
    return Entry("resource_row", contexts, within="resources")


def document(samples):
    states = [
        ("Its own title", {"document": samples.document}),
        ("Another label", {"document": samples.document, "label": "Download it"}),
        ("Label of 140", {"document": samples.document, "label": LONG_HEADLINE}),
    ]
    return Entry("document", states, "medium")


def body():
    paragraph = {"type": "text", "value": "<p>A paragraph of a page’s body.</p>"}
    heading = {"type": "heading", "value": {"text": "A heading", "level": "2"}}
    blocks = RosterBodyBlock().to_python([heading, paragraph])
    states = [
        ("Plain", {"body": blocks}),
        ("Hung", {"body": blocks, "hung": True}),
        ("Nothing", {}),
    ]
    return Entry("body", states)


def fact(samples):
    places = [samples.city, samples.county]
    states = [("Two", {"label": "Places", "items": places}), ("Nothing known", {"label": "Places"})]
    return Entry("fact", states, within="facts", list_tag="dl")


def facts_about(samples):
    topics = list(Topic.objects.all()[:3]) or [Topic(name="An example topic", slug="example")]
    lab = Publisher(name="An example publisher", legal_form="501(c)(3)", url=ADDRESS)
    every = {
        "publishers": {"all": list(Publisher.objects.all()) or [lab]},
        "people": samples.committee[:2] or [samples.person()],
        "places": [samples.city, samples.county],
        "topics": topics,
    }
    states = [("All of them", every), ("Topics alone", {"topics": topics}), ("Nothing known", {})]
    return Entry("facts_about", [(name, {"page": page}) for name, page in states])


def picture(samples):
    context = {"image": samples.picture, "sizes": "(min-width: 64rem) 40vw, 94vw"}
    ornament = context | {"image": drawn_picture(is_decorative=True), "shape": "wide"}
    states = [
        ("As it is", context),
        ("Lead, 3:2 on a phone and 7:3 elsewhere", context | {"shape": "lead"}),
        ("Wide", context | {"shape": "wide"}),
        ("Square", context | {"shape": "square"}),
        ("First on its page", context | {"shape": "wide", "eager": True}),
        ("Decorative", ornament),
    ]
    return Entry("picture", states, "medium")


def embed(samples):
    context = {
        "url": VIDEO,
        "player": "https://player.vimeo.com/video/76979871",
        "site": "Vimeo",
        "title": "A video",
        "seed": "example",
    }
    states = [("Pieced picture", context), ("With a picture", context | {"image": samples.picture})]
    return Entry("embed", states)
