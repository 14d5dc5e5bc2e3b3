"""Correction reports about the page of a person or a place."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView

from core.sections import Section
from members.models import Jurisdiction, Person
from members.models.corrections import DAYS_KEPT
from members.public.correction_form import CorrectionForm, TooManyReports, sender_of


# The form's token replaces a CSRF token, without setting a cookie on the public site.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class CorrectionView(FormView):
    """The form about one record, and its thank-you page at `?sent`. A subclass finds the record.

    Neither is indexed by search engines.
    """

    form_class = CorrectionForm
    template_name = "members/correction.html"
    section_key = None

    def find(self, slug):
        """Return the record with the slug; raise Http404 if it has no public page."""
        raise NotImplementedError

    def elsewhere(self):
        """Return the response in place of the form if the record no longer has a page, or None."""
        return None

    def dispatch(self, request, *args, **kwargs):
        self.subject = self.find(kwargs["slug"])
        return self.elsewhere() or super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        is_thanks = self.request.method != "POST" and "sent" in self.request.GET
        return ["members/correction_sent.html" if is_thanks else self.template_name]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"page": self.request.path}

    def form_valid(self, form):
        try:
            form.save(self.subject, sender_of(self.request))
        except TooManyReports as too_many:
            form.add_error(None, str(too_many))
            return self.form_invalid(form)
        return redirect(f"{self.request.path}?sent=yes")

    def get_context_data(self, **kwargs):
        section = Section.objects.for_key(self.section_key)
        trail = [("Home", "/"), (section.title, section.url)]
        return super().get_context_data(
            subject=self.subject,
            crumbs=[*trail, (str(self.subject), self.subject.get_absolute_url())],
            days_kept=DAYS_KEPT,
            noindex=True,
            **kwargs,
        )


class PersonCorrectionView(CorrectionView):
    section_key = Section.Key.MEMBERS

    def find(self, slug):
        return get_object_or_404(Person, slug=slug)

    def elsewhere(self):
        person = self.subject.resolved
        if person.status == Person.Status.WITHDRAWN:
            return render(self.request, "members/withdrawn.html", status=410)
        if person != self.subject:
            return redirect("member_correction", person.slug, preserve_request=True)
        if not person.is_public:
            raise Http404("No one has a page at this address.")
        return None


class PlaceCorrectionView(CorrectionView):
    section_key = Section.Key.PLACES

    def find(self, slug):
        return get_object_or_404(Jurisdiction, slug=slug)
