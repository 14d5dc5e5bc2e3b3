import io
from datetime import timedelta

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django.views.generic import ListView
from wagtail.models import Page

from core import share_images
from core.base import SitePage
from core.generation import prepared
from core.models import OrganizationSettings, Section, Topic
from core.pagination import paginate
from core.previews import shows
from core.related import related
from pages.search import search_site, with_summaries


class TopicListView(ListView):
    queryset = Topic.objects.not_merged()
    template_name = "pages/topic_list.html"
    context_object_name = "topics"

    def get_context_data(self, **kwargs):
        section = Section.objects.for_key(Section.Key.TOPICS)
        return super().get_context_data(section=section, **kwargs)


def topic(request, slug):
    """Show everything about a topic, or redirect from a merged one to its survivor."""
    context = topic_at(slug)
    if survivor := context["topic"].merged_into:
        return redirect(survivor, permanent=True)  # a merge of topics can't be undone
    return render(request, "pages/topic.html", context)


@prepared(most=5)
def topic_at(slug):
    """Return the context of the topic with this address; raise Http404 if there is none."""
    return topic_context(get_object_or_404(Topic.objects.select_related("merged_into"), slug=slug))


@shows(Topic)
def topic_context(topic):
    return {
        "topic": topic,
        "section": Section.objects.for_key(Section.Key.TOPICS),
        "priorities": list(topic.priorities.all()),
        "related": related("topic", topic),
    }


def search(request):
    """Show the places, people, topics, wins, documents and pages that match `?q=`, with pages paginated."""
    query = request.GET.get("q", "").strip()
    results, matching = search_site(query)
    pages = paginate(request, matching, per_page=20)
    pages.object_list = with_summaries(pages.object_list)
    context = {
        "section": Section.objects.for_key(Section.Key.SEARCH),
        "query": query[:200],
        "results": results,
        "found": bool(matching) or any(not result.get("notice") for result in results),
        "pages": pages,
        "noindex": True,
    }
    return render(request, "pages/search.html", context)


def robots_txt(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/"]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_txt(request):
    """Say where to report a security problem, in the format of RFC 9116, for the next half year."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404("No contact is set.")
    expires = localdate() + timedelta(days=183)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {settings.BASE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def favicon(request):
    return redirect(static("img/favicon.ico"))


@require_safe
def share_image(request, page_pk, version):
    """Return the drawn picture of a published page, or redirect from another version to the current one.

    Browsers and proxies may cache it only for a week, since a page may be taken down. A picture that
    couldn't be stored isn't cached at all.
    """
    page = get_object_or_404(Page, pk=page_pk).specific
    if not isinstance(page, SitePage) or not page.is_published:
        raise Http404
    organization = OrganizationSettings.for_request(request)
    picture = page.share_picture(organization)
    if version != picture.version:
        return redirect(page.share_picture_url(organization))
    content, is_stored = share_images.stored(page.pk, picture)
    cached = "public, max-age=604800" if is_stored else "no-store"
    headers = {"Cache-Control": cached}
    return FileResponse(io.BytesIO(content), content_type="image/png", headers=headers)
