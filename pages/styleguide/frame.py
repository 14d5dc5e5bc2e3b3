"""Entries for a page's frame and navigation."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.utils.text import slugify

from pages.styleguide.entries import Entry
from pages.styleguide.samples import ADDRESS, EXAMPLE_CONTACT, LONG_HEADLINE

MENU = [
    {"value": {"href": "/", "label": "Home"}},
    {"value": {"href": "/example/", "label": "The current page"}},
    {"value": {"href": "/members/", "label": "Members"}},
]
LONG_MENU = [
    {"value": item["value"] | {"label": f"{number}. {LONG_HEADLINE}"[:60]}}
    for number, item in enumerate(MENU, 1)
]
COLUMNS = [
    {"value": {"heading": "An example column", "links": MENU[:1]}},
    {"value": {"heading": "Another example column", "links": MENU}},
]
HOME = ("Home", "/")


class ExampleForm(forms.Form):
    """One field of each kind that the site uses."""

    name = forms.CharField(label="A name", required=False)
    county = forms.ChoiceField(
        label="County",
        choices=[("", "All counties"), ("durham", "Durham"), ("orange", "Orange")],
        required=False,
    )
    email = forms.EmailField(label="Email", help_text="Never shown to anyone.")
    message = forms.CharField(label="Message", widget=forms.Textarea({"rows": 3}))


class ExampleFilters(forms.Form):
    county = ExampleForm.base_fields["county"]
    words = forms.CharField(label="In the name", required=False)


def entries(samples, organization, navigation):
    wordmark = {"organization": organization}
    return [
        Entry("wordmark", [("On paper", wordmark)]),
        Entry(
            "menu_items", [("One is open", {"menu": MENU, "path": "/example/"})], within="nav-list"
        ),
        header(organization, navigation),
        footer(organization, navigation),
        breadcrumbs(),
        page_head(),
        Entry(
            "alert",
            [
                ("With a link", alert("An example alert with a link.", ADDRESS)),
                ("Without a link", alert("An example alert, in one sentence.")),
                ("As long as can be", alert(LONG_HEADLINE)),
            ],
            width="bleed",
        ),
        Entry("sample_notice", [("Shown", {"label": "Sample data, shown"})], width="bleed"),
        Entry("incomplete", [("A list", {}), ("A map", {"what": "map"})], "medium"),
        Entry(
            "empty",
            [
                ("With a way on", {"text": "Nothing is here yet.", "label": "Home", "url": "/"}),
                ("Without", {"text": "Nothing is here yet."}),
            ],
            "medium",
        ),
        Entry(
            "find",
            [
                ("Nothing asked", search_box("empty")),
                ("Asked", search_box("asked", query="housing")),
                ("Slim", search_box("slim") | {"slim": True}),
            ],
        ),
        field(),
        filters(),
        *days(),
        pagination(),
    ]


def header(organization, navigation):
    states = [
        ("With three links", MENU),
        ("As the site has it", navigation.main_menu),
        ("Labels of 60", LONG_MENU),
        ("No links", []),
    ]
    base = {"organization": organization, "path": "/example/"}
    contexts = [(name, base | {"menu": menu} | header_names(name)) for name, menu in states]
    return Entry("header", contexts, width="bleed")


def header_names(state):
    """Return names that distinguish a header's landmarks and search box from those of other headers."""
    return {
        "label": f"Main: {state}",
        "find_label": f"Site search: {state}",
        "ident": f"guide-header-{slugify(state)}",
    }


def footer(organization, navigation):
    bare = {"name": organization.name}
    every = EXAMPLE_CONTACT | {
        "name": organization.name,
        "join_url": ADDRESS,
        "donate_url": ADDRESS,
    }
    states = [
        ("Everything set", {"organization": every}),
        (
            "With columns",
            {"organization": organization, "columns": COLUMNS, "ident": "guide-footer", "level": 4},
        ),
        ("Nothing but the name", {"organization": bare}),
    ]
    return Entry("footer", states, ground="night")


def breadcrumbs():
    long = [HOME, ("A section", "/"), ("A page with a longer name", "/"), ("One more", "/")]
    states = [
        ("Short", {"here": "A page"}),
        ("In a section", {"here": "A page", "parent": {"url": "/members/", "title": "Members"}}),
        ("Long", {"here": LONG_HEADLINE, "crumbs": long}),
    ]
    return Entry(
        "breadcrumbs", [(name, context | {"label": f"Path: {name}"}) for name, context in states]
    )


def page_head():
    page = {"title": "A title", "introduction": "One sentence about the page."}
    base = {"page": page, "level": 4}
    states = [
        (f"On {ground}", base | {"ground": ground, "label": f"Path on {ground}"})
        for ground in ("paper", "sky", "gold", "clay", "pine")
    ]
    long = base | {"ground": "pine", "label": "Path of a long title"}
    long["page"] = page | {"title": LONG_HEADLINE}
    rich = base | {"ground": "sky", "label": "Path of a rich introduction", "rich": True}
    words = "<p>Words with <b>weight</b> and <a href='/'>a link</a>.</p>"
    rich["page"] = page | {"introduction": words}
    states += [("Title of 140", long), ("With a rich introduction", rich)]
    return Entry("page_head", states, width="bleed")


def alert(text, url=""):
    return {"text": text, "url": url, "label": f"Alert: {text[:40]}"}


def search_box(ident, query=""):
    return {"label": f"Search the site ({ident})", "query": query, "ident": f"guide-find-{ident}"}


def field():
    asked = ExampleForm(auto_id="guide-field-%s")
    typed = ExampleForm(initial={"name": "Example Person"}, auto_id="guide-typed-%s")
    wrong = ExampleForm({"email": "not an address"}, auto_id="guide-wrong-%s")
    return Entry(
        "field",
        [
            ("Empty", {"field": asked["name"]}),
            ("Filled in", {"field": typed["name"]}),
            ("With a hint", {"field": asked["email"]}),
            ("A choice", {"field": asked["county"]}),
            ("Long text", {"field": asked["message"]}),
            ("Not understood", {"field": wrong["email"]}),
            ("Missing", {"field": wrong["message"]}),
        ],
        "medium",
    )


def filters():
    unused = ExampleFilters(auto_id="guide-filters-%s")
    used = ExampleFilters({"county": "durham", "words": "Ex"}, auto_id="guide-filtered-%s")
    base = {"button": "Show", "level": 4}
    in_use = {"clear": ADDRESS, "parameters": [("on", "2024-01-31")], "ident": "guide-narrow"}
    states = [
        ("Not used", base | {"form": unused, "label": "Filters, not used"}),
        ("In use", base | in_use | {"form": used, "label": "Filters, in use"}),
    ]
    return Entry("filters", states, width="bleed")


def days():
    day = date(2022, 8, 1)
    asked = {"on": day, "ident": "guide-day-asked", "parameters": [("county", "durham")]}
    return [
        Entry("on_day", [("Another day", {"on": day, "path": "/members/"})], width="bleed"),
        Entry("ask_day", [("Nothing asked", {"ident": "guide-day"}), ("Asked", asked)], "medium"),
    ]


def pagination():
    pages = Paginator(range(1200), 100)
    states = [
        ("First page", {"page_obj": pages.page(1)}),
        ("Middle page", {"page_obj": pages.page(6), "query": "q=housing"}),
        ("Last page", {"page_obj": pages.page(12)}),
        ("Single page", {"page_obj": Paginator(range(3), 10).page(1)}),
    ]
    return Entry("pagination", [(name, c | {"label": f"Pages: {name}"}) for name, c in states])
