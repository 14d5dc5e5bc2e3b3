"""What the pages of an import have in common."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from members.admin.export_files import FileFormat, download


class MayImport(generic.PermissionCheckedMixin):
    """For those who may bring files into the subject's records."""

    subject = None
    permission_required = "add"

    @property
    def permission_policy(self):
        return ModelPermissionPolicy(self.subject.model)

    def address(self, step, *args):
        return reverse(f"{self.subject.name}:{step}", args=args)


class Screen(MayImport, generic.WagtailAdminTemplateMixin):
    """A page of the import."""

    header_icon = "upload"

    def get_breadcrumbs_items(self):
        imports = {"url": self.address("list"), "label": "Imports"}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(subject=self.subject, **kwargs)


def spreadsheet(stem, table, file_format):
    if file_format not in FileFormat:
        raise Http404
    return download(stem, table, file_format)


class Step(Screen):
    """A page about one import. `stage` says which imports it is for: "open", "applied" or "" for all."""

    stage = ""

    def dispatch(self, request, *args, pk, **kwargs):
        self.begun = None
        if self.user_has_permission(self.permission_required):
            self.begun = get_object_or_404(self.subject.model, pk=pk)
            if elsewhere := self.elsewhere():
                return redirect(elsewhere)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def elsewhere(self):
        """Where to go instead if this page isn't for the import as it stands; a message says why."""
        begun = self.begun
        if self.stage == "open" and begun.applied_at:
            messages.error(self.request, "This import was already applied.")
            return self.address("result", begun.pk)
        if self.stage == "applied" and not begun.applied_at:
            messages.error(self.request, "This import wasn’t applied yet.")
            return self.address("list")
        if not begun.applied_at and begun.uploaded_by != self.request.user:
            messages.error(
                self.request,
                f"{begun.uploaded_by or 'Somebody else'} began this import. "
                "Upload the file yourself to import it.",
            )
            return self.address("list")
        return None

    def still_open(self):
        """The import, unless somebody has applied it in the meantime."""
        return self.subject.model.objects.filter(pk=self.begun.pk, applied_at=None)

    def get_page_subtitle(self):
        return self.begun.file_name

    def get_context_data(self, **kwargs):
        return super().get_context_data(begun=self.begun, **kwargs)
