"""Pages about people and places: what a page picks from the roster, and which pages picked a record."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.models import (
    Orderable,
    PageManager,
    ReferenceIndex,
    get_default_page_content_type,
    get_page_models,
)

from core.base import SitePageQuerySet, TopicsMixin
from core.generation import prepared
from core.visibility import page_tree
from members.blocks import RosterBodyBlock
from members.models.people import Person
from members.models.places import Jurisdiction


class PagePerson(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_people")
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="page_mentions",
        help_text="A person whom the page is about.",
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="person_once_a_page")
        ]


class PagePlace(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_places")
    place = models.ForeignKey(
        Jurisdiction,
        on_delete=models.CASCADE,
        related_name="page_mentions",
        help_text="A place that the page is about.",
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "place"], name="place_once_a_page")]


class AboutQuerySet(SitePageQuerySet):
    def listed_about(self, subject, record):
        """Return the published pages about the record for a list, without a query if there are none."""
        pks = pages_about(subject, record).get(self.model)
        return self.filter(pk__in=pks).for_list() if pks else self.none()

    def about(self, *, person=None, place=None, topic=None):
        """Return pages whose editors picked this person (or a record merged into it), place or topic.

        A person may be picked in the body as well.
        """
        found = self
        if person:
            records = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person))
            picked = Q(page_people__person__in=records) | Q(pk__in=pages_naming(records))
            found = found.filter(picked).distinct()
        if place:
            found = found.filter(page_places__place=place)
        if topic:
            found = found.filter(page_topics__topic=topic)
        return found


def pages_naming(people):
    """Return the ids of the pages that pick one of the people anywhere, in their bodies as well."""
    references = ReferenceIndex.objects.filter(
        base_content_type=get_default_page_content_type(),
        to_content_type=ContentType.objects.get_for_model(Person),
        to_object_id__in=people.values_list(Cast("pk", models.CharField())),
    )
    return references.values_list(Cast("object_id", models.IntegerField()))


@prepared(most=5)
def pages_about(subject, record):
    """Return the ids of the published pages about the record by their types; nothing but its id matters."""
    if not getattr(record, "has_page_mentions", True):  # a place as `all_places` found it
        return {}
    types = [model for model in get_page_models() if issubclass(model, AboutMixin)]
    first, *others = (
        model.objects.about(**{subject: record}).order_by().values_list("pk") for model in types
    )
    return page_tree().by_type(pk for (pk,) in first.union(*others))


class BodyMixin(models.Model):
    body = StreamField(
        RosterBodyBlock(),
        blank=True,
        help_text="The content of the page. Click a plus sign to add text, a picture or another block.",
    )

    body_panels = [FieldPanel("body")]

    class Meta:
        abstract = True


class AboutMixin(TopicsMixin):
    """The people, places and topics that the page is about.

    `day_of_titles` is the day on which people are titled as they were; None means today.
    """

    day_of_titles = None
    about_panels = [
        MultiFieldPanel(
            [
                MultipleChooserPanel("page_people", chooser_field_name="person", label="People"),
                MultipleChooserPanel("page_places", chooser_field_name="place", label="Places"),
                MultipleChooserPanel("page_topics", chooser_field_name="topic", label="Topics"),
            ],
            heading="What this is about",
            help_text="Choose from the roster and the list of topics, so that names and titles stay correct.",
        )
    ]

    objects = PageManager.from_queryset(AboutQuerySet)()

    class Meta:
        abstract = True

    @cached_property
    def people(self):
        """Return the public people who were picked, with titles; a merged record is replaced by its survivor."""
        picked = [row.person_id for row in self.page_people.all()]
        return Person.objects.resolve(picked, self.day_of_titles)

    @cached_property
    def places(self):
        return [row.place for row in self.page_places.select_related("place")]
