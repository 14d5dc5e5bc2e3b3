from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import TemplateView

from campaigns.models import Priority
from core.sections import Section


def newest_priorities(request):
    """Redirect to the newest year that has priorities; raise Http404 if there is none."""
    years = Priority.objects.years()
    if not years:
        raise Http404("No priorities are on record.")
    return redirect("priorities", years[0])


class PriorityYearView(TemplateView):
    template_name = "campaigns/priority_year.html"

    def get_context_data(self, year, **kwargs):
        priorities = Priority.objects.of_year(year).with_campaigns()
        if not priorities:
            raise Http404("No priorities are on record for that year.")
        names = "; ".join(priority.name for priority in priorities)
        return super().get_context_data(
            year=year,
            description=f"Priorities for {year}: {names}.",
            priorities=priorities,
            years=Priority.objects.years(),
            section=Section.objects.for_key(Section.Key.PRIORITIES),
            **kwargs,
        )
