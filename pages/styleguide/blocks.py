"""Entries for the blocks of a page's body and the sections of the home page."""

from campaigns.models import Priority
from members.blocks import RosterBodyBlock
from pages.home import HomeBlock
from pages.styleguide.entries import BlockEntry
from pages.styleguide.samples import ADDRESS, EXAMPLE_CONTACT, LONG_HEADLINE, SUMMARY, VIDEO

TEXT = (
    "<p>Local officials compare <b>policy options</b>, <i>sometimes</i> in a hurry, and read "
    "<a href='/'>what others did</a>.</p><ul><li>What a council can do</li><li>What it can’t</li>"
    "</ul><ol><li>First this</li><li>Then that</li></ol>"
)
LINK = {"label": "Get in touch", "url": ADDRESS, "page": None}
TABLE = {
    "columns": [
        {"type": "text", "heading": "Example place"},
        {"type": "number", "heading": "Seats"},
        {"type": "rich_text", "heading": "What happened there"},
    ],
    "rows": [
        {"values": ["Example town", 7, "<p>Made up, with <b>weight</b>.</p>"]},
        {"values": ["Another example", 5, f"<p>{SUMMARY}</p>"]},
        {"values": ["A third one", None, ""]},
    ],
}
BODY, HOME = RosterBodyBlock().child_blocks, HomeBlock().child_blocks


def entries(samples):
    return [*texts(), *files(samples), *links(), *records(samples), *sections()]


def texts():
    items = [{"title": "A question?", "text": TEXT}, {"title": LONG_HEADLINE, "text": TEXT}]
    table = BODY["table"].child_blocks["table"].to_python(TABLE)
    quote = {"text": "Example words that no one said.", "source": "An example of a source"}
    return [
        entry("heading", ("Section", {"text": "A section", "level": "2"}), ("Part", PART)),
        entry("text", ("Paragraphs and lists", TEXT)),
        entry("quote", ("With its source", quote), ("Without", quote | {"source": ""})),
        entry("accordion", ("Closed", {"items": items})),
        entry("table", ("Three columns", {"caption": "An example of a table", "table": table})),
    ]


PART = {"text": "A part of a section, with a heading that is rather long", "level": "3"}


def files(samples):
    picture = {"image": samples.picture, "caption": "A made-up caption."}
    return [
        entry("picture", ("With a caption", picture), ("Without", picture | {"caption": ""})),
        entry("video", ("Not played yet", {"url": VIDEO, "title": "A video"})),
        entry("document", ("With its title", {"document": samples.document, "label": ""})),
    ]


def links():
    action = {"heading": "Tell us what your council does", "text": SUMMARY, "link": LINK}
    return [
        entry("button", ("A web address", LINK)),
        entry("call_to_action", ("With text", action), ("Without", action | {"text": ""})),
        entry(
            "contact_details",
            ("All of them", None, {"organization": EXAMPLE_CONTACT}),
            ("Nothing set", None),
        ),
    ]


def records(samples):
    return [
        entry("person", ("A person", samples.person())),
        entry("place", ("A city", samples.city)),
        entry("figure", ("Members", {"measure": "members"})),
    ]


def sections():
    glance = section("An example sentence that says who we are", link=[LINK], more_text=TEXT)
    incomplete = glance | {"heading": "The same with an incomplete roster"}
    year = max(Priority.objects.years(), default=2026)
    return [
        entry(
            "at_a_glance",
            ("Complete", glance, {"roster_complete": True}),
            ("Not complete", incomplete, {"find_label": "Who serves where you live? Once more"}),
            width="bleed",
        ),
        entry("priorities", ("Of a year", section("The priorities", year=year)), width="bleed"),
        entry("committee", ("Today", section("The committee")), width="bleed"),
        entry("campaigns", ("Four", section("The campaigns")), width="bleed"),
        entry("resources", ("With the bolts", section("The library")), width="bleed"),
        entry("news", ("Four", section("The news")), width="bleed"),
    ]


def section(heading, **values):
    return {"hidden": False, "heading": heading, "text": f"<p>{SUMMARY}</p>", **values}


def entry(name, *states, **options):
    block = BODY[name] if name in BODY else HOME[name]
    return BlockEntry(name, list(states), block=block, **options)
