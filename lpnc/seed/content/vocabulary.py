"""The publishers, the topics and the priorities of a year."""

LOCAL_PROGRESS = "Local Progress"
IMPACT_LAB = "Local Progress Impact Lab"
LPNC = "Local Progress North Carolina"

PUBLISHERS = [(LOCAL_PROGRESS, "501(c)(4)"), (IMPACT_LAB, "501(c)(3)"), (LPNC, "")]

# Address, name, synonyms.
TOPICS = [
    ("community-safety", "Community safety", ["community responders"]),
    ("environmental-justice", "Environmental justice", []),
    ("just-recovery", "Just recovery", ["ARPA", "federal funds"]),
    (
        "lgbtq-equality",
        "LGBTQ+ equality",
        [
            "NDO",
            "NDOs",
            "non-discrimination ordinance",
            "non-discrimination ordinances",
            "nondiscrimination ordinance",
            "nondiscrimination ordinances",
        ],
    ),
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
# The priorities with a campaign on the same subject, and that campaign's address.
CAMPAIGNS_OF_PRIORITIES = [
    ("Voting and democracy", "voting-and-democracy"),
    ("Local authority", "local-control"),
    ("Reproductive rights", "reproductive-rights"),
]
