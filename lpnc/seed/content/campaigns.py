"""The four statewide campaigns."""

from lpnc.seed.body import call_to_action, heading, text
from lpnc.seed.content.vocabulary import LPNC

JOIN_IN = call_to_action(
    "Do you hold a local office?",
    "Join local officials from across the state in bringing this work to your council, board or "
    "commission.",
    "Get in touch",
    "contact",
)

CAMPAIGN_INDEX = {
    "slug": "campaigns",
    "title": "Our state work",
    "introduction": "Campaigns that cross city and county lines, proposed by our members’ Organizing "
    "Committee.",
}

CAMPAIGNS = [
    {
        "slug": "traffic-enforcement",
        "title": "Traffic enforcement",
        "pattern": "geese",
        "summary": "Policy options that shrink the part police play in traffic enforcement, to fight "
        "racial disparities in who gets stopped while driving.",
        "problem": "<p>Racial disparities in who gets stopped while driving.</p>",
        "ask": "<p>Policy options that shrink the part police play in traffic enforcement.</p>",
        "body": [JOIN_IN],
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
                "<p>We want a democracy that reflects and represents everyone. We share public voting "
                "information and back get-out-the-vote work.</p>"
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
        "ask": "<ul><li>Protect bodily autonomy.</li><li>Keep access to abortion.</li>"
        "<li>Support reproductive rights.</li></ul>",
        "body": [
            heading("How we work"),
            text("<p>We work at the local level, hand in hand with local advocates.</p>"),
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
        "preemption that harms communities. Statewide campaigns fight this interference.",
        "problem": "<p>Abusive state preemption harms communities.</p>",
        "body": [
            heading("Who fights it"),
            text(
                "<p>Local electeds are a decisive voice for local control. Statewide campaigns fight "
                "state interference.</p>"
            ),
            JOIN_IN,
        ],
        "about": {"topics": ["local-authority"]},
        "publishers": [LPNC],
    },
]
