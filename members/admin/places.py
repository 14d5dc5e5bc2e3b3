"""The screens of places, offices and regions."""

from django.db.models import Q, TextChoices
from django.forms import CheckboxSelectMultiple
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from core.forms import RecordForm
from members.admin.base import RosterViewSet
from members.models import Jurisdiction, Office, Region
from members.models.office_places import KINDS


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


class JurisdictionViewSet(RosterViewSet):
    model = Jurisdiction
    icon = "site"
    menu_label = "Places"
    list_display = ["__str__", "kind", Column("county", label="County"), "governing_body"]
    filterset_class = JurisdictionFilterSet
    inspect_view_fields = [
        "kind",
        "name",
        "governing_body",
        "body_size",
        "population",
        "primary_county",
        "region",
        "counties",
        "neighbors",
        "ocd_id",
        "geoid",
        "retired",
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
            FieldRowPanel([FieldPanel("governing_body"), FieldPanel("body_size")]),
            FieldRowPanel([FieldPanel("primary_county"), FieldPanel("region")]),
            FieldPanel("counties", widget=CheckboxSelectMultiple),
            FieldRowPanel([FieldPanel("ocd_id"), FieldPanel("geoid")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("retired"),
        ],
        base_form_class=RecordForm,
    )

    def get_queryset(self, request):
        return Jurisdiction.objects.select_related("primary_county")


class OfficeViewSet(RosterViewSet):
    model = Office
    icon = "clipboard-list"
    list_display = [
        "name",
        "title_pattern",
        "one_holder",
        Column("kinds_in_words", label="Kinds of place"),
    ]
    inspect_view_fields = ["name", "title_pattern", "one_holder", *KINDS, "on_governing_body"]
    panels = [
        FieldPanel("name"),
        FieldPanel("title_pattern"),
        FieldPanel("one_holder"),
        MultiFieldPanel(
            [FieldPanel(name) for name in KINDS], heading="Kinds of place that have this office"
        ),
        FieldPanel("on_governing_body"),
        FieldPanel("sort_order"),
    ]


class RegionViewSet(RosterViewSet):
    model = Region
    icon = "globe"
    list_display = ["name", "confirmed"]
    inspect_view_fields = ["name", "confirmed"]
    panels = [FieldPanel("name"), FieldPanel("sort_order"), FieldPanel("confirmed")]
