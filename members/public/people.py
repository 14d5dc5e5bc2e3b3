"""Members, former members, and a person's page."""

from itertools import chain
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.child_rows import fetch_rows, with_rows_known
from core.empty import EmptyState
from core.generation import prepared
from core.pagination import paginate
from core.previews import shows
from core.related import related
from core.sections import Section, SectionView
from members.models import Measure, Person, RosterSettings, figures
from members.models.people import people_with_titles
from members.models.states import COUNTED_STATES
from members.public.day import certainties, day_asked_for, doubted
from members.public.member_filters import MemberFilters, narrowed, roll_on

PEOPLE_PER_PAGE = 48


class MemberListView(SectionView):
    """The members; on another day, followed by the uncertain ones."""

    template_name = "members/member_list.html"
    section_key = Section.Key.MEMBERS

    def get_context_data(self, **kwargs):
        on, filters = day_asked_for(self.request), MemberFilters(self.request.GET)
        roll = roll_on(on)
        members, uncertain, numbers = narrowed(filters.query(), on)
        filters.offer(numbers)
        groups = shown_in_groups(self.request, on, members=members, uncertain=uncertain)
        day = day_context(self.request, on, filters.asked)
        groups["uncertain"] = [
            doubted(person, filters.doubt(person, roll)) for person in groups["uncertain"]
        ]
        return super().get_context_data(
            **groups,
            **day,
            filters=filters,
            empty=None if members else no_members(roll, **day),
            total=len(roll.names),
            figures=figures_of(roll),
            county_members=roll.members_by_county,
            map_places=roll.places,
            **kwargs,
        )


def no_members(roll, on, today_url, clear_url, **day):
    """Return the reason that a list without members is empty."""
    if roll.names:
        text = "No member matches all of these filters."
        return EmptyState(text, "Clear the filters", clear_url)
    if on:
        text = "No one is known for certain to have been a member on that day."
        return EmptyState(text, "Show today", today_url)
    return EmptyState("No one is on this list yet.")


class FormerMemberListView(SectionView):
    template_name = "members/former_member_list.html"
    section_key = Section.Key.FORMER

    def get_context_data(self, **kwargs):
        on = day_asked_for(self.request)
        groups = past_members(on)
        shown = shown_in_groups(self.request, on, **groups)
        # With an office that counts, it is the membership that doesn't.
        shown["awaiting"] = [
            doubted(person, "Membership uncertain" if person.state in COUNTED_STATES else "")
            for person in shown["awaiting"]
        ]
        day = day_context(self.request, on)
        return super().get_context_data(
            parent=Section.objects.for_key(Section.Key.MEMBERS),
            **shown,
            **day,
            empty=None if groups["former"] else no_former_members(**day),
            **kwargs,
        )


def no_former_members(on, today_url, **day):
    if on:
        text = "No one is on record as having left by that day."
        return EmptyState(text, "Show today", today_url)
    return EmptyState("No former members are on record.", "All members", reverse("members"))


@prepared(most=2)
def past_members(on):
    """Return the ids of the people awaiting confirmation and of the former members, in order."""
    groups = {"awaiting": Person.objects.awaiting(on), "former": Person.objects.former(on)}
    return {name: list(people.values_list("pk", flat=True)) for name, people in groups.items()}


def shown_in_groups(request, on, **groups):
    """The page of a list of groups of people's ids, one group after the other, with titles of the day."""
    page = paginate(request, list(chain(*groups.values())), PEOPLE_PER_PAGE)
    people = people_with_titles(tuple(page.object_list), on)
    shown = {
        name: [people[pk] for pk in page.object_list if pk in group]
        for name, group in zip(groups, map(set, groups.values()), strict=True)
    }
    return {"people": page, "numbers": {name: len(groups[name]) for name in groups}, **shown}


def day_context(request, on, filters=()):
    """Return a page's day, and the addresses that keep or drop the day and the filters asked for.

    Either of these keeps the page out of search engines.
    """
    day, filters, path = {"on": on.isoformat()} if on else {}, dict(filters), request.path
    all_url = f"{path}?{urlencode(day)}" if on else path
    context = {
        "on": on,
        "asked_day": day,
        "query": urlencode(filters | day),
        "today_url": f"{path}?{urlencode(filters)}" if filters else path,
        "clear_url": all_url if filters else "",
    }
    if on or filters:
        context |= {"noindex": True, "canonical_url": f"{settings.BASE_URL}{path}"}
    return context


def figures_of(roll):
    """Return the day's figures; those that staff entered for today say nothing about another day."""
    complete = RosterSettings.is_complete()
    if roll.on and not complete:
        return []
    return figures([Measure.MEMBERS, Measure.JURISDICTIONS], roll if complete else None)


def member(request, slug):
    """A person's page; a merged record leads to its survivor, a withdrawn one is gone (410)."""
    on = day_asked_for(request)
    if context := public_person(slug, on):
        return render(request, "members/member.html", context | day_context(request, on))
    found = get_object_or_404(Person, slug=slug)
    person = found.resolved
    if person.status == Person.Status.WITHDRAWN:
        return render(request, "members/withdrawn.html", status=410)
    if person != found:
        # Temporary, because browsers keep a permanent one, and a merge can be undone.
        return redirect(person)
    raise Http404("No one with a page has this address.")


@prepared(most=5)
def public_person(slug, on):
    """Return the context of the page of the person with this address, or None if it is on no page."""
    people = Person.objects.public().with_titles(on).filter(slug=slug)
    found = with_rows_known(people, "committee_seats", "contacts", "links", "other_names")
    if not found:
        return None
    context = member_context(found[0])
    held = context["memberships"], context["committee_seats"]
    return {**context, "that_day": certainties(*held, on) if on else []}


def names_by_label(others):
    """Return the names in groups, each with the words that say what they are."""
    found = {}
    for other in others:
        found.setdefault(other.label, []).append(other)
    return found


@shows(Person)
def member_context(person):
    """Return the context of a person's page, with nothing private in it."""
    fetch_rows(person.stated_tenures, "leadership_roles")
    return {
        "person": person,
        "section": Section.objects.for_key(Section.Key.MEMBERS),
        "tenures": person.stated_tenures,
        "committee_seats": list(person.committee_seats.all()),
        "memberships": list(person.memberships.all()),
        "contacts": list(person.contacts.filter(published=True)),
        "links": list(person.links.all()),
        "other_names": names_by_label(person.other_names.filter(published=True)),
        "related": related("person", person),
    }
