"""What an import did, its errors as a file, and taking it back."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from members.admin.export_files import TooLong
from members.importing.decisions import counted
from members.importing.plans import Change
from members.importing.refusing import ImportRefused
from members.importing.views.base import Step, spreadsheet

RECORDS_ON_A_PAGE = 50


class ResultView(Step, TemplateView):
    """What the import changed; for one that isn't applied, the page where it goes on."""

    template_name = "members/admin/imports/result.html"

    def get_page_title(self):
        return f"Import of {self.begun}"

    def get_page_subtitle(self):
        return ""

    def elsewhere(self):
        if elsewhere := super().elsewhere():
            return elsewhere
        return None if self.begun.applied_at else self.address("columns", self.begun.pk)

    def get_context_data(self, **kwargs):
        paginator = Paginator(self.begun.changes, RECORDS_ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            counts=counted(self.begun.counts),
            entries=self.entries(page),
            undone=bool(self.begun.undone_at),
            why_not_undone=self.subject.why_not_undone(self.begun),
            has_errors=any(self.begun.counts.get(part) for part in ("left_out", "error")),
            **kwargs,
        )

    def entries(self, changes):
        """Each record's changes, with the address of its screen unless it is gone."""
        edit_url, noun = AdminURLFinder(self.request.user).get_edit_url, self.subject.noun
        records = self.subject.records([change[noun] for change in changes])
        for change in changes:
            record = records.get(change[noun])
            rows = [(row["row"], in_words(row["changes"])) for row in change["rows"]]
            yield {
                "name": change["name"],
                "url": edit_url(record) if record else "",
                "is_new": not change["before"],
                "rows": rows,
                "left": in_words(change["left"]),
            }


def in_words(changes):
    return [Change(*change) for change in changes]


class UndoView(Step, TemplateView):
    stage = "applied"
    page_title = "Undo the import"
    template_name = "members/admin/imports/undo.html"

    def elsewhere(self):
        if elsewhere := super().elsewhere():
            return elsewhere
        if reasons := self.subject.why_not_undone(self.begun):
            messages.error(self.request, reasons)
            return self.address("result", self.begun.pk)
        return None

    def post(self, request, **kwargs):
        try:
            self.subject.undo(self.begun, request.user)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"The import of {self.begun} was undone.")
        return redirect(self.address("result", self.begun.pk))


class ErrorsView(Step, View):
    """The rows with mistakes or open questions and what is wrong with them, as a file."""

    def get(self, request, file_format, **kwargs):
        table = self.subject.plan_of(self.begun).error_table()
        try:
            return spreadsheet("import-errors", table, file_format)
        except TooLong as error:
            messages.error(request, str(error))
            step = "result" if self.begun.applied_at else "preview"
            return redirect(self.address(step, self.begun.pk))
