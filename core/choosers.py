"""The admin's choosers, which offer and return only what their user may choose."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView, ExternalLinkView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views.chooser import ImageSelectFormatView
from wagtail.models import Page
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from core.choosable import choosable, is_number, may_choose


class ChoosableRecords:
    """A mixin for the views of a snippet's chooser."""

    def get_object_list(self):
        return choosable(self.model_class, self.request.user)

    def get_object(self, pk):
        if not is_number(pk):
            raise Http404("Records have numbers.")
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks):
        return self.get_object_list().filter(pk__in=filter(is_number, pks))


class RecordChooseView(ChoosableRecords, ChooseView):
    pass


class RecordChooseResultsView(ChoosableRecords, ChooseResultsView):
    pass


class RecordChosenView(ChoosableRecords, SnippetChosenView):
    pass


class RecordChosenMultipleView(ChoosableRecords, SnippetChosenMultipleView):
    pass


class RecordCreateView(SnippetCreateView):
    """No record is created while choosing one, so there is no form for it."""

    def post(self, request):
        raise Http404("Records are created on screens of their own.")


class RecordChooserViewSet(SnippetChooserViewSet):
    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView
    chosen_view_class = RecordChosenView
    chosen_multiple_view_class = RecordChosenMultipleView
    create_view_class = RecordCreateView


class PageBrowseView(BrowseView):
    """The page chooser, which also checks the page being browsed; a hook below narrows its lists."""

    def get_object_list(self):
        if not self.parent_page.is_root():
            refuse_others(self.request.user, Page, [self.parent_page.pk])
        return super().get_object_list()


class PagesChosenView(ChosenMultipleView):
    def get(self, request):
        refuse_others(request.user, Page, request.GET.getlist("id"))
        return super().get(request)


class WebAddressField(URLOrAbsolutePathField):
    """A field that also takes a form without it, as an empty one."""

    def to_python(self, value):
        return super().to_python(value or "")


class WebAddressForm(ExternalLinkChooserForm):
    url = WebAddressField(label="URL")


class WebAddressView(ExternalLinkView):
    """The link form, which turns an address of this site into a page link for users who may choose any."""

    form_class = WebAddressForm

    def post(self, request):
        pages = choosable(Page, request.user).values("pk")
        if Page.objects.exclude(pk__in=pages).exists():
            return super(ExternalLinkView, self).post(request)
        return super().post(request)


class ImageFormatView(ImageSelectFormatView):
    def dispatch(self, request, image_id):
        refuse_others(request.user, self.model, [image_id])
        return super().dispatch(request, image_id)


class PagesAPIViewSet(PagesAdminAPIViewSet):
    """The pages API, read-only because its actions would bypass the rules that protect pages."""

    actions = {}


class ImagesAPIViewSet(ImagesAdminAPIViewSet):
    def get_queryset(self):
        return choosable(self.model, self.request.user).order_by("pk")


class DocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        return choosable(self.model, self.request.user).order_by("pk")


def refuse_others(user, model, pks):
    """Raise PermissionDenied unless the user may choose all of these."""
    pks = [str(pk) for pk in pks]
    if not all(map(is_number, pks)) or not may_choose(user, [(model, pk) for pk in pks]):
        raise PermissionDenied


def narrow_pages(pages, request):
    """Narrow the page chooser's lists (a hook)."""
    return pages.filter(pk__in=choosable(Page, request.user).values("pk"))


def narrow_api(router):
    """Narrow the lists of files and pages that the admin serves as JSON (a hook)."""
    router.register_endpoint("pages", PagesAPIViewSet)
    router.register_endpoint("images", ImagesAPIViewSet)
    router.register_endpoint("documents", DocumentsAPIViewSet)


browse = require_admin_access(PageBrowseView.as_view())
#: These come before Wagtail's own at the same addresses.
urlpatterns = [
    path("choose-page/", browse, name="wagtailadmin_choose_page"),
    path("choose-page/<int:parent_page_id>/", browse, name="wagtailadmin_choose_page_child"),
    path(
        "choose-page/chosen-multiple/",
        require_admin_access(PagesChosenView.as_view()),
        name="wagtailadmin_choose_page_chosen_multiple",
    ),
    path(
        "choose-external-link/",
        require_admin_access(WebAddressView.as_view()),
        name="wagtailadmin_choose_page_external_link",
    ),
    path(
        "images/chooser/<int:image_id>/select_format/",
        require_admin_access(
            ImageFormatView.as_view(
                model=get_image_model(),
                preserve_url_parameters=["multiple", "select_format", "layout"],
            )
        ),
        name="image_format",
    ),
]
