"""Registrations of the resource library and the pages."""

from functools import partial

from campaigns.models.campaign_lists import pages_of, pinnable
from core import search
from core.related import MENTIONS, SECTIONS, register
from pages.resources import ResourcePage
from pages.search import search_documents, search_topics

pinnable.append(ResourcePage)

search.register(30, "results/topics.html", search_topics)
search.register(50, "results/documents.html", search_documents)


def resources_about(subject, record, on):
    resources = ResourcePage.objects.published().about(**{subject: record}).in_list_order()
    return {"resources": resources} if resources else None


def resources_of_campaign(campaign, on):
    resources = pages_of(campaign, ResourcePage)
    return resources and {"resources": resources}


for subject in ("person", "place"):
    rows = "related/resource_rows.html"
    register(subject, MENTIONS, 20, rows, partial(resources_about, subject))
RESOURCES = "related/resources.html"
register("topic", SECTIONS, 40, RESOURCES, partial(resources_about, "topic"))
register("campaign", SECTIONS, 30, RESOURCES, resources_of_campaign)
