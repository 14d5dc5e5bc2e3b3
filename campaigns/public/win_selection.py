"""Which wins a visitor asks for, in which order: all of it stands in the address."""

from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.utils.functional import cached_property

from campaigns.models import CampaignPage, Win
from campaigns.models.win_log import STANDING, Status
from core.date_limits import YEARS
from core.models import Topic
from members.models import Jurisdiction, Region

ANY = "any"
#: Of each column its heading, and the order in which a first click on the heading puts the list.
COLUMNS = {
    "place": ("Place", "place"),
    "win": ("Win", "win"),
    "kind": ("Kind", "kind"),
    "adopted": ("Adopted", "-adopted"),
    "status": ("Status", "status"),
    "vote": ("Vote", "-vote"),
}
NEWEST_FIRST = "-adopted"


class WinForm(forms.Form):
    """The filters of the list: wins that stand today, unless somebody asks for others."""

    topic = forms.ChoiceField(required=False)
    campaign = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(choices=[("", "All"), *Win.Kind.choices], required=False)
    status = forms.ChoiceField(
        choices=[("", "Standing"), *Status.choices, (ANY, "Any status")], required=False
    )
    county = forms.ChoiceField(required=False)
    region = forms.ChoiceField(required=False)
    year = forms.IntegerField(
        label="Year adopted",
        min_value=YEARS[0],
        max_value=YEARS[-1],
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        campaigns = CampaignPage.objects.published().in_list_order()
        counties = Jurisdiction.objects.counties().order_by("name")
        offered = {
            "topic": Topic.objects.not_merged().values_list("slug", "name"),
            "campaign": campaigns.values_list("slug", "title"),
            "county": counties.values_list("slug", "name"),
            "region": [(str(region.pk), region.name) for region in Region.objects.all()],
            "year": [(year, year) for year in Win.objects.published().years()],
        }
        for name, choices in offered.items():
            options = self.fields[name].widget if name == "year" else self.fields[name]
            options.choices = [("", "All"), *choices]

    @property
    def in_words(self):
        """What is asked for, as its options put it."""
        asked = [(self.fields[name], value) for name, value in self.cleaned_data.items() if value]
        return [dict(field.widget.choices).get(value, value) for field, value in asked]


class OrderForm(forms.Form):
    sort = forms.ChoiceField(
        choices=[(order, order) for name in COLUMNS for order in (name, f"-{name}")],
        required=False,
    )


class Selection:
    """The wins that the parameters of an address ask for; 404 where they make no sense."""

    def __init__(self, parameters):
        parameters = parameters.dict()
        if "topic" in parameters:
            parameters["topic"] = Topic.objects.surviving_slug(parameters["topic"])
        self.form, order = WinForm(parameters), OrderForm(parameters)
        if "on" in parameters or not (self.form.is_valid() and order.is_valid()):
            raise Http404("There is no such list of wins.")
        self.filters = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.order = {name: value for name, value in order.cleaned_data.items() if value}
        self.asked = self.filters | self.order
        self.sort = self.order.get("sort", NEWEST_FIRST)

    @property
    def query(self):
        """What stands in the address, encoded."""
        return urlencode(self.asked)

    @property
    def noun(self):
        """What a list also of things that don't stand is made of isn't called wins."""
        return "win" if self.filters.get("status", "") in ("", *STANDING) else "measure"

    @property
    def in_words(self):
        """What is asked for, and the order where it isn't the usual one."""
        if not self.order:
            return self.form.in_words
        label, first = COLUMNS[self.sort.removeprefix("-")]
        order = f"by {label.lower()}"
        return [*self.form.in_words, order if self.sort == first else f"{order}, backwards"]

    @cached_property
    def wins(self):
        """The wins asked for, in no order."""
        asked, wins = self.asked, Win.objects.published().with_status()
        status = asked.get("status")
        if status != ANY:
            wins = wins.filter(status__in=[status] if status else STANDING)
        if "topic" in asked:
            wins = wins.about(topic=Topic.objects.get(slug=asked["topic"]))
        if "campaign" in asked:
            campaigns = CampaignPage.objects.published()
            wins = wins.about(campaign=campaigns.get(slug=asked["campaign"]))
        if "kind" in asked:
            wins = wins.filter(kind=asked["kind"])
        if "county" in asked:
            wins = wins.in_county(asked["county"])
        if "region" in asked:
            wins = wins.in_region(asked["region"])
        return wins.adopted_in(asked["year"]) if "year" in asked else wins

    @property
    def in_order(self):
        return self.wins.sorted_by(self.sort)

    @property
    def columns(self):
        """The heads of the table, each a link to the list in its order, or in the opposite one."""
        for name, (label, first) in COLUMNS.items():
            is_sorted = self.sort.removeprefix("-") == name
            opposite = name if self.sort.startswith("-") else f"-{name}"
            direction = "descending" if self.sort.startswith("-") else "ascending"
            yield {
                "name": name,
                "label": label,
                "direction": direction if is_sorted else "",
                "query": self.with_asked(sort=opposite if is_sorted else first),
            }

    @property
    def query_of_any_year(self):
        return urlencode({name: value for name, value in self.asked.items() if name != "year"})

    def with_asked(self, **changes):
        """The parameters of the same list with something else asked as well, or instead."""
        return urlencode(self.asked | changes)
