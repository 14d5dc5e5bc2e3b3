"""The export of listed people."""

from urllib.parse import urlencode

from django import forms
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import HeaderButton

from core import jobs
from members.admin.people_list import PersonListing
from members.importing.columns import allowed_columns
from members.importing.records import roster_table
from members.importing.roster import ROSTER
from members.models.person_querysets import SEES_PRIVATE, may_see_private
from spreadsheets.exports import FileFormat, TooLong, content_of, download, file_name

#: A file of more people is written in the background.
QUICKLY_EXPORTED = 1_000


class ExportForm(forms.Form):
    """The form for the file's format and columns, limited to columns that the user may see."""

    format = forms.ChoiceField(
        label="File",
        choices=FileFormat.choices,
        initial=FileFormat.CSV,
        widget=forms.RadioSelect,
    )
    columns = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    private_columns = forms.MultipleChoiceField(
        label="Private columns",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Check these only if the file stays with people who edit the roster.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, prefix="export", **kwargs)
        self.allowed = allowed_columns(private=may_see_private(user))
        for name, private in (("columns", False), ("private_columns", True)):
            of_its_kind = [column for column in self.allowed if column.private == private]
            self.fields[name].choices = [(column.key, column.header) for column in of_its_kind]
        self.fields["columns"].initial = [key for key, _ in self.fields["columns"].choices]
        if not self.fields["private_columns"].choices:
            del self.fields["private_columns"]

    def clean(self):
        cleaned = super().clean()
        checked = {*cleaned.get("columns", ()), *cleaned.get("private_columns", ())}
        cleaned["chosen"] = [column for column in self.allowed if column.key in checked]
        if not cleaned["chosen"] and not self.errors:
            self.add_error("columns", "Check at least one column.")
        return cleaned


def write_people(job, note):
    """Write the file of an export; the columns are those that its owner may see by now."""
    pks, keys, file_format = (job.arguments[name] for name in ("pks", "columns", "format"))
    allowed = allowed_columns(private=may_see_private(job.job_by))
    table = roster_table(pks, [column for column in allowed if column.key in keys])
    job.finish(content_of(table, len(pks), file_format, ROSTER.sheet_title, note))


class PersonExportView(PersonListing):
    """The view that asks for a format and columns, then returns a file of the people on the listing."""

    template_name = "members/admin/export.html"
    page_title = "Export people"
    header_buttons = []
    show_export_buttons = False
    FORMATS = ()
    paginate_by = None

    def get(self, request, *args, **kwargs):
        self.form = ExportForm(self.asked, user=request.user)
        if self.form.is_valid():
            try:
                return self.export(**self.form.cleaned_data)
            except TooLong as error:
                self.form.add_error("format", str(error))
        return super().get(request, *args, **kwargs)

    def export(self, format, chosen, private_columns=(), **_):
        """Return the file, or start a job that writes it if there are many people. Raises TooLong."""
        pks = list(self.get_queryset().values_list("pk", flat=True))
        if len(pks) <= QUICKLY_EXPORTED:
            return download(ROSTER.stem, roster_table(pks, chosen), format, ROSTER.sheet_title)
        job = jobs.start(
            self.request.user,
            write_people,
            {"pks": pks, "columns": [column.key for column in chosen], "format": format},
            title=f"A file of {len(pks):,} people",
            permission=SEES_PRIVATE if private_columns else "members.view_person",
            address=self.listing_url,
            file_name=file_name(ROSTER.stem, format),
        )
        return redirect(job.url)

    @property
    def asked(self):
        return self.request.GET if any(self.own_parameters) else None

    @property
    def own_parameters(self):
        return [name for name in self.request.GET if name.startswith("export-")]

    def get_queryset(self):
        return super().get_queryset().not_withdrawn()

    def get_breadcrumbs_items(self):
        listing = {"url": self.listing_url, "label": "People"}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    @cached_property
    def filter_parameters(self):
        """The listing's query parameters, as pairs."""
        kept = set(self.request.GET) - set(self.own_parameters) - {self.page_kwarg}
        return [(name, value) for name in sorted(kept) for value in self.request.GET.getlist(name)]

    @property
    def listing_url(self):
        return f"{self.index_url}?{urlencode(self.filter_parameters)}".removesuffix("?")

    def get_context_data(self, **kwargs):
        people = self.get_queryset()
        people_count = people.count()
        return {
            **super(PersonListing, self).get_context_data(object_list=people.none()),
            "form": self.form,
            "people_count": people_count,
            "filter_parameters": self.filter_parameters,
            "listing_url": self.listing_url,
            "search_form": None,
            "filters": None,
            "is_filtered": self.is_filtering or self.is_searching,
        }


class ExportableIndexView(PersonListing):
    """A listing with a button to export the listed people."""

    FORMATS = ()  # Wagtail's own export neither hides private columns nor neutralizes formulas
    export_url_name = None

    @cached_property
    def header_buttons(self):
        query = self.request.GET.copy()
        for name in (self.page_kwarg, "export", "_w_filter_fragment"):
            query.pop(name, None)
        url = f"{reverse(self.export_url_name)}?{query.urlencode()}".removesuffix("?")
        return [*super().header_buttons, HeaderButton("Export", url=url, icon_name="download")]


class ExportMixin:
    """A mixin that adds the export to the viewset of people."""

    index_view_class = ExportableIndexView

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(export_url_name=self.get_url_name("export"), **kwargs)

    @property
    def export_view(self):
        kwargs = self.get_index_view_kwargs(template_name=PersonExportView.template_name)
        return self.construct_view(PersonExportView, **kwargs)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("export/", self.export_view, name="export")]
