"""The home page, the pages about the organization, and the introductions to the lists of records."""

from lpnc.seed.body import contact_details, heading, text
from lpnc.seed.content.vocabulary import LPNC

HOME = {
    "title": LPNC,
    "slug": "local-progress-north-carolina",
    "introduction": "Local Progress North Carolina organizes local elected officials across the state "
    "to share policy ideas that work and help every community thrive.",
    "sections": [],
}

STANDARD_PAGES = [
    {
        "slug": "about",
        "title": "About us",
        "introduction": "Local Progress North Carolina organizes local elected officials across the "
        "state so they can share policy ideas that work and help every community thrive.",
        "body": [
            heading("Part of a national network"),
            text(
                "<p>Local Progress is a national network of local elected officials. Local Progress "
                "North Carolina has been its official state chapter since 2020. We say LPNC for "
                "short.</p>"
            ),
            heading("Led by its members"),
            text(
                "<p>LPNC is a member-led network. A committee of members, the Organizing Committee, "
                "meets regularly, weighs policy priorities, proposes statewide campaigns and sets the "
                "strategic direction.</p>"
            ),
            heading("What we work for"),
            text(
                "<p>Our agenda is broad, intersectional and progressive, driven by a vision of racial and "
                "economic justice. With local partners, we have helped dozens of localities "
                "adopt LGBTQ+-inclusive non-discrimination ordinances, and we press the state to "
                "invest in housing and in a just recovery.</p>"
            ),
            heading("Two organizations, one name"),
            text(
                "<p>Two legal entities share the brand: Local Progress, a 501(c)(4) organization, and "
                "Local Progress Impact Lab, a 501(c)(3) organization. Pages and resources name their "
                "publisher.</p>"
            ),
        ],
    },
    {
        "slug": "contact",
        "title": "Contact",
        "introduction": "For local officials, partners, reporters and anyone who wants to know who "
        "serves where they live.",
        "body": [
            contact_details(),
            heading("Looking for an official?"),
            text(
                '<p>The <a href="/members/">list of members</a> shows who belongs to the network and '
                'which office they hold. The <a href="/places/">list of places</a> has every county, '
                "city, town and school district.</p>"
            ),
            heading("Is something on this site wrong or out of date?"),
            text(
                "<p>People change offices, and public records may say more than we know. Tell us what "
                "is wrong and where we can check it, and we’ll fix it.</p>"
            ),
        ],
    },
    {
        "slug": "privacy",
        "title": "Privacy",
        "introduction": "How this site handles information about you and about the officials it lists.",
        "body": [
            heading("When you visit"),
            text(
                "<p>You can read this site without an account, and it sets no cookies. It loads nothing "
                "from other sites and has no advertising or visitor tracking. A video from another site "
                "loads only after you press play; from then on, that site’s own rules apply.</p>"
            ),
            heading("Officials on the roster"),
            text(
                "<p>The roster names people in public office and the offices they hold or held. Contact "
                "details are those of the office, and we show each one only after deciding to publish "
                "it. We don’t keep home addresses. Anyone listed can ask us to correct or withdraw "
                'their entry: <a href="page:contact">contact us</a>.</p>'
            ),
        ],
    },
    {
        "slug": "accessibility",
        "title": "Accessibility",
        "introduction": "This site is for everyone, on any device and with any assistive technology.",
        "body": [
            heading("What we aim for"),
            text(
                "<p>Every page is built to meet the Web Content Accessibility Guidelines 2.2 at level "
                "AA. Pages work with only a keyboard, without scripts, in light and dark mode, on a narrow "
                "screen and with large text. Every map comes with a list of the same places.</p>"
            ),
            heading("Found a barrier?"),
            text(
                '<p><a href="page:contact">Tell us</a> which page it is on and what got in your way. '
                "That helps us remove it.</p>"
            ),
        ],
    },
]

SECTIONS = {
    "members": (
        "Members",
        "Local elected officials across North Carolina who belong to the network, by last name.",
    ),
    "members/former": (
        "Former members",
        "People who once belonged to the network or served on its Organizing Committee, and members "
        "whose office we are confirming.",
    ),
    "places": (
        "Places",
        "North Carolina’s counties, cities, towns, villages and school districts, and the network "
        "members who serve there.",
    ),
    "topics": ("Topics", "The issues we work on, and everything on this site about them."),
    "priorities": ("Priorities", "What the network set out to work on, year by year."),
    "wins": (
        "Local wins",
        "Policies that counties, cities and towns across North Carolina have adopted: where, when, and "
        "the text.",
    ),
    "search": ("Search", "Search pages, people, places, topics, local wins and documents."),
}
