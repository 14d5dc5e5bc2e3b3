"""The news and a related resource."""

from lpnc.seed.body import text
from lpnc.seed.content.vocabulary import IMPACT_LAB, LOCAL_PROGRESS, LPNC

NEWS_INDEX = {
    "slug": "news",
    "title": "News & stories",
    "introduction": "Stories, videos and the LPNC State Download, the network’s quarterly newsletter.",
}

FUNDS_TITLE = "Using Federal Funds to Create More Just Communities in North Carolina"
FUNDS_SUMMARY = (
    "ARPA gave localities more federal money than ever before. Local electeds across the state put it "
    "to work for a just recovery and are looking at how to use other federal programs next."
)

NEWS = [
    {
        "slug": "community-responder-programs",
        "title": "How Localities Use Community Responder Programs to Keep People Safe",
        "kind": "video",
        "summary": "What community responder programs are, how they work and why hundreds of localities "
        "are starting them, with stories from Durham, Oakland and Albuquerque.",
        "body": [
            text(
                "<p>Hundreds of localities are starting community responder programs. The video explains "
                "what these programs are and how they work, and visits three places:</p>"
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
        "summary": "Our quarterly newsletter: statewide updates, calls to action and network news.",
        "body": [
            text(
                "<p>The LPNC State Download is the network’s quarterly newsletter. The June 2024 issue "
                "has statewide updates, calls to action and news of the network, including protecting "
                "local democracy and funding public schools.</p>"
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
                "<p>Anti-labor laws haven’t stopped workers in the South from organizing. The story "
                "covers a work action in Durham, North Carolina, and union drives at REI and at "
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
                "<p>Next, they are looking at how to use other federal programs.</p>"
            )
        ],
        "about": {"topics": ["just-recovery"]},
    },
]

RESOURCE_INDEX = {
    "slug": "resources",
    "title": "Resources and tools",
    "introduction": "Policy ideas that work, all in one place for local officials.",
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
                '<p>Read the story: <a href="page:news/using-federal-funds">Using Federal '
                "Funds to Create More Just Communities in North Carolina</a>.</p>"
            )
        ],
        "about": {"topics": ["just-recovery"]},
    }
]
