"""Pictures of the roster, the county map and people's monograms, and places in a sentence."""

import re
from functools import lru_cache
from html import escape
from zlib import crc32

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import get_text_list

from members.models.dates import UNKNOWN
from members.public.maps import CountyMap, can_be_shown, county_patch, halves, served

TONES = 6
# The longest word, and all words together, that the name of a page's person may have in each size.
NAME_SIZES = [("large", 9, 24), ("medium", 12, 24), ("", 17, 120)]
# The longest name that a place may have in each size.
PLACE_NAME_SIZES = [("large", 9), ("medium", 20)]
# The longest part of a name, up to a space or a hyphen, that fits on a line of a card.
LONGEST_ON_CARD = 15
# The title of a map.
TITLE = "North Carolina as a quilt of its 100 counties"

register = template.Library()


@register.inclusion_tag("components/map.html")
def county_map(
    members, id, title=TITLE, places=(), labels=(), shown=None, description="", noun="member"
):
    """Draw the map; `members` has numbers of members by county GEOID, and `id` is unique on the page."""
    drawn = CountyMap(members, places, labels, shown, noun, id)
    return {
        "map": drawn,
        "title": title,
        "description": description or drawn.description,
    }


@register.filter
def counties_served(members, noun="member"):
    """Return the map's label for each county where a member serves."""
    return [words for _, words in served(members, noun)]


@register.filter
def halves_with(place):
    """Return the halves of the map that the place is in, with their view boxes; both without a place."""
    return [(side, "{} {} {} {}".format(*box)) for side, box in halves(place)]


register.filter("can_be_shown", can_be_shown)


@register.filter
def named(places):
    """Return the places in a sentence, each a link: "A, B and C"."""
    links = [
        format_html('<a href="{}">{}</a>', place.get_absolute_url(), place.name) for place in places
    ]
    return mark_safe(get_text_list(links, "and"))  # each link is escaped


@register.simple_tag
def monogram(person, tone=None):
    """Draw the person's county with their initials; each person keeps a tone unless one is given."""
    tone = tone or crc32(person.slug.encode()) % TONES + 1
    return drawn_monogram(person.initials, tone, county_patch(person.county, person.place))


@lru_cache(maxsize=1000)
def drawn_monogram(initials, tone, patch):
    context = {"initials": initials, "tone": tone, "patch": patch}
    return render_to_string("components/monogram.html", context)


@register.simple_tag
def person_card(person, note="", tentative=False):
    """Draw a person in a list: picture, name, the title of the day, and the place if the title doesn't name
    it; `note` is a tag, which is basted if it is tentative."""
    place, title = person.place, person.title
    is_named = not place or place.name in title
    return mark_safe(
        PERSON.format(
            sample=" is-sample" if person.is_sample else "",
            picture=portrait(person) if person.portrait else monogram(person),
            long=" person-name-long" if is_long_on_card(person.name) else "",
            address=escape(person.get_absolute_url()),
            name=escape(person.name),
            title=title and f'<p class="person-office"><bdi>{escape(title)}</bdi></p>',
            place="" if is_named else f'<p class="place-note"><bdi>{escape(str(place))}</bdi></p>',
            tag=tag(note, tentative),
        )
    )


PERSON = (
    '<div class="person-row{sample}"><div>{picture}</div><div class="person-words">'
    '<p class="person-name{long}"><a class="name-link" href="{address}"><bdi>{name}</bdi></a></p>'
    "{title}{place}{tag}</div></div>"
)


@register.simple_tag
def person_rows(people, doubted=False):
    """Draw the items of a list of people; the `doubted` ones have a basted tag."""
    cards = (person_card(person, person.doubt if doubted else "", doubted) for person in people)
    return mark_safe("".join(f"<li>{card}</li>" for card in cards))


def portrait(person):
    context = {"person": person, "sizes": "(min-width: 25rem) 5.5rem, 22vw"}
    return render_to_string("components/person_patch.html", context)


def tag(words, tentative=False):
    """Draw a tag below an item of a list; nothing without words."""
    basted = " tag-basted" if tentative else ""
    return words and f'<p class="tag{basted}">{escape(words)}</p>'


@register.simple_tag
def place_card(place, note="", served=False, on=None, uncertain=False):
    """Draw a place in a list, with a note the short name is enough; it may be `served` by a member `on` a
    day, or that may be uncertain."""
    return mark_safe(
        PLACE.format(
            address=escape(place.get_absolute_url()),
            name=escape(place.name if note else place.display_name),
            note=note and f'<p class="place-note">{escape(note)}</p>',
            uncertain=tag("Uncertain", tentative=True) if uncertain else "",
            served=tag(f"A member serve{'d' if on else 's'} here") if served else "",
        )
    )


PLACE = (
    '<div class="place-row"><p class="place-name"><a class="name-link" href="{address}">{name}</a>'
    "</p>{note}{uncertain}{served}</div>"
)


@register.simple_tag
def place_rows(places, uncertain=False):
    """Draw the items of a list of places, each with its governing body."""
    cards = (place_card(place, place.governing_body, uncertain=uncertain) for place in places)
    return mark_safe("".join(f"<li>{card}</li>" for card in cards))


@register.simple_tag
def county_links(counties, members):
    """Return links to the counties, those in bold where `members` (by county GEOID) counts anyone."""
    return format_html_join(
        " ",
        '<a href="{}">{}</a>',
        (
            (county.get_absolute_url(), bold(name) if county.geoid in members else name)
            for county in counties
            for name in [county.name.removesuffix(" County")]
        ),
    )


def bold(text):
    return format_html("<b>{}</b>", text)


@register.filter
def edge(day):
    """Return how much is known of the date at the end of a strip: "known" to the day, "partial" or "unknown"."""
    if not day or day.precision == UNKNOWN:
        return "unknown"
    return "known" if day.precision == "day" else "partial"


@register.simple_tag
def no_member_here(on=None, uncertain=False, roster_complete=False, inside=()):
    """Return the sentence that no member serves in a place, as far as that is known; members may serve in
    the places inside it."""
    if inside:
        return serving_inside(inside, on=on, uncertain=uncertain)
    if on:
        return "We can’t confirm that a member served here on that day."
    if uncertain:
        return "We can’t confirm that a member serves here today."
    if roster_complete:
        return "No member serves here today."
    return "Our list shows no member here, but it isn’t complete yet."


@register.simple_tag
def serving_inside(places, people=(), on=None, uncertain=False):
    """Return the sentence on where members serve in a county, and whether any sits on its own board."""
    return format_html(sentence_on_inside(people, on, uncertain), named(places))


def sentence_on_inside(people, on, uncertain):
    if people:
        return f"Members also {'served' if on else 'serve'} in {{}}."
    if on:
        return (
            "We can’t confirm that a member sat on the county’s own board on that day, "
            "but members served in {}."
        )
    if uncertain:
        return (
            "We can’t confirm that a member sits on the county’s own board today, "
            "but members serve in {}."
        )
    return "No member on our list sits on the county’s own board, but members serve in {}."


@register.filter
def name_size(name):
    """Return the size of a name so that none of its words breaks: large, medium, plain or small."""
    longest = max(map(len, name.split()), default=0)
    fitting = (size for size, word, whole in NAME_SIZES if longest <= word and len(name) <= whole)
    return next(fitting, "small")


@register.filter
def place_name_size(name):
    """Return the size of a place's name: large, medium or plain."""
    return next((size for size, most in PLACE_NAME_SIZES if len(name) <= most), "")


@register.filter
def is_long_on_card(name):
    """Return whether a part of the name would break on a card, or leave its hyphen alone on a line,
    so that the name needs a smaller size."""
    return max(map(len, re.split(r"[\s-]", name))) > LONGEST_ON_CARD


@register.inclusion_tag("components/place_patch.html")
def place_patch(place):
    """Draw the county that the place is or is in, with a dot for a town."""
    return {"patch": county_patch(place.county, place)}
