"""Access to the admin, and to private pages and files."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from wagtail import hooks
from wagtail import views as pages
from wagtail.admin.views import account
from wagtail.documents import get_document_model
from wagtail.documents.views import serve as documents

from core.visibility import public_documents
from lpnc.throttle import Throttle

admin_sign_in_throttle = Throttle(
    "sign in", lambda request: request.POST.get("username", ""), remembers=True
)
admin_sign_in = admin_sign_in_throttle(never_cache(account.LoginView.as_view()))

password_reset = Throttle(
    "reset a password", lambda request: request.POST.get("email", ""), forgives=False
)(never_cache(account.PasswordResetView.as_view()))

page_password = Throttle(
    "open a page", lambda request, page_view_restriction_id, page_id: str(page_view_restriction_id)
)(never_cache(pages.authenticate_with_password))

document_password = Throttle(
    "open a document", lambda request, restriction_id: str(restriction_id)
)(never_cache(documents.authenticate_with_password))


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
    """Serve a file, or redirect from another name that it had to its own.

    Neither a private file nor a redirect to it is cached.
    """
    document = get_object_or_404(get_document_model(), pk=document_id)
    if document.filename != document_filename:
        response = refusal(document, request) or redirect(document.url)
    else:
        try:
            response = documents.serve(request, document_id, document_filename)
        except FileNotFoundError:
            raise Http404("The file is missing.") from None
    if not public_documents().filter(pk=document_id).exists():
        add_never_cache_headers(response)
    return response


def refusal(document, request):
    """Return the response of the first hook that doesn't let the request have the file, or None."""
    answers = (hook(document, request) for hook in hooks.get_hooks("before_serve_document"))
    return next((answer for answer in answers if isinstance(answer, HttpResponse)), None)
