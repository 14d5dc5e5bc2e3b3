"""What an import did, its errors as a file, and taking it back."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from members.imports.applying import plan_of
from members.imports.decisions import counted
from members.imports.plans import Change
from members.imports.refusing import ImportRefused
from members.imports.undoing import undo, why_not_undone
from members.imports.views.base import Step, address, spreadsheet
from members.models import Person

PEOPLE_ON_A_PAGE = 50


class ResultView(Step, TemplateView):
    """What the import changed; for one that isn't applied, the page where it goes on."""

    template_name = "members/admin/imports/result.html"

    def get_page_title(self):
        return f"Import of {self.roster_import}"

    def get_page_subtitle(self):
        return ""

    def elsewhere(self):
        if elsewhere := super().elsewhere():
            return elsewhere
        return None if self.roster_import.applied_at else address("columns", self.roster_import.pk)

    def get_context_data(self, **kwargs):
        paginator = Paginator(self.roster_import.changes, PEOPLE_ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            counts=counted(self.roster_import.counts),
            entries=self.entries(page),
            undone=bool(self.roster_import.undone_at),
            why_not_undone=why_not_undone(self.roster_import),
            has_errors=any(self.roster_import.counts.get(part) for part in ("left_out", "error")),
            **kwargs,
        )

    def entries(self, changes):
        """Each person's changes, with the address of the person's screen unless the record is gone."""
        edit_url = AdminURLFinder(self.request.user).get_edit_url
        people = Person.objects.in_bulk([change["person"] for change in changes])
        for change in changes:
            person = people.get(change["person"])
            rows = [(row["row"], in_words(row["changes"])) for row in change["rows"]]
            yield {
                "name": change["name"],
                "url": edit_url(person) if person else "",
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
        if reasons := why_not_undone(self.roster_import):
            messages.error(self.request, reasons)
            return address("result", self.roster_import.pk)
        return None

    def post(self, request, **kwargs):
        try:
            undo(self.roster_import, request.user)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"The import of {self.roster_import} was undone.")
        return redirect(address("result", self.roster_import.pk))


class ErrorsView(Step, View):
    """The rows with mistakes or open questions and what is wrong with them, as a file."""

    def get(self, request, file_format, **kwargs):
        table = plan_of(self.roster_import).error_table()
        return spreadsheet("import-errors", table, file_format)
