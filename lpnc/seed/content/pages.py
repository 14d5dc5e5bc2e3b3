"""The home page, the pages about the organization, and the words above the lists of records."""

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
        "state, so that they can share policy ideas that work and help every community thrive.",
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
                "<p>Our agenda is broad, intersectional and progressive, and a vision of racial and "
                "economic justice drives it. With local partners we have helped dozens of localities "
                "adopt LGBTQ+-inclusive non-discrimination ordinances, and we press the state to "
                "invest in housing and in a just recovery.</p>"
            ),
            heading("Two organizations, one name"),
            text(
                "<p>Two legal entities share the brand: Local Progress, a 501(c)(4) organization, and "
                "Local Progress Impact Lab, a 501(c)(3) organization. Pages and resources name which "
                "one publishes them.</p>"
            ),
        ],
    },
    {
        "slug": "contact",
        "title": "Contact",
        "introduction": "For local officials, partners, reporters, and everybody who wants to know who "
        "serves where they live.",
        "body": [
            contact_details(),
            heading("Looking for an official?"),
            text(
                '<p>The <a href="/members/">list of members</a> says who belongs to the network and '
                'which office they hold. The <a href="/places/">list of places</a> goes by county, '
                "town and school district.</p>"
            ),
            heading("Is something on this site wrong or out of date?"),
            text(
                "<p>People change office, and a public record may say more than we know. Tell us what "
                "is wrong and where it can be checked, and we put it right.</p>"
            ),
        ],
    },
    {
        "slug": "privacy",
        "title": "Privacy",
        "introduction": "What this site does, and doesn’t do, with what it knows about you and about the "
        "officials it lists.",
        "body": [
            heading("When you visit"),
            text(
                "<p>Reading this site needs no account and sets no cookie. It loads nothing from other "
                "sites and holds no advertising or visitor tracking. A video from another site loads "
                "only after you press its button; from then on that site’s own rules apply.</p>"
            ),
            heading("Officials on the roster"),
            text(
                "<p>The roster names people in public office and the offices they hold or held. Contact "
                "details are those of the office, and each is shown only when somebody has decided to "
                "show it. Home addresses are not kept. Anybody listed can ask to have an entry "
                'corrected or withdrawn: <a href="page:contact">contact us</a>.</p>'
            ),
        ],
    },
    {
        "slug": "accessibility",
        "title": "Accessibility",
        "introduction": "This site is made for everybody, whatever they read it with.",
        "body": [
            heading("What we aim for"),
            text(
                "<p>Every page is built to meet the Web Content Accessibility Guidelines 2.2 at level "
                "AA. Pages work with a keyboard alone, without scripts, in light and dark, on a narrow "
                "screen and with large text. Maps always come with a list of the same places.</p>"
            ),
            heading("Found a barrier?"),
            text(
                '<p><a href="page:contact">Tell us</a> which page it is on and what stood in your way. '
                "That helps us to remove it.</p>"
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
        "People who belonged to the network or served on its Organizing Committee, and members whose "
        "office we are checking.",
    ),
    "places": (
        "Places",
        "The counties, cities, towns, villages and school districts of North Carolina, and who of the "
        "network serves there.",
    ),
    "topics": ("Topics", "What we work on, and everything on this site that belongs to it."),
    "priorities": ("Priorities", "What the network set out to work on, year by year."),
    "wins": (
        "Local wins",
        "What counties, cities and towns across North Carolina have adopted: where, when, and where it "
        "can be read.",
    ),
    "search": ("Search", "Looks through pages, people, places, topics, local wins and documents."),
}
