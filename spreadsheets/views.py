"""The first pages of an import in the admin: the list, the upload, and the matching of columns."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from spreadsheets import jobs
from spreadsheets.decisions import parts_with_rows
from spreadsheets.exports import download
from spreadsheets.forms import ColumnsForm, SizeLimit, UploadForm
from spreadsheets.importers import ImportRefused
from spreadsheets.tables import UnreadableFile


class MayImport(generic.PermissionCheckedMixin):
    """A view for those who may import files into the importer's records."""

    importer = None
    permission_required = "add"

    @property
    def permission_policy(self):
        return ModelPermissionPolicy(self.importer.model)

    def address(self, step, *args):
        return reverse(f"{self.importer.name}:{step}", args=args)


class Screen(MayImport, generic.WagtailAdminTemplateMixin):
    """A page of the import."""

    header_icon = "upload"

    def get_breadcrumbs_items(self):
        imports = {"url": self.address("list"), "label": "Imports"}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(importer=self.importer, **kwargs)


class ImportStep(Screen):
    """A page about one import. `stage` says which imports it is for: "open", "applied" or "" for all."""

    stage = ""

    def dispatch(self, request, *args, pk, **kwargs):
        self.spreadsheet_import = None
        if self.user_has_permission(self.permission_required):
            self.spreadsheet_import = get_object_or_404(self.importer.model, pk=pk)
            if elsewhere := self.elsewhere():
                return redirect(elsewhere)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def elsewhere(self):
        """Return where to go instead if this page isn't for the import as it stands; a message says why."""
        current = self.spreadsheet_import
        current.give_up()
        if current.is_busy:
            return self.address("progress", current.pk)
        self.tell_outcome()
        if self.stage == "open" and current.applied_at:
            messages.error(self.request, "This import has already been applied.")
            return self.address("result", current.pk)
        if self.stage == "applied" and not current.applied_at:
            messages.error(self.request, "This import hasn’t been applied yet.")
            return self.address("list")
        if not current.applied_at and current.uploaded_by != self.request.user:
            messages.error(
                self.request,
                f"{current.uploaded_by or 'Someone else'} uploaded this file. "
                "Upload it yourself to import it.",
            )
            return self.address("list")
        return None

    def tell_outcome(self):
        """Tell whoever started the import's last job how it ended, once."""
        current = self.spreadsheet_import
        if current.job_outcome and current.job_by == self.request.user:
            level = messages.success if current.is_done else messages.error
            level(self.request, current.job_outcome)
            self.importer.model.objects.filter(pk=current.pk).update(job_outcome="")

    def start(self, kind, **more):
        """Start a job for the user, and go where they can see how far it is."""
        try:
            jobs.start(self.importer, self.spreadsheet_import, kind, self.request.user, **more)
        except ImportRefused as refusal:
            messages.error(self.request, str(refusal))
        return redirect(self.after_job())

    def after_job(self):
        """Return where to see the import as it stands now."""
        current = self.importer.model.objects.light().get(pk=self.spreadsheet_import.pk)
        if current.is_busy:
            return self.address("progress", current.pk)
        return self.address("result" if current.applied_at else "preview", current.pk)

    def still_open(self):
        """Return the import as a queryset, empty if its application has begun in the meantime."""
        rows = self.importer.model.objects.filter(pk=self.spreadsheet_import.pk)
        return rows.filter(applied_at=None, job_id=None)

    def get_page_subtitle(self):
        return self.spreadsheet_import.file_name

    def get_context_data(self, **kwargs):
        return super().get_context_data(spreadsheet_import=self.spreadsheet_import, **kwargs)


class ImportListView(MayImport, generic.IndexView):
    page_title = "Imports"
    header_icon = "upload"
    add_item_label = "Import a spreadsheet"
    verbose_name_plural = "imports"
    results_template_name = "spreadsheets/list_results.html"
    paginate_by = 50

    @cached_property
    def columns(self):
        result = f"{self.importer.name}:result"
        return [
            TitleColumn("file_name", label="File", url_name=result, width="30%"),
            Column("standing", label="Status"),
            Column("summary", label="Rows", accessor=self.summary),
            UserColumn("uploaded_by", label="Who"),
            DateColumn("uploaded_at", label="When"),
        ]

    def summary(self, spreadsheet_import):
        """ "New: 3, Changed: 12"."""
        counts = parts_with_rows(self.importer, spreadsheet_import.counts)
        return ", ".join(f"{name}: {count}" for name, count in counts)

    def get_base_queryset(self):
        imports = self.model.objects.select_related("uploaded_by__wagtail_userprofile")
        return imports.light()


@method_decorator(csrf_exempt, name="dispatch")
class UploadView(Screen, FormView):
    """The upload. The request's body is read only after the limit on its size is set."""

    page_title = "Import a spreadsheet"
    template_name = "spreadsheets/upload.html"
    form_class = UploadForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        request.upload_handlers.insert(0, SizeLimit(request))

    @method_decorator(csrf_protect)
    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"too_large": getattr(self.request, "file_too_large", False)}

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            pending_import = self.importer.begin(file.name, file.read(), self.request.user)
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect(self.address("columns", pending_import.pk))


class TemplateFileView(MayImport, View):
    """An empty file with the template's headings."""

    def get(self, request, file_format):
        header = [column.header for column in self.importer.columns.template]
        stem, sheet_title = f"{self.importer.stem}-template", self.importer.sheet_title
        return download(stem, [header], file_format, sheet_title)


class ColumnsView(ImportStep, FormView):
    """The form that matches the file's columns with ours, with guesses filled in."""

    stage = "open"
    page_title = "Match the columns"
    template_name = "spreadsheets/columns.html"
    form_class = ColumnsForm

    def get_form_kwargs(self):
        more = {"pending_import": self.spreadsheet_import, "columns": self.importer.columns}
        return super().get_form_kwargs() | more

    def get_context_data(self, **kwargs):
        current = self.spreadsheet_import
        sheets = [other["sheet"] for other in current.other_sheets]
        return super().get_context_data(other_sheets=sheets, **kwargs)

    def post(self, request, *args, **kwargs):
        """Read another sheet if its button was pressed."""
        current, number = self.spreadsheet_import, request.POST.get("sheet", "")
        if not number:
            return super().post(request, *args, **kwargs)
        if number.isdecimal() and int(number) < len(current.other_sheets):
            self.importer.choose_sheet(current, int(number))
            kept = ("table", "other_sheets", "columns", "decisions")
            self.still_open().update(**{name: getattr(current, name) for name in kept})
        return redirect(self.address("columns", current.pk))

    def form_valid(self, form):
        table = self.spreadsheet_import.table | {
            "with_hidden_rows": form.cleaned_data.get("with_hidden_rows")
        }
        self.still_open().update(columns=form.cleaned_data["columns"], table=table)
        return redirect(self.address("preview", self.spreadsheet_import.pk))


class DiscardView(ImportStep, TemplateView):
    """The confirmation before a pending import is discarded."""

    stage = "open"
    page_title = "Discard the import"
    template_name = "spreadsheets/discard.html"

    def post(self, request, **kwargs):
        self.still_open().delete()
        messages.success(request, f"The import of {self.spreadsheet_import} was discarded.")
        return redirect(self.address("list"))
