"""The admin screens of wins."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet
from wagtail.templatetags.wagtailcore_tags import richtext

from campaigns.admin.win_list import WIN_LIST_COLUMNS, WinExportView, WinFilterSet, WinIndexView
from campaigns.admin.win_panels import quick_panels, win_panels
from campaigns.importing.ledger import LEDGER
from campaigns.models import Win
from campaigns.models.win_log import STANDING
from core.choosers import RecordChooserViewSet
from core.inspection import RecordInspectView, stacked
from members.models.dates import PartialDate
from spreadsheets.viewset import ImportViewSet

STAYS = "A win that was published can’t be deleted. Unpublish it instead; it becomes a draft."


def refuse_win_removal(request, records):
    """Refuse to delete wins that were ever published, one or many at once (a hook)."""
    if any(isinstance(record, Win) and record.first_published_at for record in records):
        messages.error(request, STAYS)
        return redirect(Win.snippet_viewset.get_url_name("list"))
    return None


#: The number of wins that a warning names.
NAMED = 3


class PointsOut:
    """Warn after saving about wins that look like this one, and explain if it doesn't count yet."""

    def save_action(self):
        response = super().save_action()
        if not self.expects_json_response:
            self.point_out_twins(Win.objects.twins_of(self.object)[:NAMED])
            self.point_out_waiting(Win.objects.get(pk=self.object.pk))
        return response

    def point_out_waiting(self, win):
        last = win.log.last()
        if win.live and last and last.status in STANDING and last.sure_from > localdate():
            day = PartialDate(last.sure_from, last.sure_from)
            messages.warning(
                self.request,
                f"This is public, but it won’t count as a win until {day} because its date is approximate. "
                "Enter the exact day if you know it.",
            )

    def point_out_twins(self, twins):
        if not twins:
            return
        messages.warning(
            self.request,
            "This may already be on record, with the same place, kind, topic and year. Check",
            buttons=[
                messages.button(reverse(self.edit_url_name, args=[twin.pk]), twin.title)
                for twin in twins
            ],
        )


class WinCreateView(PointsOut, CreateView):
    pass


class WinQuickView(WinCreateView):
    """The form with only the fields required for publishing."""

    page_title = page_subtitle = "Quick entry"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = self.preview_enabled = False

    def get_breadcrumbs_items(self):
        *above, _ = super().get_breadcrumbs_items()
        return [*above, {"url": "", "label": self.page_title}]


class WinEditView(PointsOut, EditView):
    @cached_property
    def can_delete(self):
        return not self.object.first_published_at and super().can_delete


class WinInspectView(RecordInspectView):
    labels = {"log": "What happened", "vote": "Vote", "sponsors": "Sponsors", "sources": "Sources"}

    def get_log_display_value(self):
        return stacked(self.object.log.all())

    def get_sponsors_display_value(self):
        people = self.object.sponsor_people
        return stacked(", ".join(filter(None, (str(person), person.title))) for person in people)

    def get_text_display_value(self):
        return richtext(self.object.text)

    def get_sources_display_value(self):
        return stacked(
            f"{source}: {source.url}" + (f" (seen {source.seen_on})" if source.seen_on else "")
            for source in self.object.sources.all()
        )


class WinViewSet(SnippetViewSet):
    model = Win
    icon = "circle-check"
    menu_label = "Wins"
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    chooser_viewset_class = RecordChooserViewSet
    list_display = WIN_LIST_COLUMNS
    list_per_page = 50
    filterset_class = WinFilterSet
    search_backend_name = None
    search_fields = ["title", "jurisdiction__name", "summary"]
    index_view_class = WinIndexView
    add_view_class = WinCreateView
    edit_view_class = WinEditView
    inspect_view_enabled = True
    inspect_view_class = WinInspectView
    inspect_view_fields = [
        "title",
        "jurisdiction",
        "kind",
        "topics",
        "campaigns",
        "log",
        "vote",
        "sponsors",
        "sources",
        "summary",
        "text",
        "document",
        "text_url",
        "own_part",
    ]
    edit_handler = win_panels

    def get_queryset(self, request):
        wins = Win.objects.with_status().with_twins().with_schedule().in_list_order()
        return wins.select_related("jurisdiction").prefetch_related("log")

    def get_index_view_kwargs(self, **kwargs):
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("quick", "export")}
        return super().get_index_view_kwargs(**names, **kwargs)

    @property
    def quick_view(self):
        panel = quick_panels.bind_to_model(Win)
        return self.construct_view(
            WinQuickView,
            **{
                **self.get_add_view_kwargs(),
                "panel": panel,
                "form_class": panel.get_form_class(),
                "add_url_name": self.get_url_name("quick"),
                "preview_url_name": None,
            },
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("quick/", self.quick_view, name="quick"),
            path("export/<str:file_format>/", self.export_view, name="export"),
        ]

    @property
    def export_view(self):
        return self.construct_view(WinExportView, **self.get_index_view_kwargs())


class WinImportViewSet(ImportViewSet):
    """The addresses of the ledger's imports; the list of wins leads there."""

    importer = LEDGER
