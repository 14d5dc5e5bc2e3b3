"""The filters and the order of the list of wins."""

from django.forms import HiddenInput, IntegerField
from django.http import Http404
from django_filters import ChoiceFilter, Filter

from campaigns.models import CampaignPage, Win
from campaigns.models.win_log import STANDING, Status
from core.filters import PlainSelect, PublicFilterSet, each_once
from core.generation import prepared
from core.models import Topic
from core.times import YEARS
from core.visibility import page_tree
from members.public.member_filters import county_choices, region_choices

ANY = "any"
#: Each column's heading, and the order that a first click on the heading gives the list.
COLUMNS = {
    "place": ("Place", "place"),
    "win": ("Win", "win"),
    "kind": ("Kind", "kind"),
    "adopted": ("Adopted", "-adopted"),
    "status": ("Status", "status"),
    "vote": ("Vote", "-vote"),
}
NEWEST_FIRST = "-adopted"


class StatusFilter(ChoiceFilter):
    """Keep only wins that still stand, unless the visitor chooses another status."""

    def filter(self, wins, status):
        return wins if status == ANY else wins.filter(status__in=[status] if status else STANDING)


class YearFilter(Filter):
    field_class = IntegerField


class OrderFilter(ChoiceFilter):
    def filter(self, wins, order):
        return wins.sorted_by(order or NEWEST_FIRST)


@prepared
def topic_choices():
    return list(Topic.objects.not_merged().values_list("slug", "name"))


@prepared
def campaign_choices():
    pages = page_tree().listed.values()
    return [(page.slug, page.title) for page in pages if page.specific_class is CampaignPage]


def campaign_at(slug):
    return CampaignPage.objects.published().filter(slug=slug).in_list_order().first()


@prepared
def years_with_wins():
    return Win.objects.published().years()


class WinFilters(PublicFilterSet):
    """The filters and the order of the list of wins."""

    topic = ChoiceFilter(
        label="Topic",
        choices=topic_choices,
        empty_label="All",
        method=lambda wins, name, slug: wins.about(topic=Topic.objects.get(slug=slug)),
    )
    campaign = ChoiceFilter(
        label="Campaign",
        choices=campaign_choices,
        empty_label="All",
        method=lambda wins, name, slug: wins.about(campaign=campaign_at(slug)),
    )
    kind = ChoiceFilter(label="Kind", choices=Win.Kind.choices, empty_label="All")
    status = StatusFilter(
        label="Status", choices=[*Status.choices, (ANY, "Any status")], empty_label="Standing"
    )
    county = ChoiceFilter(
        label="County",
        choices=county_choices,
        empty_label="All",
        method=lambda wins, name, slug: wins.in_county(slug),
    )
    region = ChoiceFilter(
        label="Region",
        choices=region_choices,
        empty_label="All",
        method=lambda wins, name, region: wins.in_region(region),
    )
    year = YearFilter(
        label="Year adopted",
        min_value=YEARS[0],
        max_value=YEARS[-1],
        widget=PlainSelect,
        method=lambda wins, name, year: wins.adopted_in(year),
    )
    sort = OrderFilter(
        choices=[(order, order) for name in COLUMNS for order in (name, f"-{name}")],
        widget=HiddenInput,
    )

    def __init__(self, parameters):
        asked = each_once(parameters, self.base_filters).copy()
        if "on" in asked:
            raise Http404("Wins are listed as of today.")
        if "topic" in asked:
            asked["topic"] = Topic.objects.surviving_slug(asked["topic"])
        super().__init__(asked, Win.objects.published().with_status())
        years = [(year, year) for year in years_with_wins()]
        self.form.fields["year"].widget.choices = [("", "All"), *years]

    @property
    def noun(self):
        """The word for what is listed: not a win if it may no longer stand."""
        return "win" if self.asked.get("status", "") in ("", *STANDING) else "measure"

    @property
    def in_title(self):
        """The filters in words, and the order unless it is the usual one."""
        if "sort" not in self.asked:
            return self.in_words
        order = self.asked["sort"]
        label, first = COLUMNS[order.removeprefix("-")]
        reverse = "" if order == first else ", reversed"
        return [*self.in_words, f"by {label.lower()}{reverse}"]

    @property
    def columns(self):
        """The heads of the table, each a link to the list in its order, or in the opposite one."""
        order = self.asked.get("sort", NEWEST_FIRST)
        direction, opposite = ("descending", "") if order.startswith("-") else ("ascending", "-")
        for name, (label, first) in COLUMNS.items():
            is_sorted = order.removeprefix("-") == name
            yield {
                "name": name,
                "label": label,
                "direction": direction if is_sorted else "",
                "query": self.query(sort=f"{opposite}{name}" if is_sorted else first),
            }

    @property
    def query_of_any_year(self):
        return self.query(year=None)
