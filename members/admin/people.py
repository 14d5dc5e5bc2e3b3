"""The screens of people."""

from django.forms import Select
from django.utils.functional import cached_property
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from core.choosers import RecordChooseResultsView, RecordChooserViewSet, RecordChooseView
from core.word_search import WordSearch
from members.admin.base import RosterViewSet, date_range_panel
from members.admin.erasure import ErasingMixin
from members.admin.exports import ExportMixin
from members.admin.forms import PersonChooser, PersonForm, PlaceChooser
from members.admin.inspection import PersonCompareView, PersonInspectView
from members.admin.people_list import PERSON_COLUMNS, PersonFilterSet
from members.admin.person_edit import PersonEditView
from members.models import Person
from members.models.person_fields import NAME_FIELDS, PRIVATE_FIELDS, PUBLIC_LINES, PUBLIC_TEXTS

tenure_panels = [
    FieldRowPanel(
        [FieldPanel("office", widget=Select), FieldPanel("jurisdiction", widget=PlaceChooser)]
    ),
    FieldRowPanel([FieldPanel("seat_label"), FieldPanel("title")]),
    FieldRowPanel([FieldPanel("start"), FieldPanel("began")]),
    FieldPanel("expected_end"),
    FieldRowPanel([FieldPanel("end"), FieldPanel("end_reason")]),
    FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_by")]),
    FieldPanel("source"),
    InlinePanel(
        "leadership_roles",
        heading="Additional roles in this seat",
        label="Role",
        panels=[FieldPanel("role"), date_range_panel],
    ),
]

person_tabs = TabbedInterface(
    [
        ObjectList(
            [
                FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
                FieldRowPanel([FieldPanel("suffix"), FieldPanel("name")]),
                FieldPanel("keeps_former_name"),
                FieldPanel("sort_name"),
                *(FieldPanel(f.name) for f in PUBLIC_LINES if f.name not in NAME_FIELDS),
                FieldPanel("portrait"),
                *(FieldPanel(field.name) for field in PUBLIC_TEXTS),
                InlinePanel(
                    "other_names",
                    heading="Former and other names",
                    label="Other name",
                    help_text="Imports and the search of the roster know these names. Each one is published "
                    "only if its box is checked.",
                    panels=[
                        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
                        FieldRowPanel([FieldPanel("until"), FieldPanel("published")]),
                    ],
                ),
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
                    "memberships",
                    heading="Membership",
                    label="Membership",
                    panels=[date_range_panel],
                ),
                InlinePanel(
                    "committee_seats",
                    heading="Organizing Committee",
                    label="Committee seat",
                    panels=[FieldPanel("role"), date_range_panel],
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
                    help_text="Each one is published only if its box is checked.",
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
                MultiFieldPanel(
                    [FieldPanel(field.name) for field in PRIVATE_FIELDS],
                    heading="Private: never published",
                ),
                MultiFieldPanel(
                    [
                        HelpPanel(
                            content="<p>To keep the history accurate, people aren’t deleted. A record added by "
                            "mistake can be removed within 24 hours.</p>"
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


class NotWithdrawnMixin:
    """A chooser without withdrawn and merged records."""

    def get_object_list(self):
        return super().get_object_list().not_withdrawn()


class PersonFilterForm(WordSearch, SearchFilterMixin, BaseFilterForm):
    """The search of the chooser, by names in any spelling."""

    def filter(self, objects):
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return self.search_queryset(objects)

    def with_word(self, people, word):
        return people.named(word)


class PersonChooseView(NotWithdrawnMixin, RecordChooseView):
    filter_form_class = PersonFilterForm


class PersonChooseResultsView(NotWithdrawnMixin, RecordChooseResultsView):
    filter_form_class = PersonFilterForm


class PersonChooserViewSet(RecordChooserViewSet):
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView

    @cached_property
    def widget_class(self):
        return PersonChooser(icon=self.icon)


class PersonViewSet(ErasingMixin, ExportMixin, RosterViewSet):
    model = Person
    icon = "user"
    menu_label = "People"
    list_display = PERSON_COLUMNS
    search_fields = ["tenures__jurisdiction__name"]
    filterset_class = PersonFilterSet
    chooser_viewset_class = PersonChooserViewSet
    edit_view_class = PersonEditView
    inspect_view_class = PersonInspectView
    revisions_compare_view_class = PersonCompareView
    edit_handler = person_tabs

    def get_queryset(self, request):
        people = Person.objects.readable_by(request.user).filter(merged_into__isnull=True)
        return people.with_titles()
