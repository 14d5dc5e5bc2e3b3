"""Access to private pages and files."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from wagtail import views as pages
from wagtail.documents.views import serve as documents

from core.visibility import public_documents

page_password = never_cache(pages.authenticate_with_password)
document_password = never_cache(documents.authenticate_with_password)


@never_cache
def sign_in(request):
    """Redirect to the admin's sign-in and then to `next`; raise PermissionDenied if already signed in."""
    following = request.GET.get("next")
    if not following:
        return redirect("wagtailadmin_login")
    if request.user.is_authenticated:
        raise PermissionDenied("Your account doesn’t have access to this page.")
    return redirect_to_login(following, "wagtailadmin_login")


def serve_document(request, document_id, document_filename):
    """Serve a file, without caching a private file or a redirect to it."""
    response = documents.serve(request, document_id, document_filename)
    if not public_documents().filter(pk=document_id).exists():
        add_never_cache_headers(response)
    return response
