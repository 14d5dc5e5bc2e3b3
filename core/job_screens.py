"""The screens of background jobs: those that an editor started lately, one of them, and its file."""

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet

from core.jobs import BackgroundJob
from spreadsheets.progress import ProgressMixin


class JobListView(generic.IndexView):
    page_title = "Background work"
    header_icon = "history"
    model = BackgroundJob
    verbose_name_plural = "background work"
    index_url_name = "background_jobs:list"
    paginate_by = 50
    columns = [
        TitleColumn("title", label="What", url_name="background_jobs:job"),
        Column("standing", label="Status"),
        DateColumn("started_at", label="Started"),
    ]

    def get_base_queryset(self):
        return BackgroundJob.objects.light().filter(job_by=self.request.user)


class OwnJob:
    """A view of a job for whoever started it, as long as they have the permission that it took."""

    def dispatch(self, request, *args, pk, **kwargs):
        own = BackgroundJob.objects.light().filter(job_by=request.user)
        self.job = get_object_or_404(own, pk=pk)
        if not request.user.has_perm(self.job.permission):
            raise PermissionDenied
        self.job.give_up()
        return super().dispatch(request, *args, **kwargs)


class JobView(OwnJob, ProgressMixin, generic.WagtailAdminTemplateMixin, TemplateView):
    """How far the job is, or the file that it has made; without one, the reader goes on to what it changed."""

    header_icon = "history"

    def get(self, request, *args, **kwargs):
        if self.job.is_busy or self.job.has_file:
            return super().get(request, *args, **kwargs)
        level = messages.success if self.job.done_at else messages.error
        level(request, self.job.job_outcome)
        return redirect(self.job.address)

    @property
    def is_refreshed(self):
        return self.job.is_busy and super().is_refreshed

    def get_template_names(self):
        return [self.template_name if self.job.is_busy else "core/admin/job_file.html"]

    def get_page_title(self):
        return self.job.title

    def get_breadcrumbs_items(self):
        jobs = {"url": JobViewSet().menu_url, "label": JobListView.page_title}
        return [*self.breadcrumbs_items, jobs, {"url": "", "label": self.job.title}]

    def get_context_data(self, **kwargs):
        doing = "“Background work” in the Reports menu leads back here."
        return super().get_context_data(record=self.job, doing=doing, **kwargs)


class JobFileView(OwnJob, View):
    def get(self, request, *args, **kwargs):
        if not self.job.has_file:
            raise Http404
        return FileResponse(BytesIO(self.job.file), as_attachment=True, filename=self.job.file_name)


class JobViewSet(ViewSet):
    name = "background_jobs"
    url_prefix = "jobs"
    icon = "history"
    menu_label = JobListView.page_title
    menu_hook = "register_reports_menu_item"

    def get_urlpatterns(self):
        return [
            path("", JobListView.as_view(), name="list"),
            path("<int:pk>/", JobView.as_view(), name="job"),
            path("<int:pk>/file/", JobFileView.as_view(), name="file"),
        ]
