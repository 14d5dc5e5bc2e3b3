"""The questions that are asked about wins."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.queryset import SearchableQuerySetMixin

from campaigns.models.win_log import STANDING, Status
from campaigns.models.win_rows import WinSponsor, WinStatus
from members.models import Jurisdiction

#: What a list of wins with their statuses can be sorted by.
ORDERS = {
    "place": ["jurisdiction__name", "jurisdiction__kind"],
    "win": ["title"],
    "kind": ["kind"],
    "adopted": ["adopted_last", "adopted_first"],
    "status": ["status"],
    "vote": ["margin"],
}


class WinQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Days are today unless another one is given."""

    def published(self):
        return self.filter(live=True)

    def choosable_by(self, user):
        """All for those who work with wins, the published ones for others."""
        may_work = any(user.has_perm(f"campaigns.{action}_win") for action in ("change", "view"))
        return self if may_work else self.published()

    def with_status(self, on=None):
        """Adds `status`: the last entry of the log that is surely on or before the day, "" without one."""
        log = WinStatus.objects.filter(win=OuterRef("pk"))
        sure = log.alias(sure_from=Coalesce("date_last", "recorded_on")).filter(
            sure_from__lte=on or localdate()
        )
        last = sure.order_by("-sort_order", "-pk").values("status")[:1]
        return self.annotate(status=Coalesce(Subquery(last), Value("")))

    def standing(self, on=None):
        """Those that stand on the day: adopted, in force or amended."""
        return self.with_status(on).filter(status__in=STANDING)

    def on_record(self, on=None):
        """The wins that every figure counts: published, and standing on the day."""
        return self.published().standing(on)

    def about(self, *, topic=None, topics=None, campaign=None, place=None, person=None):
        """Those of the topic, of any of the topics, of the campaign, the place, or a person's record.

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
        """The condition that a win is about one of the topics."""
        tagged = self.model.topics.through.objects.filter(topic__in=topics)
        return Q(pk__in=tagged.values("win"))

    def by_topic(self, topics):
        """How many wins there are about each of the topics, by its id."""
        tagged = self.model.topics.through.objects.filter(topic__in=topics)
        counted = tagged.filter(win__in=self.values("pk")).values("topic").annotate(Count("pk"))
        return dict(counted.values_list("topic", "pk__count"))

    def with_adoption(self):
        """Adds `adopted_first` and `adopted_last`, the days between which it was first adopted, and
        `adopted_year`, the year by the end of which it was."""
        adoption = WinStatus.objects.filter(win=OuterRef("pk"), status=Status.ADOPTED)
        first = adoption.order_by("sort_order", "pk")
        return self.annotate(
            adopted_first=Subquery(first.values("date_first")[:1]),
            adopted_last=Subquery(first.values("date_last")[:1]),
            adopted_year=ExtractYear("adopted_last"),
        )

    def years(self):
        """The years in which there were adoptions, the newest first."""
        dated = self.with_adoption().filter(adopted_year__isnull=False)
        return list(
            dated.order_by("-adopted_year").values_list("adopted_year", flat=True).distinct()
        )

    def in_county(self, slug):
        """Those of the county itself and of places that lie wholly or partly in it."""
        county = Jurisdiction.objects.filter(slug=slug)
        return self.filter(
            Q(jurisdiction__in=county)
            | Q(jurisdiction__primary_county__in=county)
            | Q(jurisdiction__in=Jurisdiction.objects.filter(counties__in=county))
        )

    def in_region(self, region):
        """Those of the region's counties and of the places that mostly lie in them."""
        return self.filter(jurisdiction__in=Jurisdiction.objects.in_region(region))

    def adopted_in(self, year):
        """Those adopted by the end of the year, and not surely in an earlier one."""
        return self.with_adoption().filter(adopted_year=year)

    def by_year(self):
        """Pairs of a year and the number of wins adopted in it, the newest first; no year comes last."""
        years = self.with_adoption().order_by().values("adopted_year").annotate(Count("pk"))
        return years.order_by(F("adopted_year").desc(nulls_last=True)).values_list(
            "adopted_year", "pk__count"
        )

    def by_place(self):
        """The number of wins by the jurisdiction's id."""
        return dict(self.order_by().values_list("jurisdiction").annotate(Count("pk")))

    def in_list_order(self):
        """The newest adoption first, those of which no date is known last."""
        return self.with_adoption().order_by(
            F("adopted_last").desc(nulls_last=True), "jurisdiction__name", "title", "pk"
        )

    def sorted_by(self, key):
        """In the order that a key of ORDERS names, backwards with a minus; adds nothing but the order.

        What isn't known comes last either way, and equal ones are in list order.
        """
        way = "desc" if key.startswith("-") else "asc"
        fields = [getattr(F(name), way)(nulls_last=True) for name in ORDERS[key.removeprefix("-")]]
        listed = self.in_list_order().annotate(margin=F("votes_for") - F("votes_against"))
        return listed.order_by(*fields, *listed.query.order_by)

    def for_list(self):
        """With all that a row of a list shows, in as many queries for any number of rows."""
        return self.select_related("jurisdiction__primary_county").prefetch_related("log")

    def version(self):
        """The number of the newest entry in the history of any win: another one after every change."""
        kind = ContentType.objects.get_for_model(self.model)
        entries = ModelLogEntry.objects.filter(content_type=kind).order_by("-pk")
        return entries.values_list("pk", flat=True).first() or 0

    def scheduled(self):
        """The ids, as text, of the wins that wait to be published on schedule."""
        kind = ContentType.objects.get_for_model(self.model)
        waiting = Revision.objects.filter(base_content_type=kind, approved_go_live_at__isnull=False)
        return waiting.values_list("object_id", flat=True)

    def with_twins(self):
        """Adds `has_twin`: whether another one looks like the same win."""
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
        """The others, drafts included, that look like the same win."""
        found = self.alike(
            Value(win.pk), jurisdiction=win.jurisdiction, kind=win.kind, year=win.year or 0
        )
        return found.order_by("title", "pk")

    def alike(self, pk, *, jurisdiction, kind, year):
        """Those of one place, kind and year that share a topic with it, or of which one has none."""
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
