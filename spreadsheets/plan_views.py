"""The later pages of an import in the admin: its preview, its application, its result, and undoing it."""

from urllib.parse import parse_qsl, urlencode

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from spreadsheets.decisions import PARTS, WARNED, Part, decided, parts_with_rows, unexplained
from spreadsheets.exports import TooLong, download
from spreadsheets.models import JobKind
from spreadsheets.plans import Change
from spreadsheets.progress import ProgressMixin
from spreadsheets.tables import Table
from spreadsheets.views import ImportStep

RECORDS_ON_A_PAGE = 50


class PlanStep(ImportStep, TemplateView):
    """A page that shows the effect of the import."""

    stage = "open"

    def elsewhere(self):
        if elsewhere := super().elsewhere():
            return elsewhere
        is_unanswered = Table.from_json(self.spreadsheet_import.table).has_open_question
        if is_unanswered or self.importer.columns.complaints(self.spreadsheet_import.columns):
            return self.address("columns", self.spreadsheet_import.pk)
        return None

    @cached_property
    def plan(self):
        if self.is_outdated:
            self.tell(messages.warning, self.importer.changes_since(self.spreadsheet_import))
        return self.importer.preview(self.spreadsheet_import)

    @property
    def is_outdated(self):
        """True if anything has changed since the preview was shown."""
        return self.spreadsheet_import.version not in (None, self.importer.version())

    def tell(self, level, sentences):
        level(self.request, " ".join(sentences))

    def get_context_data(self, **kwargs):
        return super().get_context_data(plan=self.plan, **kwargs)

    def to_warnings(self):
        messages.error(self.request, "Explain why each flagged row is correct.")
        return self.to_preview(f"?show={WARNED}")

    def to_preview(self, query=""):
        return redirect(f"{self.address('preview', self.spreadsheet_import.pk)}{query}")


class PreviewView(PlanStep):
    """The effect of each row, a part and a page at a time; the answers of each page are kept."""

    page_title = "Preview of the import"
    template_name = "spreadsheets/preview.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        part = Part(self.importer, self.plan, asked.get("show"), asked.get("p"))
        wrong_dates = sum(bool(entry.problems) for entry in self.plan.missing)
        return super().get_context_data(part=part, wrong_dates=wrong_dates, **kwargs)

    def post(self, request, **kwargs):
        shown = request.POST.get("digest", "")
        changed = self.save_decisions()
        go = request.POST.get("go", "")
        if go != "apply":
            return self.to_preview(page_query(go) or page_query(request.GET.urlencode()))
        if unexplained(self.plan, self.spreadsheet_import.decisions):
            return self.to_warnings()
        if self.plan.digest != shown:
            if changed:
                messages.info(
                    request,
                    "Your decisions are saved. Here is what the import will do now. Apply it?",
                )
            return self.to_preview()
        return redirect(
            f"{self.address('apply', self.spreadsheet_import.pk)}?{urlencode({'plan': shown})}"
        )

    def save_decisions(self):
        """Save the decisions on the page; return True if they differ from before."""
        before = self.spreadsheet_import.decisions
        after = decided(self.plan, before, self.request.POST)
        if after == before:
            return False
        self.still_open().update(decisions=after)
        self.spreadsheet_import.decisions = after
        del self.plan
        return True


def page_query(text):
    """Return the part and page in a text such as "show=new&p=2" as a query, or ""."""
    asked = dict(parse_qsl(text))
    kept = {"show": asked.get("show") if asked.get("show") in PARTS else "", "p": asked.get("p")}
    return f"?{urlencode({name: value for name, value in kept.items() if value})}".removesuffix("?")


class ApplyView(PlanStep):
    """The last page before the import, which confirms its effect."""

    page_title = "Apply the import"
    template_name = "spreadsheets/apply.html"

    def get(self, request, **kwargs):
        was_outdated = self.is_outdated
        if request.GET.get("plan") != self.plan.digest:
            if not was_outdated:
                messages.warning(request, "Review the preview before you apply the import.")
            return self.to_preview()
        if unexplained(self.plan, self.spreadsheet_import.decisions):
            return self.to_warnings()
        return super().get(request, **kwargs)

    def post(self, request, **kwargs):
        if not self.is_outdated and unexplained(self.plan, self.spreadsheet_import.decisions):
            return self.to_warnings()
        return self.start(JobKind.APPLY, digest=request.POST.get("digest", ""))

    def get_context_data(self, **kwargs):
        counts = parts_with_rows(self.importer, self.plan.counts)
        return super().get_context_data(counts=counts, **kwargs)


class ProgressView(ProgressMixin, ImportStep, TemplateView):
    """How far the import's job is."""

    def get_page_title(self):
        return f"Import of {self.spreadsheet_import}"

    def get_page_subtitle(self):
        return ""

    def elsewhere(self):
        current = self.spreadsheet_import
        current.give_up()
        return None if current.is_busy else self.after_job()

    def get_context_data(self, **kwargs):
        current = self.spreadsheet_import
        doing = f"{current} is being {current.get_job_kind_display()}."
        return super().get_context_data(record=current, doing=doing, **kwargs)


class ResultView(ImportStep, TemplateView):
    """The changes that an import made; a pending import goes on to its columns."""

    template_name = "spreadsheets/result.html"

    def get_page_title(self):
        return f"Import of {self.spreadsheet_import}"

    def get_page_subtitle(self):
        return ""

    def elsewhere(self):
        if elsewhere := super().elsewhere():
            return elsewhere
        is_applied = self.spreadsheet_import.applied_at
        return None if is_applied else self.address("columns", self.spreadsheet_import.pk)

    def get_context_data(self, **kwargs):
        paginator = Paginator(self.spreadsheet_import.changes, RECORDS_ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            counts=parts_with_rows(self.importer, self.spreadsheet_import.counts),
            entries=self.entries(page),
            why_not_undone=self.importer.why_not_undone(self.spreadsheet_import),
            **kwargs,
        )

    def entries(self, changes):
        """Yield each record's changes, with the address of its screen unless it is gone."""
        edit_url = AdminURLFinder(self.request.user).get_edit_url
        records = self.importer.records(changes)
        for change in changes:
            record = records.get(change[self.importer.noun])
            rows = [(row["row"], as_changes(row["changes"])) for row in change["rows"]]
            yield {
                "name": change["name"],
                "url": edit_url(record) if record else "",
                "is_new": not change["before"],
                "rows": rows,
                "left": as_changes(change["left"]),
            }


def as_changes(changes):
    return [Change(*change) for change in changes]


class UndoImportView(ImportStep, TemplateView):
    stage = "applied"
    page_title = "Undo the import"
    template_name = "spreadsheets/undo.html"

    def elsewhere(self):
        if elsewhere := super().elsewhere():
            return elsewhere
        if reasons := self.importer.why_not_undone(self.spreadsheet_import):
            messages.error(self.request, reasons)
            return self.address("result", self.spreadsheet_import.pk)
        return None

    def post(self, request, **kwargs):
        return self.start(JobKind.UNDO)


class ErrorsView(ImportStep, View):
    """The rows with mistakes or open questions and what is wrong with them, as a file."""

    def get(self, request, file_format, **kwargs):
        table = self.importer.plan_of(self.spreadsheet_import).error_table()
        try:
            return download("import-errors", table, file_format, self.importer.sheet_title)
        except TooLong as error:
            messages.error(request, str(error))
            step = "result" if self.spreadsheet_import.applied_at else "preview"
            return redirect(self.address(step, self.spreadsheet_import.pk))
