"""What the pages of an import have in common."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from members.exports import FileFormat, download
from members.models import RosterImport


def address(step, *args):
    return reverse(f"roster_imports:{step}", args=args)


class MayImport(generic.PermissionCheckedMixin):
    permission_policy = ModelPermissionPolicy(RosterImport)
    permission_required = "add"


class Screen(MayImport, generic.WagtailAdminTemplateMixin):
    """A page of the import."""

    header_icon = "upload"

    def get_breadcrumbs_items(self):
        imports = {"url": reverse_lazy("roster_imports:list"), "label": "Imports"}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]


def spreadsheet(stem, table, file_format):
    if file_format not in FileFormat:
        raise Http404
    return download(stem, table, file_format)


class Step(Screen):
    """A page about one import. `stage` says which imports it is for: "open", "applied" or "" for all."""

    stage = ""

    def dispatch(self, request, *args, pk, **kwargs):
        self.roster_import = None
        if self.user_has_permission(self.permission_required):
            self.roster_import = get_object_or_404(RosterImport, pk=pk)
            if elsewhere := self.elsewhere():
                return redirect(elsewhere)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def elsewhere(self):
        """Where to go instead if this page isn't for the import as it stands; a message says why."""
        roster_import = self.roster_import
        if self.stage == "open" and roster_import.applied_at:
            messages.error(self.request, "This import was already applied.")
            return address("result", roster_import.pk)
        if self.stage == "applied" and not roster_import.applied_at:
            messages.error(self.request, "This import wasn’t applied yet.")
            return address("list")
        if not roster_import.applied_at and roster_import.uploaded_by != self.request.user:
            messages.error(
                self.request,
                f"{roster_import.uploaded_by or 'Somebody else'} began this import. "
                "Upload the file yourself to import it.",
            )
            return address("list")
        return None

    def still_open(self):
        """The import, unless somebody has applied it in the meantime."""
        return RosterImport.objects.filter(pk=self.roster_import.pk, applied_at=None)

    def get_page_subtitle(self):
        return self.roster_import.file_name

    def get_context_data(self, **kwargs):
        return super().get_context_data(roster_import=self.roster_import, **kwargs)
