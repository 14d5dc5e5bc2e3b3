"""Entries for people, places, offices and the figures made from them."""

from datetime import date

from campaigns.registrations import WinMeasure
from core.figures import Figure
from core.models import OrganizationSettings
from members.models import LeadershipRole, Measure
from members.models.dates import PartialDate
from members.public.answers import Answer
from members.public.maps import CountyMap, county_patch
from members.public.place_search import Hit
from members.public.places import HeldSeat
from members.templatetags.roster import no_member_here
from pages.styleguide.entries import Entry
from pages.styleguide.samples import ARABIC_NAME, EMOJI_NAME, LONG_NAME

FEW = {"37063": 2, "37021": 1}  # Durham and Buncombe
ORGANIZATION = OrganizationSettings(name="Example Network", join_url="https://example.org/join")
STATED_ON = PartialDate.parse("June 2024")


def entries(samples):
    return [
        monogram_example(samples),
        person_patch(samples),
        person_card(samples),
        date_range(samples),
        tenure_example(samples),
        figure_example(),
        Entry("report", [("Shown", {"url": "/members/"})], "medium"),
        place_card(samples),
        place_answer(samples),
        named_people(samples),
        serving_inside_example(samples),
        zip_note(samples),
        place_patch_example(samples),
        county_map_example(samples),
        state_map(samples),
        holder(samples),
        seat(samples),
        no_member(samples),
        nobody_here(),
        *rolls(samples),
    ]


def monogram_example(samples):
    dotted = county_patch(samples.county, samples.city)
    states = [(f"Tone {n}", {"initials": "EP", "tone": n, "patch": dotted}) for n in range(1, 7)]
    return Entry(
        "monogram",
        [
            *states,
            ("County office", {"initials": "EP", "tone": 1, "patch": county_patch(samples.county)}),
            ("County unknown", {"initials": "EP", "tone": 2}),
            ("Arabic letters", {"initials": "فا", "tone": 3, "patch": dotted}),
        ],
        "small",
    )


def person_patch(samples):
    states = [
        ("Monogram", {"person": samples.person()}),
        ("Photograph", {"person": samples.person(portrait=samples.picture), "sizes": "11rem"}),
        ("County unknown", {"person": samples.person(place=samples.unmapped_place)}),
    ]
    return Entry("person_patch", states, "small")


def person_card(samples):
    person = samples.person
    return Entry(
        "person_card",
        [
            ("Serving", {"person": person()}),
            ("Two offices", {"person": two_offices(samples)}),
            ("Former", {"person": person(states=["former"])}),
            ("With a tag", {"person": person(), "note": "Co-chair"}),
            (
                "Tentative",
                {"person": person(states=["awaiting"]), "note": "To confirm", "tentative": True},
            ),
            ("No office on record", {"person": person(states=[])}),
            ("Title without its place", {"person": without_place(samples)}),
            ("Photograph", {"person": person(portrait=samples.picture)}),
            ("Made-up member", {"person": person("Sample Member", is_sample=True)}),
            ("Long name", {"person": person(LONG_NAME, place=samples.unmapped_place)}),
            ("Right to left", {"person": person(ARABIC_NAME)}),
            ("Emoji", {"person": person(EMOJI_NAME)}),
        ],
        "medium",
    )


def without_place(samples):
    person = samples.person()
    person.stated_tenures = [samples.tenure(title="Register of Deeds")]
    return person


def two_offices(samples):
    person = samples.person()
    person.stated_tenures.append(samples.tenure(jurisdiction=samples.county))
    return person


def date_range(samples):
    states = [
        ("Exact days", samples.tenure(expected_end="December 6, 2027")),
        ("Years", samples.tenure(start="2021", expected_end="2027")),
        ("Dates unknown", samples.tenure("former", start=None, end="unknown")),
    ]
    return Entry("date_range", [(name, {"tenure": tenure}) for name, tenure in states])


def tenure_example(samples):
    chair = LeadershipRole(role="chair", start="December 2024")
    states = [
        ("Current", samples.tenure(began="elected", expected_end="December 6, 2027")),
        ("Current, end in part", samples.tenure(start="2021", expected_end="2027")),
        ("Current, no date", samples.tenure(start=None, leadership_roles=[chair])),
        ("Holding over", samples.tenure("holdover", expected_end="December 2025")),
        ("Awaiting", samples.tenure("awaiting", expected_end="December 1, 2025")),
        ("Uncertain", samples.tenure("uncertain", start="2023 to 2025")),
        ("Incoming", samples.tenure("incoming", start="December 7, 2026", seat_label="Ward 3")),
        ("Not yet begun", samples.tenure("coming", start="December 2028")),
        ("Former", checked_former(samples)),
        ("Former, end unknown", samples.tenure("former", start="2015", end="unknown")),
    ]
    return Entry("tenure", [(n, {"tenure": t}) for n, t in states], within="tenures")


def checked_former(samples):
    return samples.tenure(
        "former",
        end="December 4, 2025",
        end_reason="term_ended",
        source="https://example.org/minutes/of-the-first-meeting-in-december",
        verified_on="January 2026",
    )


def figure_example():
    return Entry(
        "figure",
        [
            ("Counted", {"figure": Figure(Measure.MEMBERS, 83)}),
            ("Stated", {"figure": Figure(Measure.JURISDICTIONS, 45, STATED_ON)}),
            ("One", {"figure": Figure(Measure.COUNTIES, 1)}),
            ("With a list", {"figure": Figure(WinMeasure.WINS, 5_016)}),
            ("Small, stated", {"figure": Figure(Measure.MEMBERS, 1083, STATED_ON), "small": True}),
        ],
        "medium",
    )


def place_card(samples):
    return Entry(
        "place_card",
        [
            ("With a note", {"place": samples.city, "note": samples.city.governing_body}),
            ("Without", {"place": samples.county}),
            ("Served", {"place": samples.city, "note": "City Council", "served": True}),
            ("Uncertain", {"place": samples.city, "uncertain": True}),
            ("Long name", {"place": samples.unmapped_place, "note": "Board of Education"}),
        ],
        "medium",
    )


def place_answer(samples):
    found = Hit(samples.city, "It has the name you typed.")
    long = Hit(samples.unmapped_place, "The spelling is close to what you typed.")
    county = Hit(samples.county, "You typed its full name.")
    inside = {"inside": [samples.person()], "nearby": [samples.city]}
    states = [
        ("Two members", Answer(found, [samples.person(), samples.person(LONG_NAME)])),
        ("More than six", Answer(found, [samples.person() for _ in range(7)])),
        ("No one", Answer(long)),
        ("No one on a county’s board", Answer(county, **inside)),
        ("A county and its towns", Answer(county, [samples.person()], **inside)),
    ]
    return Entry("place_answer", [(name, {"answer": answer}) for name, answer in states], "medium")


def named_people(samples):
    context = {"people": [samples.person(), samples.person(LONG_NAME)], "place": samples.city}
    many = context | {"people": [samples.person() for _ in range(7)]}
    return Entry("named_people", [("Two", context), ("More than six", many)], "medium")


def serving_inside_example(samples):
    context = {"places": [samples.city, samples.unmapped_place]}
    states = [
        ("No one on the board", context),
        ("Possibly someone", context | {"uncertain": True}),
        ("Members on the board as well", context | {"people": True}),
        ("Another day", context | {"on": date(2022, 1, 1)}),
    ]
    return Entry("serving_inside", states, "medium")


def zip_note(samples):
    one, two = samples.counties[:1], samples.counties[:2]
    states = [("One county", {"counties": one}), ("Several", {"counties": two})]
    return Entry("zip_note", states, "medium")


def place_patch_example(samples):
    states = [
        ("A county", county_patch(samples.county)),
        ("A town", county_patch(samples.county, samples.city)),
        ("County unknown", county_patch(samples.unmapped_place.county)),
    ]
    return Entry("place_patch", [(name, {"patch": p}) for name, p in states], "small")


def county_map_example(samples):
    many = samples.roster.members_by_county
    places = samples.roster.places
    maps = [
        ("Empty", {"members": {}}),
        ("Few", {"members": FEW}),
        ("Many", {"members": many}),
        ("With dots", {"members": many, "places": places}),
        ("With names", {"members": many, "places": places, "labels": places[:5]}),
        ("Of a place", {"members": many, "shown": samples.city}),
    ]
    return Entry("map", [(name, drawn(name, m)) for name, m in maps], "medium", ground="sky")


def drawn(name, contents):
    county_map = CountyMap(**contents, id=f"guide-map-{name.lower().replace(' ', '-')}")
    return {
        "map": county_map,
        "title": f"The map: {name.lower()}",
        "description": county_map.description,
    }


def state_map(samples):
    context = {"members": samples.roster.members_by_county, "id": "guide-state"}
    shown = context | {"id": "guide-shown", "shown": samples.city}
    states = [("As on the home page", context), ("About a place", shown)]
    return Entry("state_map", states, ground="sky")


def holder(samples):
    chair = LeadershipRole(role="chair", start="2024")
    elected = samples.tenure(
        began="elected", expected_end="December 2027", leadership_roles=[chair]
    )
    appointed = samples.tenure("former", start="", began="appointed", end_reason="resigned")
    states = [
        ("With a page", held_by(samples.person(), elected, is_public=True)),
        ("Without a page", held_by(samples.person(LONG_NAME), appointed)),
        ("Right to left", held_by(samples.person(ARABIC_NAME), samples.tenure("uncertain"))),
    ]
    return Entry(
        "holder", [(name, {"tenure": tenure}) for name, tenure in states], within="holders"
    )


def held_by(person, tenure, is_public=False):
    person.is_public = is_public
    tenure.person = person
    return tenure


def seat(samples):
    before = samples.tenure("former", start="", end="2023")
    holders = [held_by(samples.person(), before), held_by(samples.person(), samples.tenure())]
    return Entry("seat", [("Two holders", {"seat": HeldSeat("Council member, Ward 1", holders)})])


def no_member(samples):
    reachable = OrganizationSettings(name="Network", email="a@example.org")
    unreachable = OrganizationSettings(name="Network")
    day = date(2022, 1, 1)

    def saying(text, organization=ORGANIZATION, on=None):
        return {"text": text, "organization": organization, "on": on}

    states = [
        ("Complete roster", saying(no_member_here(roster_complete=True))),
        ("Incomplete roster", saying(no_member_here(), reachable)),
        ("No way to join on file", saying(no_member_here(), unreachable)),
        ("Another day", saying(no_member_here(day), on=day)),
        ("Uncertain", saying(no_member_here(uncertain=True))),
        ("In its towns", saying(no_member_here(inside=[samples.city]))),
        ("Words of its own", saying("No place is listed.")),
    ]
    return Entry("no_member", states, "medium")


def nobody_here():
    states = [("No one", {"uncertain": False}), ("Uncertain", {"uncertain": True})]
    return Entry("nobody_here", states, "small")


def rolls(samples):
    counties, reached = samples.counties, samples.roster.members_by_county
    names = [(county.name.removesuffix(" County"), county.geoid in reached) for county in counties]
    links = {"counties": counties, "ident": "guide-county-roll", "level": 4}
    links["heading"] = "The hundred counties, each a link"
    names = {"roll": names, "ident": "guide-roll", "level": 4}
    return [
        Entry("county_roll", [("With links", links | {"members": reached})], ground="night"),
        Entry("roll", [("Names alone", names)], ground="night"),
    ]
