"""The first steps of an import: the list, the upload, and which column is which."""

from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views import generic

from members.importing.decisions import counted
from members.importing.explanations import explanation
from members.importing.forms import ColumnsForm, SizeLimit, UploadForm
from members.importing.reading import UnreadableFile
from members.importing.views.base import MayImport, Screen, Step, spreadsheet


def standing(begun):
    """What became of an import, in a word or two."""
    if begun.undone_at:
        return "Undone"
    return "Applied" if begun.applied_at else "Not finished"


def summary(begun):
    """ "New: 3, Changed: 12"."""
    return ", ".join(f"{name}: {count}" for name, count in counted(begun.counts))


class ImportListView(MayImport, generic.IndexView):
    page_title = "Imports"
    header_icon = "upload"
    add_item_label = "Import a spreadsheet"
    verbose_name_plural = "imports"
    results_template_name = "members/admin/imports/list_results.html"
    paginate_by = 50

    @cached_property
    def columns(self):
        result = f"{self.subject.name}:result"
        return [
            TitleColumn("file_name", label="File", url_name=result, width="30%"),
            Column("standing", label="What became of it", accessor=standing),
            Column("summary", label="Rows", accessor=summary),
            UserColumn("uploaded_by", label="Who"),
            DateColumn("uploaded_at", label="When"),
        ]

    def get_base_queryset(self):
        imports = self.model.objects.select_related("uploaded_by__wagtail_userprofile")
        return imports.defer("table", "columns", "decisions", "changes")


@method_decorator(csrf_exempt, name="dispatch")
class UploadView(Screen, FormView):
    """Takes the file. The request's body is read only after the limit on its size is set."""

    page_title = "Import a spreadsheet"
    template_name = "members/admin/imports/upload.html"
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
            begun = self.subject.begin(file.name, file.read(), self.request.user)
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect(self.address("columns", begun.pk))

    def get_context_data(self, **kwargs):
        documented = [(column, explanation(column)) for column in self.subject.columns.imported]
        return super().get_context_data(documented=documented, **kwargs)


class TemplateFileView(MayImport, View):
    """An empty file with the headings that an import understands."""

    def get(self, request, file_format):
        header = [column.header for column in self.subject.columns.template]
        return spreadsheet(f"{self.subject.stem}-template", [header], file_format)


class ColumnsView(Step, FormView):
    """Which column of the file is which of ours; guessed beforehand."""

    stage = "open"
    page_title = "Match the columns"
    template_name = "members/admin/imports/columns.html"
    form_class = ColumnsForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"begun": self.begun, "columns": self.subject.columns}

    def get_context_data(self, **kwargs):
        row_count = len(self.begun.table["rows"])
        return super().get_context_data(row_count=row_count, **kwargs)

    def form_valid(self, form):
        self.still_open().update(columns=form.cleaned_data["columns"])
        return redirect(self.address("preview", self.begun.pk))


class DiscardView(Step, TemplateView):
    """Forgets an import that was never applied."""

    stage = "open"
    page_title = "Discard the import"
    template_name = "members/admin/imports/discard.html"

    def post(self, request, **kwargs):
        self.still_open().delete()
        messages.success(request, f"The import of {self.begun} was discarded.")
        return redirect(self.address("list"))
