"""The menu "Roster" of the admin."""

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.forms import CheckboxSelectMultiple
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from members.forms import PersonForm
from members.models import (
    CommitteeSeat,
    Jurisdiction,
    Office,
    Person,
    Region,
    State,
    Tenure,
)

KEPT_FOREVER = (CommitteeSeat, Jurisdiction, Office, Person, Region)


def refuse_removal(request, records):
    """Hook: nobody removes what the roster keeps forever, not even in bulk or as a superuser."""
    if any(isinstance(record, KEPT_FOREVER) for record in records):
        raise PermissionDenied


class KeepingPolicy(ModelPermissionPolicy):
    """The ordinary permissions, except that nobody may delete."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


class KeepingIndexView(IndexView):
    @property
    def columns(self):
        columns = super().columns
        return [column for column in columns if not isinstance(column, BulkActionsCheckboxColumn)]


class RosterViewSet(SnippetViewSet):
    """Records that stay: they can be added and changed, found in the database's plain way, not removed."""

    index_view_class = KeepingIndexView
    index_template_name = "wagtailadmin/generic/index.html"
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["name"]
    list_per_page = 50

    @property
    def permission_policy(self):
        return KeepingPolicy(self.model)


spell_panel = FieldRowPanel([FieldPanel("start"), FieldPanel("end")])

tenure_panels = [
    FieldRowPanel([FieldPanel("office"), FieldPanel("jurisdiction")]),
    FieldRowPanel([FieldPanel("seat_label"), FieldPanel("title")]),
    FieldRowPanel([FieldPanel("start"), FieldPanel("began")]),
    FieldPanel("expected_end"),
    FieldRowPanel([FieldPanel("end"), FieldPanel("end_reason")]),
    FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_by")]),
    FieldPanel("source"),
    InlinePanel(
        "leadership_roles",
        heading="Roles on top of this seat",
        label="Role",
        panels=[FieldPanel("role"), spell_panel],
    ),
]

person_tabs = TabbedInterface(
    [
        ObjectList(
            [
                FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
                FieldRowPanel([FieldPanel("name"), FieldPanel("sort_name")]),
                FieldPanel("pronouns"),
                FieldPanel("portrait"),
                FieldPanel("biography"),
            ],
            heading="Person",
        ),
        ObjectList(
            [InlinePanel("tenures", heading="Offices held", label="Office", panels=tenure_panels)],
            heading="Offices",
        ),
        ObjectList(
            [
                InlinePanel(
                    "memberships", heading="Membership", label="Membership", panels=[spell_panel]
                ),
                InlinePanel(
                    "committee_seats",
                    heading="Organizing Committee",
                    label="Committee seat",
                    panels=[FieldPanel("role"), spell_panel],
                ),
            ],
            heading="Network",
        ),
        ObjectList(
            [
                InlinePanel(
                    "contacts",
                    heading="Public office contacts",
                    label="Contact",
                    help_text="Each one is published only if its box is ticked.",
                    panels=[
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("value")]),
                        FieldRowPanel([FieldPanel("label"), FieldPanel("published")]),
                    ],
                ),
                InlinePanel(
                    "links",
                    heading="Links",
                    label="Link",
                    panels=[FieldRowPanel([FieldPanel("label"), FieldPanel("url")])],
                ),
            ],
            heading="Contacts and links",
        ),
        ObjectList(
            [
                MultiFieldPanel([FieldPanel("private_notes")], heading="Private: never published"),
                MultiFieldPanel(
                    [
                        HelpPanel(
                            content="<p>People are never deleted, so that the history stays true.</p>"
                        ),
                        FieldPanel("status"),
                    ],
                    heading="This record",
                ),
            ],
            heading="Private notes and record",
        ),
    ],
    base_form_class=PersonForm,
)


class Standing(TextChoices):
    MEMBERS = "members", "Counted as a member"
    AWAITING = "awaiting", "Member, awaiting confirmation"
    FORMER = "former", "Former member"


class PersonFilterSet(WagtailFilterSet):
    standing = ChoiceFilter(
        label="Standing",
        choices=Standing.choices,
        method="filter_standing",
    )
    state = ChoiceFilter(
        label="State",
        choices=[(value, label.capitalize()) for value, label in State.choices],
        method="filter_state",
    )
    office = ModelChoiceFilter(
        label="Office", queryset=Office.objects.all(), method="filter_tenures"
    )
    kind = ChoiceFilter(
        label="Kind of place",
        field_name="jurisdiction__kind",
        choices=Jurisdiction.Kind.choices,
        method="filter_tenures",
    )

    class Meta:
        model = Person
        fields = ["status"]

    def filter_standing(self, people, name, standing):
        return people & getattr(Person.objects, standing)()

    def filter_state(self, people, name, state):
        return people.in_state(state)

    def filter_tenures(self, people, name, value):
        return people.filter(pk__in=Tenure.objects.filter(**{name: value}).values("person"))


class KeptPeopleMixin:
    """Withdrawn and merged records can't be picked."""

    def get_object_list(self):
        return super().get_object_list().kept()


class PersonChooseView(KeptPeopleMixin, ChooseView):
    pass


class PersonChooseResultsView(KeptPeopleMixin, ChooseResultsView):
    pass


class PersonChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView


class PersonViewSet(RosterViewSet):
    model = Person
    icon = "user"
    menu_label = "People"
    list_display = [
        "name",
        Column("title", label="Title"),
        Column("place", label="Place"),
        StatusTagColumn(
            "state_label", label="State", primary=lambda person: person.state == State.CURRENT
        ),
    ]
    search_fields = ["name", "sort_name"]
    filterset_class = PersonFilterSet
    chooser_viewset_class = PersonChooserViewSet
    edit_handler = person_tabs

    def get_queryset(self, request):
        return Person.objects.with_titles()


class JurisdictionViewSet(RosterViewSet):
    model = Jurisdiction
    icon = "site"
    menu_label = "Places"
    list_display = ["__str__", "kind", Column("county", label="County"), "governing_body"]
    list_filter = ["kind", "region", "retired"]
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("governing_body"), FieldPanel("body_size")]),
        FieldRowPanel([FieldPanel("primary_county"), FieldPanel("region")]),
        FieldPanel("counties", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("ocd_id"), FieldPanel("geoid")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("retired"),
    ]

    def get_queryset(self, request):
        return Jurisdiction.objects.select_related("primary_county")


class OfficeViewSet(RosterViewSet):
    model = Office
    icon = "clipboard-list"
    list_display = ["name", "title_pattern", "one_holder"]
    panels = [
        FieldPanel("name"),
        FieldPanel("title_pattern"),
        FieldPanel("one_holder"),
        FieldPanel("sort_order"),
    ]


class RegionViewSet(RosterViewSet):
    model = Region
    icon = "globe"
    list_display = ["name", "confirmed"]
    panels = [FieldPanel("name"), FieldPanel("sort_order"), FieldPanel("confirmed")]


class CommitteeViewSet(RosterViewSet):
    model = CommitteeSeat
    icon = "group"
    menu_label = "Organizing Committee"
    list_display = ["person", "role", Column("period", label="Dates")]
    search_fields = ["person__name"]
    sort_order_field = "sort_order"
    panels = [FieldPanel("person"), FieldPanel("role"), spell_panel]

    def get_queryset(self, request):
        return CommitteeSeat.objects.select_related("person")


class RosterViewSetGroup(SnippetViewSetGroup):
    menu_label = "Roster"
    menu_icon = "group"
    menu_order = 150
    items = (PersonViewSet, CommitteeViewSet, JurisdictionViewSet, OfficeViewSet, RegionViewSet)
