"""Rows that say which people, places and topics a page is about, whatever its type."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class PagePerson(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_people")
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.CASCADE,
        related_name="page_mentions",
        help_text="Somebody whom the page is about.",
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="person_once_a_page")
        ]


class PagePlace(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_places")
    place = models.ForeignKey(
        "members.Jurisdiction",
        on_delete=models.CASCADE,
        related_name="page_mentions",
        help_text="A place that the page is about.",
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "place"], name="place_once_a_page")]


class PageTopic(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_topics")
    topic = models.ForeignKey(
        "pages.Topic",
        on_delete=models.CASCADE,
        related_name="page_mentions",
        limit_choices_to={"merged_into": None},
        help_text="A topic that the page is about.",
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "topic"], name="topic_once_a_page")]
