"""Groups of people, and who may read which of them."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from wagtail.search.queryset import SearchableQuerySetMixin

from members.models.network import CommitteeSeat, Membership
from members.models.offices import Tenure
from members.models.states import State

#: A user with one of these permissions on people may read the roster.
READ = ["add", "change", "view"]
#: The permission to see private notes and unpublished contacts.
SEES_PRIVATE = "members.change_person"


def may_see_private(user):
    """Return whether the user may see private notes and unpublished contacts, as roster editors may."""
    return user.has_perm(SEES_PRIVATE)


class PersonQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Groups of people on a day, today by default."""

    def not_withdrawn(self):
        """Return people who are neither withdrawn nor merged into another record."""
        return self.exclude(status=self.model.Status.WITHDRAWN).filter(merged_into__isnull=True)

    def choosable_by(self, user):
        """Return everyone who isn't withdrawn; a merged record stands for its survivor."""
        withdrawn = self.model.Status.WITHDRAWN
        survivors = self.model.objects.filter(status=withdrawn)
        return self.exclude(status=withdrawn).exclude(merged_into__in=survivors)

    def readable_by(self, user):
        """Return people whose records the user may view; only roster editors see withdrawn ones."""
        return self if may_see_private(user) else self.choosable_by(user)

    def public(self):
        """Return people with a page: not withdrawn, with a past or present membership or committee seat."""
        return self.not_withdrawn().filter(
            Exists(Membership.objects.filter(person=OuterRef("pk")))
            | Exists(CommitteeSeat.objects.filter(person=OuterRef("pk")))
        )

    def marked_public(self):
        """Add `is_public` in the same query."""
        return self.annotate(
            is_public=Exists(self.model.objects.public().filter(pk=OuterRef("pk")))
        )

    def listed(self):
        """Return the public people whose records are active; retired ones are on no list."""
        return self.public().filter(status=self.model.Status.ACTIVE)

    def named(self, text, private=False):
        """Return people with the text in one of their names, in any spelling; `private` includes the names that
        aren't published."""
        other = Q(other_names__plain_name__icontains=text)
        if not private:
            other &= Q(other_names__published=True)
        found = self.model.objects.filter(Q(plain_names__icontains=text) | other)
        return self.filter(pk__in=found.values("pk"))

    def members(self, on=None):
        """Return the members who are counted: with an open membership and a current or holdover tenure."""
        return self.filter(pk__in=Tenure.objects.counted(on).values("person"))

    def awaiting(self, on=None):
        """Return open members who aren't counted, and people whose membership may have begun."""
        memberships = Membership.objects.open(on) | Membership.objects.possibly_begun(on)
        return (
            self.listed()
            .filter(pk__in=memberships.values("person"))
            .exclude(pk__in=Tenure.objects.counted(on).values("person"))
        )

    def former(self, on=None):
        """Return people who have left, as far as known, and are neither open members nor on the committee."""
        memberships, seats = Membership.objects, CommitteeSeat.objects
        left = Q(pk__in=memberships.possibly_ended(on).values("person")) | Q(
            pk__in=seats.possibly_ended(on).values("person")
        )
        return (
            self.listed()
            .filter(left)
            .exclude(pk__in=memberships.open(on).values("person"))
            .exclude(pk__in=seats.current(on).values("person"))
        )

    def serving(self, jurisdiction, on=None):
        """Return the members with a counted tenure in the jurisdiction."""
        return self.serving_in([jurisdiction], on)

    def serving_in(self, jurisdictions, on=None):
        """Return the members with a counted tenure in one of the jurisdictions."""
        tenures = Tenure.objects.counted(on).filter(jurisdiction__in=jurisdictions)
        return self.filter(pk__in=tenures.values("person"))

    def possibly_serving(self, jurisdiction, on=None):
        """Return people who serve there in some readings of the dates, but not in all."""
        possibly = Tenure.objects.possibly_counted(on).filter(jurisdiction=jurisdiction)
        surely = self.serving(jurisdiction, on).values("pk")
        return self.filter(pk__in=possibly.values("person")).exclude(pk__in=surely)

    def on_committee(self, on=None):
        """Return the committee in its order, and add `committee_role`."""
        seat = CommitteeSeat.objects.current(on).filter(person=OuterRef("pk"))
        return (
            self.listed()
            .annotate(
                committee_order=Subquery(seat.values("sort_order")[:1]),
                committee_role=Subquery(seat.values("role")[:1]),
            )
            .filter(committee_order__isnull=False)
            .order_by("committee_order", "sort_key", "pk")
        )

    def in_state(self, state, on=None):
        """Return people whose best-known tenure is in the state on the day."""
        tenures = Tenure.objects.with_state(on).filter(person=OuterRef("pk"))
        better = State.values[: State.values.index(state)]
        return self.filter(Exists(tenures.filter(state=state))).exclude(
            Exists(tenures.filter(state__in=better))
        )

    def without_portrait(self):
        """Return people on the site's lists who have a patch instead of a portrait."""
        return self.listed().filter(portrait__isnull=True)

    def with_titles(self, on=None):
        """Fetch portraits, and titles, states and places on the day, in a fixed number of queries for any
        number of people."""
        tenures = Prefetch("tenures", Tenure.objects.for_titles(on), to_attr="stated_tenures")
        portraits = self.select_related("portrait").prefetch_related("portrait__renditions")
        return portraits.prefetch_related(tenures)

    def survivors(self, pks):
        """Map each id to that of the record it was merged into, or else to itself."""
        merged = dict(self.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
        survivors = {}
        for pk in pks:
            survivor, passed = pk, set()
            while survivor in merged and survivor not in passed:
                passed.add(survivor)
                survivor = merged[survivor]
            survivors[pk] = survivor
        return survivors

    def resolve(self, pks, on=None):
        """Return the public people with these ids, each once, in the given order, with their titles."""
        pks, public = list(pks), self.public().with_titles(on)
        found = public.in_bulk(pks)
        missing = [pk for pk in pks if pk not in found]
        survivors = self.survivors(missing) if missing else {}
        found |= public.in_bulk(set(survivors.values()) - set(missing))
        in_order = dict.fromkeys(survivors.get(pk, pk) for pk in pks)
        return [found[pk] for pk in in_order if pk in found]
