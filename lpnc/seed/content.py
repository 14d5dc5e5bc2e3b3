"""What the first content says. The facts come from the organization; the sentences are the site's own."""

from lpnc.seed.body import call_to_action, contact_details, heading, text

LOCAL_PROGRESS = "Local Progress"
IMPACT_LAB = "Local Progress Impact Lab"
LPNC = "Local Progress North Carolina"

PUBLISHERS = [(LOCAL_PROGRESS, "501(c)(4)"), (IMPACT_LAB, "501(c)(3)"), (LPNC, "")]

# Address, name, synonyms.
TOPICS = [
    ("community-safety", "Community safety", ["community responders"]),
    ("environmental-justice", "Environmental justice", []),
    ("just-recovery", "Just recovery", ["ARPA", "federal funds"]),
    ("lgbtq-equality", "LGBTQ+ equality", ["NDO", "non-discrimination ordinance"]),
    ("local-authority", "Local authority", ["local control", "preemption"]),
    ("reproductive-rights", "Reproductive rights", ["abortion", "bodily autonomy"]),
    ("traffic-enforcement", "Traffic enforcement", ["traffic stops"]),
    ("voting-and-democracy", "Voting and democracy", ["elections", "get out the vote"]),
    ("workers-rights", "Workers’ rights", ["labor", "unions"]),
]

PRIORITIES_YEAR = 2024
# Name, topic.
PRIORITIES = [
    ("A just recovery", "just-recovery"),
    ("Environmental justice", "environmental-justice"),
    ("Voting and democracy", "voting-and-democracy"),
    ("Local authority", "local-authority"),
    ("Reproductive rights", "reproductive-rights"),
]

HOME = {
    "title": LPNC,
    "slug": "local-progress-north-carolina",
    "introduction": "Local Progress North Carolina organizes local elected officials across the state "
    "to share policy ideas that work and help every community thrive.",
    "sections": [],
}

JOIN_IN = call_to_action(
    "Do you hold a local office?",
    "Bring this work to your council, board or commission, together with local officials from across "
    "the state.",
    "Get in touch",
    "contact",
)

CAMPAIGN_INDEX = {
    "slug": "campaigns",
    "title": "Our state work",
    "introduction": "Campaigns that run across city and county lines. The Organizing Committee, made up "
    "of members, proposes them.",
}

CAMPAIGNS = [
    {
        "slug": "traffic-enforcement",
        "title": "Traffic enforcement",
        "pattern": "geese",
        "summary": "Policy options that shrink the part police play in traffic enforcement, to fight "
        "racial disparities in who gets stopped while driving.",
        "body": [
            heading("What it is about"),
            text(
                "<p>Who gets stopped while driving should not depend on race. This campaign puts "
                "policy options in the hands of local officials: ways to enforce traffic law in which "
                "police play a smaller part.</p>"
            ),
            JOIN_IN,
        ],
        "about": {"topics": ["traffic-enforcement"]},
        "publishers": [LPNC],
    },
    {
        "slug": "voting-and-democracy",
        "title": "Voting and democracy",
        "pattern": "star",
        "summary": "Sharing public voting information and backing get-out-the-vote work, so that our "
        "democracy reflects and represents everyone.",
        "body": [
            heading("What it is about"),
            text(
                "<p>A democracy should reflect and represent everyone who lives in it. Local officials "
                "share public voting information with the people they serve, and stand behind the "
                "work of getting out the vote.</p>"
            ),
            JOIN_IN,
        ],
        "about": {"topics": ["voting-and-democracy"]},
        "publishers": [LPNC],
    },
    {
        "slug": "reproductive-rights",
        "title": "Reproductive rights",
        "pattern": "peel",
        "summary": "Work at the local level, hand in hand with local advocates: protect bodily autonomy, "
        "keep access to abortion, support reproductive rights.",
        "body": [
            heading("What it is about"),
            text(
                "<p>Local officials and local advocates work on this together. What they are after: "
                "bodily autonomy protected, access to abortion kept, reproductive rights supported.</p>"
            ),
            JOIN_IN,
        ],
        "about": {"topics": ["reproductive-rights"]},
        "publishers": [LPNC],
    },
    {
        "slug": "local-control",
        "title": "Local control",
        "pattern": "steps",
        "summary": "Local electeds are a decisive voice for local control and against abusive state "
        "preemption that harms communities. Statewide campaigns fight such interference.",
        "body": [
            heading("What it is about"),
            text(
                "<p>Abusive state preemption takes decisions away from the communities that have to "
                "live with them, and harms those communities. Local electeds are a decisive voice "
                "against it and for local control; statewide campaigns fight the interference.</p>"
            ),
            JOIN_IN,
        ],
        "about": {"topics": ["local-authority"]},
        "publishers": [LPNC],
    },
]

NEWS_INDEX = {
    "slug": "news",
    "title": "News & stories",
    "introduction": "Stories, videos and the LPNC State Download, the network’s quarterly newsletter.",
}

FUNDS_TITLE = "Using Federal Funds to Create More Just Communities in North Carolina"
FUNDS_SUMMARY = (
    "ARPA gave localities more federal money than ever before. Local electeds across the state put it "
    "to work for a just recovery, and look at how to use other federal programs next."
)

NEWS = [
    {
        "slug": "community-responder-programs",
        "title": "How Localities Use Community Responder Programs to Keep People Safe",
        "kind": "video",
        "summary": "What community responder programs are, how they work and why hundreds of localities "
        "are starting them, told from three places: Durham, Oakland and Albuquerque.",
        "body": [
            text(
                "<p>Hundreds of localities are starting community responder programs. The video says "
                "what these programs are and how they work, and takes its viewers to three places:</p>"
                "<ul><li>Durham</li><li>Oakland</li><li>Albuquerque</li></ul>"
                "<p>Its picture shows Mario Benavente talking with a local elected official at a "
                "Local Progress event in Nashville, Tennessee.</p>"
            )
        ],
        "about": {
            "people": ["mario-benavente"],
            "places": ["city-durham"],
            "topics": ["community-safety"],
        },
        "publishers": [LOCAL_PROGRESS, IMPACT_LAB],
    },
    {
        "slug": "state-download-june-2024",
        "title": "LPNC State Download: Protecting local democracy, funding public schools, & more! "
        "(June 2024)",
        "kind": "newsletter",
        "date": "June 6, 2024",
        "summary": "The quarter’s newsletter: statewide updates, calls to action and news of the network.",
        "body": [
            text(
                "<p>The LPNC State Download is the network’s quarterly newsletter. The issue of June "
                "2024 has statewide updates, calls to action and news of the network; its title names "
                "two of them: protecting local democracy, and funding public schools.</p>"
                "<p>Its picture shows a rally of members of the North Carolina Public Service Workers "
                "Union.</p>"
            )
        ],
        "about": {"topics": ["voting-and-democracy"]},
        "publishers": [LPNC],
    },
    {
        "slug": "workers-in-the-south",
        "title": "Workers in the South Aren’t Letting Anti-Labor Laws Stop Them From Organizing",
        "kind": "story",
        "summary": "From a work action in Durham, North Carolina, to union drives at REI and at "
        "universities: how workers organize the South.",
        "body": [
            text(
                "<p>Anti-labor laws have not stopped workers in the South from organizing. The story "
                "goes from a work action in Durham, North Carolina, to union drives at REI and at "
                "universities.</p>"
            )
        ],
        "about": {"places": ["city-durham"], "topics": ["workers-rights"]},
    },
    {
        "slug": "using-federal-funds",
        "title": FUNDS_TITLE,
        "kind": "story",
        "date": "August 1, 2023",
        "summary": FUNDS_SUMMARY,
        "body": [
            text(
                "<p>Through ARPA, localities had more federal money to work with than ever before. "
                "Across North Carolina, local electeds put it to work for a just recovery.</p>"
                "<p>Next they look at how to use other federal programs.</p>"
            )
        ],
        "about": {"topics": ["just-recovery"]},
    },
]

RESOURCE_INDEX = {
    "slug": "resources",
    "title": "Resources and tools",
    "introduction": "Policy ideas that work, gathered where local officials can find them.",
}

RESOURCES = [
    {
        "slug": "using-federal-funds",
        "title": FUNDS_TITLE,
        "seo_title": f"{FUNDS_TITLE} (library entry)",
        "search_description": "The resource library’s entry for a story on how local electeds across "
        "North Carolina put federal money to work for a just recovery.",
        "kind": "story",
        "year": 2023,
        "summary": FUNDS_SUMMARY,
        "body": [
            text(
                '<p>Read it among the news: <a href="page:news/using-federal-funds">Using Federal '
                "Funds to Create More Just Communities in North Carolina</a>.</p>"
            )
        ],
        "about": {"topics": ["just-recovery"]},
    }
]

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
    "search": ("Search", "Looks through pages, people, places, topics and documents."),
}
