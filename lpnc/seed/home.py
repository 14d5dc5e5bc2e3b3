"""The home page's six sections, in the order of the content brief."""

from campaigns.models import CampaignPage
from lpnc.seed import content
from lpnc.seed.body import find_page, resolve_links
from news.models import NewsPage
from pages.models import HomePage


def load(seed):
    seed.once("home sections", fill_home)


def fill_home():
    home = HomePage.objects.first()
    if home is None:
        return
    home.sections = [
        ("at_a_glance", at_a_glance()),
        (
            "priorities",
            {
                "heading": "Our work & priorities",
                "text": "<p>A broad, intersectional progressive agenda, driven by a vision of racial and "
                "economic justice. This year’s focus:</p>",
                "year": content.PRIORITIES_YEAR,
            },
        ),
        (
            "committee",
            {
                "heading": "Organizing Committee",
                "text": "<p>The network is led by its members. A committee of members meets regularly, "
                "weighs policy priorities, proposes statewide campaigns and sets the strategic "
                "direction.</p>",
            },
        ),
        (
            "campaigns",
            {
                "heading": "Our state work",
                "text": "<p>Four campaigns that cross city and county lines.</p>",
                "featured": pages_in_order(CampaignPage, content.CAMPAIGNS),
                "count": 4,
            },
        ),
        (
            "resources",
            {
                "heading": "Resources and tools",
                "text": "<p>Policy ideas that work, all in one library for local officials.</p>",
            },
        ),
        (
            "news",
            {
                "heading": "Featured news & stories",
                "text": "",
                "featured": pages_in_order(NewsPage, content.NEWS),
                "count": 4,
            },
        ),
    ]
    home.save_revision().publish()


def at_a_glance():
    return {
        "heading": "Local officials organizing North Carolina for racial and economic justice",
        "text": "<p>Local Progress North Carolina (LPNC) organizes local elected officials across the "
        "state so they can share policy ideas that work and help every community thrive. Since "
        "2020 it has been the official state chapter of Local Progress, a national network of local "
        "elected officials.</p>",
        "figures": ["members", "jurisdictions", "ordinances"],
        "more_text": resolve_links(
            "<p>With local partners, LPNC has helped dozens of localities adopt LGBTQ+-inclusive "
            "non-discrimination ordinances, and it presses the state to invest in housing and in a just "
            "recovery.</p>"
        ),
        "link": [{"label": "About the network", "page": find_page("about"), "url": ""}],
    }


def pages_in_order(page_type, descriptions):
    by_slug = {page.slug: page for page in page_type.objects.live()}
    return [by_slug[item["slug"]] for item in descriptions if item["slug"] in by_slug]
