"""The offices that people hold, one per row, where terms are confirmed and ended in bulk."""

from django.db.models import F
from django.urls import path, reverse
from django.utils.functional import cached_property
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from core.pagination import LatePaginator
from core.word_search import WordSearch
from members.admin.attention import WORKLISTS, choices
from members.admin.home import ReadersMenuItem, RosterReadersMixin
from members.admin.people_list import STATES, TenureFilters
from members.models import State, Tenure


class TenureFilterSet(TenureFilters):
    worklist = ChoiceFilter(
        label="Needs attention",
        choices=choices("awaiting", "ending", "unverified", "wrong_place"),
        method="filter_worklist",
    )
    state = ChoiceFilter(label="State", choices=STATES)

    class Meta:
        model = Tenure
        fields = []

    def filter_queryset(self, tenures):
        return super().filter_queryset(tenures).filter(self.asked_of_tenures)

    def filter_worklist(self, tenures, name, worklist):
        return WORKLISTS[worklist].among(tenures)


class PersonColumn(TitleColumn):
    """A column with the officeholder, linked to the screen where the user may change or view the record."""

    def get_link_url(self, tenure, parent_context):
        may_edit = parent_context["request"].user.has_perm("members.change_person")
        view = "edit" if may_edit else "inspect"
        return reverse(f"wagtailsnippets_members_person:{view}", args=[tenure.person_id])


COLUMNS = [
    PersonColumn(
        "person",
        label="Person",
        sort_key="person__sort_key",
        get_title_id=lambda tenure: f"tenure_{tenure.pk}_title",
    ),
    Column("display_title", label="Title"),
    Column("jurisdiction", label="Place", sort_key="jurisdiction__sort_key"),
    Column("start", label="Start", sort_key="start_first"),
    Column("expected_end", label="Expected end", sort_key="expected_end_first"),
    Column("verified_on", label="Verified on", sort_key="verified_on_last"),
    StatusTagColumn(
        "state_label", label="State", primary=lambda tenure: tenure.state == State.CURRENT
    ),
]


class OfficesPaginator(LatePaginator):
    verbose_name = "office"
    verbose_name_plural = "offices"


class OfficesHeldView(WordSearch, RosterReadersMixin, IndexView):
    model = Tenure
    page_title = "Offices held"
    header_icon = "clipboard-list"
    template_name = "members/admin/offices_held.html"
    index_url_name = "roster_offices_held:list"
    index_results_url_name = "roster_offices_held:list_results"
    search_fields = ["person__plain_names", "jurisdiction__name"]
    filterset_class = TenureFilterSet
    default_ordering = "person__sort_key"
    paginate_by = 50
    paginator_class = OfficesPaginator
    verbose_name = "office held"
    verbose_name_plural = "offices held"

    def get_base_queryset(self):
        tenures = Tenure.objects.active().with_state().chronological()
        return tenures.select_related("person", "office", "jurisdiction__primary_county")

    def order_queryset(self, queryset):
        """Sort rows without the date first, since they are the ones to check."""
        field = F(self.ordering.removeprefix("-"))
        descending = self.ordering.startswith("-")
        order = field.desc(nulls_last=True) if descending else field.asc(nulls_first=True)
        return queryset.order_by(order, "person__sort_key", "pk")

    @cached_property
    def no_results_message(self):
        worklist = self.request.GET.get("worklist")
        only = self.is_filtering and self.filters.form.changed_data == ["worklist"]
        return (
            WORKLISTS[worklist].none
            if only and not self.is_searching
            else super().no_results_message
        )

    @cached_property
    def columns(self):
        selecting = BulkActionsCheckboxColumn("bulk_actions", obj_type="tenure")
        return [selecting, *COLUMNS] if self.may_edit else COLUMNS

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=self.may_edit, **kwargs)


class OfficesHeldViewSet(ViewSet):
    name = "roster_offices_held"
    url_prefix = "roster/offices-held"
    icon = "clipboard-list"
    menu_label = "Offices held"
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [
            path("", OfficesHeldView.as_view(), name="list"),
            path("results/", OfficesHeldView.as_view(results_only=True), name="list_results"),
        ]
