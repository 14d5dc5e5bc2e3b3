"""The filters of the listing of places."""

from django.db.models import Q, TextChoices
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from members.models import Jurisdiction, Region


class Represented(TextChoices):
    YES = "yes", "By a member now"
    NO = "no", "By no one now"


class JurisdictionFilterSet(WagtailFilterSet):
    region = ModelChoiceFilter(
        label="Region", queryset=Region.objects.all(), method="filter_region"
    )
    represented = ChoiceFilter(
        label="Represented", choices=Represented.choices, method="filter_represented"
    )

    class Meta:
        model = Jurisdiction
        fields = ["kind", "region", "represented", "retired"]

    def filter_region(self, places, name, region):
        return places.in_region(region)

    def filter_represented(self, places, name, represented):
        found = Jurisdiction.objects.represented().values("pk")
        return places.filter(
            Q(pk__in=found) if represented == Represented.YES else ~Q(pk__in=found)
        )
