"""The screens for people."""

from django.db.models import TextChoices
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
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from members.forms import PersonForm
from members.models import Jurisdiction, Office, Person, State, Tenure
from members.viewsets.base import RosterViewSet, spell_panel

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
