"""Visitors' correction reports: the list and each report."""

from django.db.models import TextChoices
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html
from django.views.generic import TemplateView
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from core.word_search import WordSearch
from members.models import CorrectionReport
from members.models.corrections import DAYS_KEPT, DAYS_SET_ASIDE

LIST, REPORT = "roster_corrections:list", "roster_corrections:report"


class CorrectionsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("members.change_correctionreport")


class ForThoseWhoCorrect(PermissionCheckedMixin):
    permission_policy = ModelPermissionPolicy(CorrectionReport)
    any_permission_required = ["change"]


class ReportState(TextChoices):
    OPEN = "open", "Open"
    SET_ASIDE = "set_aside", "Set aside"
    DEALT_WITH = "dealt_with", "Dealt with"


class CorrectionFilterSet(WagtailFilterSet):
    state = ChoiceFilter(label="State", choices=ReportState.choices, method="filter_state")

    class Meta:
        model = CorrectionReport
        fields = []

    def filter_state(self, reports, name, state):
        return reports & getattr(CorrectionReport.objects, state)()


class SubjectColumn(TitleColumn):
    """A column with the report's record, linked to its editing screen if the user may change it."""

    def get_link_url(self, report, parent_context):
        return edit_url(parent_context["request"].user, report)


def edit_url(user, report):
    return AdminURLFinder(user).get_edit_url(report.subject) if report.subject else None


def subject_of(report):
    return report.subject or "A record that was removed"


def set_apart(words):
    """Return the text isolated, since it may run in another direction than the text around it."""
    return format_html("<bdi>{}</bdi>", words)


class CorrectionsPaginator(WagtailPaginator):
    verbose_name = "report"
    verbose_name_plural = "reports"


class CorrectionListView(WordSearch, ForThoseWhoCorrect, IndexView):
    model = CorrectionReport
    page_title = "Correction reports"
    header_icon = "comment"
    template_name = "wagtailadmin/generic/index.html"
    index_url_name = LIST
    index_results_url_name = "roster_corrections:list_results"
    search_fields = ["text", "source"]
    filterset_class = CorrectionFilterSet
    paginate_by = 50
    paginator_class = CorrectionsPaginator
    verbose_name_plural = "correction reports"
    columns = [
        TitleColumn(
            "report",
            label="What is wrong",
            accessor=lambda report: set_apart(str(report)),
            get_url=lambda report: reverse(REPORT, args=[report.pk]),
        ),
        SubjectColumn(
            "subject", label="About", accessor=lambda report: set_apart(subject_of(report))
        ),
        Column("received_on", label="Received"),
        StatusTagColumn(
            "state",
            label="State",
            accessor="state",
            primary=lambda report: report.state == "open",
        ),
    ]

    def order_queryset(self, queryset):
        return queryset.as_worklist()


class CorrectionReportView(ForThoseWhoCorrect, WagtailAdminTemplateMixin, TemplateView):
    """One report, with buttons to mark it as dealt with or to move it to the open reports."""

    page_title = "Correction report"
    header_icon = "comment"
    template_name = "members/admin/correction.html"

    def get_breadcrumbs_items(self):
        reports = {"url": reverse_lazy(LIST), "label": "Correction reports"}
        return [*self.breadcrumbs_items, reports, {"url": "", "label": self.page_title}]

    def get_context_data(self, pk, **kwargs):
        report = get_object_or_404(CorrectionReport, pk=pk)
        return super().get_context_data(
            report=report,
            subject=subject_of(report),
            edit_url=edit_url(self.request.user, report),
            days_kept=DAYS_KEPT,
            days_set_aside=DAYS_SET_ASIDE,
            **kwargs,
        )

    def post(self, request, pk):
        report = get_object_or_404(CorrectionReport, pk=pk)
        if "deal" in request.POST:
            report.deal_with(request.user)
            messages.success(request, "The report was marked as dealt with.")
            return redirect(LIST)
        if "reopen" in request.POST:
            report.reopen()
            messages.success(request, "The report was moved to the open reports.")
        return redirect(REPORT, pk)


class CorrectionsViewSet(ViewSet):
    name = "roster_corrections"
    url_prefix = "roster/corrections"
    icon = "comment"
    menu_label = "Correction reports"
    menu_item_class = CorrectionsMenuItem

    def get_urlpatterns(self):
        listing = CorrectionListView
        return [
            path("", listing.as_view(), name="list"),
            path("results/", listing.as_view(results_only=True), name="list_results"),
            path("<int:pk>/", CorrectionReportView.as_view(), name="report"),
        ]
