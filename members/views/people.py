"""Members, former members, and a person's page."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from campaigns.models import CampaignPage
from members.models import CountedRoster, Person, figure
from members.views.sections import SectionView
from news.models import NewsPage
from pages.pagination import paginate
from pages.resources import ResourcePage
from pages.sections import Section

PEOPLE_PER_PAGE = 48


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
