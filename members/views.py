"""Public pages made from the roster. They read public querysets only."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import TemplateView

from campaigns.models import CampaignPage
from members.finding import OutsideNorthCarolina, answers, zip_code_in
from members.finding import find as find_places
from members.models import CountedRoster, Jurisdiction, Person, figure
from news.models import NewsPage
from pages.pagination import paginate
from pages.resources import ResourcePage
from pages.sections import Section

PEOPLE_PER_PAGE = 48


class SectionView(TemplateView):
    """A page of a section, with the words that staff wrote for it."""

    section_key = None

    def get_context_data(self, **kwargs):
        section = Section.objects.for_key(self.section_key)
        return super().get_context_data(section=section, **kwargs)


class MemberListView(SectionView):
    template_name = "members/member_list.html"
    section_key = Section.Key.MEMBERS

    def get_context_data(self, **kwargs):
        members = Person.objects.members().with_titles()
        roster = CountedRoster()
        return super().get_context_data(
            people=paginate(self.request, members, PEOPLE_PER_PAGE),
            figures=[figure("members", roster), figure("jurisdictions", roster)],
            county_members=roster.members_by_county,
            **kwargs,
        )


class FormerMemberListView(SectionView):
    template_name = "members/former_member_list.html"
    section_key = Section.Key.FORMER

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            parent=Section.objects.for_key(Section.Key.MEMBERS),
            awaiting=Person.objects.awaiting().with_titles(),
            people=paginate(self.request, Person.objects.former().with_titles(), PEOPLE_PER_PAGE),
            **kwargs,
        )


class PlaceListView(SectionView):
    template_name = "members/place_list.html"
    section_key = Section.Key.PLACES

    def get_context_data(self, **kwargs):
        places = Jurisdiction.objects.active()
        return super().get_context_data(
            county_members=CountedRoster().members_by_county,
            represented=places.represented().order_by("name", "pk"),
            counties=places.counties().order_by("name"),
            **kwargs,
        )


def member(request, slug):
    """A person's page; a merged record leads to its survivor, a withdrawn one is gone (410)."""
    person = get_object_or_404(Person, slug=slug)
    if person.merged_into_id:
        # Not for good: browsers would keep it, and a merge can be undone.
        return redirect(person.resolved)
    if person.status == Person.Status.WITHDRAWN:
        return render(request, "members/withdrawn.html", status=410)
    person = Person.objects.public().with_titles().filter(pk=person.pk).first()
    if person is None:
        raise Http404("Nobody with a page has this address.")
    return render(request, "members/member.html", member_context(person))


def member_context(person):
    """What a person's page shows; nothing private is in it."""
    prefetch_related_objects(person.stated_tenures, "leadership_roles")
    return {
        "person": person,
        "section": Section.objects.for_key(Section.Key.MEMBERS),
        "tenures": person.stated_tenures,
        "committee_seats": list(person.committee_seats.all()),
        "memberships": list(person.memberships.all()),
        "contacts": list(person.contacts.published()),
        "links": list(person.links.all()),
        "campaigns": CampaignPage.objects.published().about(person=person).in_list_order(),
        "news": NewsPage.objects.published()
        .about(person=person)
        .in_list_order()
        .select_related("picture"),
        "resources": ResourcePage.objects.published().about(person=person).in_list_order(),
    }


def place(request, slug):
    """A jurisdiction with the members who serve there, and what this site says about it."""
    jurisdiction = get_object_or_404(
        Jurisdiction.objects.select_related("primary_county", "region"), slug=slug
    )
    return render(request, "members/place.html", place_context(jurisdiction))


def place_context(jurisdiction):
    return {
        "place": jurisdiction,
        "section": Section.objects.for_key(Section.Key.PLACES),
        "people": Person.objects.serving(jurisdiction).with_titles(),
        "places_within": Jurisdiction.objects.lying_in(jurisdiction),
        "campaigns": CampaignPage.objects.published().about(place=jurisdiction).in_list_order(),
        "news": NewsPage.objects.published().about(place=jurisdiction).in_list_order(),
        "resources": ResourcePage.objects.published().about(place=jurisdiction).in_list_order(),
    }


def find(request):
    """Who serves in the town, county, school district or ZIP code that `?q=` names."""
    query = request.GET.get("q", "").strip()
    context = {
        "query": query[:200],
        "zip_code": zip_code_in(query),
        "section": Section.objects.for_key(Section.Key.PLACES),
    }
    try:
        context["answers"] = answers(find_places(query))
    except OutsideNorthCarolina:
        context["outside"] = True
    return render(request, "members/find.html", {"noindex": bool(query), **context})
