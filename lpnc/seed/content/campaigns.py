"""The four statewide campaigns."""

from lpnc.seed.body import call_to_action, heading, text
from lpnc.seed.content.vocabulary import LPNC

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
