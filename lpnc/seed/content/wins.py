"""The non-discrimination ordinances of 2021, as reported in the news and on a law firm's page.

Each fact comes from the source next to it: the place, the wording of the title, and the date as far
as the source gives it. No source has votes, sponsors or texts, so they are left out.
"""

TOPIC = "lgbtq-equality"
COVERING = "Non-discrimination ordinance covering sexual orientation and gender identity"

CHAPELBORO = (
    "Chapelboro: Carrboro, Chapel Hill governments pass anti-discrimination ordinances",
    "https://chapelboro.com/news/local-government/"
    "carrboro-chapel-hill-governments-pass-anti-discrimination-ordinances",
)
LITTLER = (
    "Littler: Expiration of state preemption of anti-discrimination ordinances",
    "https://www.littler.com/publication-press/publication/"
    "expiration-state-preemption-anti-discrimination-ordinances-prompts",
)
QNOTES = (
    "QNotes: Progress for LGBTQ rights in North Carolina",
    "https://qnotescarolinas.com/progress-for-lgbtq-rights-in-north-carolina/",
)
NEWSLINE = "https://ncnewsline.com/tag/non-discrimination-ordinances/"
CHARLOTTE = ("NC Newsline: Charlotte latest city to expand LGBTQ protections", NEWSLINE)
RALEIGH = (
    "NC Newsline: Raleigh joins Wake County in new non-discrimination protections",
    NEWSLINE,
)
OUTVOICES = (
    "OutVoices: North Carolina wins more LGBTQ-inclusive nondiscrimination protections",
    "https://outvoices.us/north-carolina-wins-more-lgbtq-inclusive-nondiscrimination-protections/",
)

# Place, title, date of adoption, source.
WINS = [
    ("town-hillsborough", COVERING, "January 2021", CHAPELBORO),
    ("town-carrboro", COVERING, "January 2021", CHAPELBORO),
    ("town-chapel-hill", COVERING, "January 2021", CHAPELBORO),
    ("county-orange", COVERING, "January 19, 2021", LITTLER),
    ("city-durham", f"{COVERING} and protected hairstyles", "January 19, 2021", LITTLER),
    ("city-greensboro", COVERING, "January 19, 2021", LITTLER),
    ("county-buncombe", COVERING, "2021", QNOTES),
    ("city-asheville", COVERING, "2021", QNOTES),
    ("town-apex", COVERING, "2021", QNOTES),
    ("city-charlotte", COVERING, "August 9, 2021", CHARLOTTE),
    ("city-winston-salem", f"{COVERING} and natural hairstyles", "August 16, 2021", OUTVOICES),
    ("county-chatham", f"{COVERING} and natural hairstyles", "August 16, 2021", OUTVOICES),
    ("county-wake", COVERING, "October 18, 2021", RALEIGH),
    ("city-raleigh", COVERING, "October 19, 2021", RALEIGH),
]
