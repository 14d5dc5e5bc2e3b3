"""Registrations of the resource library and of kinds of search results."""

from django.db.models import Exists

from campaigns.models.campaign_lists import register_pages
from core import search
from core.site_settings import found_with_sites, read_with_sites
from core.visibility import public_documents
from pages.resources import ResourcePage
from pages.search import search_documents, search_topics

read_with_sites.append("root_page__homepage__share_image")
found_with_sites["has_documents"] = Exists(public_documents())
search.register(30, "results/topics.html", search_topics)
search.register(50, "results/documents.html", search_documents)
register_pages(
    ResourcePage,
    "resources",
    mentions=(20, "related/resource_rows.html"),
    topic=(40, "related/resources.html"),
    campaign=(30, "related/resources.html"),
)
