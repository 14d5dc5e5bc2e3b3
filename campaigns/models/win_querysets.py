"""Queries about wins."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.queryset import SearchableQuerySetMixin

from campaigns.models.win_log import STANDING, Status
from campaigns.models.win_rows import WinSponsor, WinStatus
from members.models import Jurisdiction
from members.models.conditions import SURELY_BEGUN, as_q

#: The sort keys of a list of wins with their statuses.
ORDERS = {
    "place": ["jurisdiction__sort_key", "jurisdiction__kind"],
    "win": ["title"],
    "kind": ["kind"],
    "adopted": ["adopted_last", "adopted_first"],
    "status": ["status"],
    "vote": ["margin"],
}


class WinQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Queries about wins, as of today (in North Carolina) unless a day is given."""

    def published(self):
        return self.filter(live=True)

    def choosable_by(self, user):
        """Return all wins for users who work with them, published ones for others."""
        may_work = any(user.has_perm(f"campaigns.{action}_win") for action in ("change", "view"))
        return self if may_work else self.published()

    def with_status(self, on=None):
        """Add `status`: that of the log's last entry that is definitely on or before the day, or ""."""
        happened = as_q(SURELY_BEGUN, WinStatus, on or localdate())
        sure = WinStatus.objects.filter(happened, win=OuterRef("pk"))
        last = sure.order_by("-sort_order", "-pk").values("status")[:1]
        return self.annotate(status=Coalesce(Subquery(last), Value("")))

    def standing(self, on=None):
        """Return the wins that stand on the day: adopted, in force or amended."""
        return self.with_status(on).filter(status__in=STANDING)

    def on_record(self, on=None):
        """Return the wins that every figure counts: published and standing on the day."""
        return self.published().standing(on)

    def about(self, *, topic=None, topics=None, campaign=None, place=None, person=None):
        """Return the wins about a topic, any of some topics, a campaign or a place, or sponsored by a person.

        A campaign's wins name it, share one of its topics, or are pinned to it.
        """
        found = self
        if topic:
            topics = [topic]
        if topics is not None:
            found = found.filter(self.on_topic(topics))
        if campaign:
            naming = self.model.campaigns.through.objects.filter(campaignpage=campaign.pk)
            tied = Q(pk__in=naming.values("win")) | Q(pk__in=campaign.pinned_win_ids)
            found = found.filter(tied | self.on_topic(campaign.topic_ids))
        if place:
            found = found.filter(jurisdiction=place)
        if person:
            records = Q(person=person) | Q(person__merged_into=person)
            found = found.filter(pk__in=WinSponsor.objects.filter(records).values("win"))
        return found

    def on_topic(self, topics):
        """Return the condition that a win is about one of the topics."""
        tagged = self.model.topics.through.objects.filter(topic__in=topics)
        return Q(pk__in=tagged.values("win"))

    def by_topic(self, topics):
        """Map the id of each topic to the number of wins about it."""
        tagged = self.model.topics.through.objects.filter(topic__in=topics)
        counted = tagged.filter(win__in=self.values("pk")).values("topic").annotate(Count("pk"))
        return dict(counted.values_list("topic", "pk__count"))

    def with_adoption(self):
        """Add `adopted_first` and `adopted_last`, the range of days of the first adoption, and `adopted_year`,
        the year by the end of which it was adopted."""
        adoption = WinStatus.objects.filter(win=OuterRef("pk"), status=Status.ADOPTED)
        first = adoption.order_by("sort_order", "pk")
        return self.annotate(
            adopted_first=Subquery(first.values("date_first")[:1]),
            adopted_last=Subquery(first.values("date_last")[:1]),
            adopted_year=ExtractYear("adopted_last"),
        )

    def years(self):
        """Return the years with adoptions, newest first."""
        dated = self.with_adoption().filter(adopted_year__isnull=False)
        return list(
            dated.order_by("-adopted_year").values_list("adopted_year", flat=True).distinct()
        )

    def in_county(self, slug):
        """Return the wins of the county and of places that are wholly or partly in it."""
        county = Jurisdiction.objects.filter(slug=slug)
        return self.filter(
            Q(jurisdiction__in=county)
            | Q(jurisdiction__primary_county__in=county)
            | Q(jurisdiction__in=Jurisdiction.objects.filter(counties__in=county))
        )

    def in_region(self, region):
        """Return the wins of the region's counties and of places that are mostly in them."""
        return self.filter(jurisdiction__in=Jurisdiction.objects.in_region(region))

    def adopted_in(self, year):
        """Return the wins adopted by the end of the year and not definitely in an earlier one."""
        return self.with_adoption().filter(adopted_year=year)

    def in_list_order(self):
        """Sort by adoption, newest first, with unknown dates last."""
        return self.with_adoption().order_by(
            F("adopted_last").desc(nulls_last=True), "jurisdiction__sort_key", "title", "pk"
        )

    def sorted_by(self, key):
        """Sort by a key of ORDERS, descending with a leading minus; add nothing but the order.

        Unknown values come last either way, and equal ones are in list order.
        """
        way = "desc" if key.startswith("-") else "asc"
        fields = [getattr(F(name), way)(nulls_last=True) for name in ORDERS[key.removeprefix("-")]]
        listed = self.in_list_order().annotate(margin=F("votes_for") - F("votes_against"))
        return listed.order_by(*fields, *listed.query.order_by)

    def for_list(self):
        """Fetch all that a row of a list shows, in the same query."""
        return self.with_adoption().select_related("jurisdiction__primary_county")

    def version(self):
        """Return the number of the newest entry in any win's history, which changes with every change."""
        kind = ContentType.objects.get_for_model(self.model)
        entries = ModelLogEntry.objects.filter(content_type=kind).order_by("-pk")
        return entries.values_list("pk", flat=True).first() or 0

    def scheduled(self):
        """Return the ids, as text, of the wins with scheduled publication."""
        kind = ContentType.objects.get_for_model(self.model)
        waiting = Revision.objects.filter(base_content_type=kind, approved_go_live_at__isnull=False)
        return waiting.values_list("object_id", flat=True)

    def with_schedule(self):
        """Add `is_scheduled`: whether a version of it will be published on schedule."""
        as_text = Cast(OuterRef("pk"), models.CharField())
        return self.annotate(is_scheduled=Exists(self.scheduled().filter(object_id=as_text)))

    def with_twins(self):
        """Add `has_twin`: whether another record looks like the same win."""
        return self.with_adoption().annotate(
            has_twin=Exists(
                self.model.objects.alike(
                    OuterRef("pk"),
                    jurisdiction=OuterRef("jurisdiction"),
                    kind=OuterRef("kind"),
                    year=Coalesce(OuterRef("adopted_year"), 0),
                )
            )
        )

    def twins_of(self, win):
        """Return other records, drafts included, that look like the same win."""
        found = self.alike(
            Value(win.pk), jurisdiction=win.jurisdiction, kind=win.kind, year=win.year or 0
        )
        return found.order_by("title", "pk")

    def alike(self, pk, *, jurisdiction, kind, year):
        """Return wins of the same place, kind and year that share a topic, or where either has no topic."""
        tagged = self.model.topics.through.objects
        its_topics = tagged.filter(win=OuterRef("compared"))
        topics = tagged.filter(win=OuterRef("pk"))
        shared = topics.filter(topic__wins=OuterRef("compared"))
        return (
            self.with_adoption()
            .alias(or_no_year=Coalesce("adopted_year", 0))
            .alias(compared=ExpressionWrapper(pk, output_field=models.BigIntegerField()))
            .filter(jurisdiction=jurisdiction, kind=kind, or_no_year=year)
            .filter(Exists(shared) | ~Exists(topics) | ~Exists(its_topics))
            .exclude(pk=F("compared"))
        )
