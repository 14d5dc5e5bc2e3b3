"""Lookup of who serves in a town, county, school district or ZIP code."""

from django.shortcuts import render

from core.sections import Section
from members.models import todays_roster
from members.public.answers import answers_about, counties_among, no_answer
from members.public.place_search import OutsideNorthCarolina, zip_code_in
from members.public.places import active_counties


def place_finder(request):
    """Show who serves in the town, county, school district or ZIP code in `?q=`."""
    query = request.GET.get("q", "").strip()
    context = {
        "query": query[:200],
        "zip_code": zip_code_in(query),
        "section": Section.objects.for_key(Section.Key.PLACES),
    }
    if not query:
        context["counties"] = active_counties()
        context["county_members"] = todays_roster().members_by_county
    context["notice"] = no_answer(context["zip_code"])
    try:
        context["answers"] = answers_about(query)
        context["counties_found"] = counties_among(context["answers"])
    except OutsideNorthCarolina:
        context["notice"] = no_answer(context["zip_code"], outside=True)
    return render(request, "members/find.html", {"noindex": bool(query), **context})
