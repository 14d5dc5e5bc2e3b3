"""The views below /wins/."""

from django.conf import settings
from django.http import Http404, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from wagtail.models import ModelLogEntry, PageLogEntry

from campaigns.models import Win
from campaigns.public.coverage import Coverage
from campaigns.public.win_data import WINS
from campaigns.public.win_filters import WinFilters
from campaigns.public.win_page import win_context
from core.child_rows import with_rows_known
from core.datasets import FORMAT_VERSION, FORMATS, from_any_site
from core.empty import EmptyState
from core.generation import prepared
from core.pagination import paginate
from core.sections import Section, SectionView
from members.public import freshness
from members.public.corrections import CorrectionView
from members.public.data.views import meta

WINS_PER_PAGE = 50


class WinListView(SectionView):
    """The ledger of wins. Filtered or sorted lists have the full list's canonical address."""

    template_name = "campaigns/win_list.html"
    section_key = Section.Key.WINS

    def get_context_data(self, **kwargs):
        filters, path = WinFilters(self.request.GET), reverse("wins")
        coverage = listed(filters.query())
        page = paginate(self.request, coverage.pks, WINS_PER_PAGE)
        page.object_list = wins_in_brief(tuple(page.object_list))
        if filters.asked:
            kwargs |= {"noindex": True, "canonical_url": f"{settings.BASE_URL}{path}"}
        clear_url = path if filters.in_words else ""
        return super().get_context_data(
            filters=filters,
            clear_url=clear_url,
            empty=no_wins(clear_url),
            coverage=coverage,
            wins=page,
            columns=WINS.columns,
            **kwargs,
        )


@prepared(most=5)
def listed(query):
    """Return the Coverage of the list with these parameters."""
    return Coverage(WinFilters(QueryDict(query)).qs)


@prepared(most=5)
def wins_in_brief(pks):
    """Return the wins with these ids, in this order, with all that a row of a list shows."""
    found = Win.objects.with_status().for_list().in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def no_wins(clear_url):
    """Return the reason that a list without wins is empty."""
    if clear_url:
        text = "Nothing on record matches all of these filters."
        return EmptyState(text, "All wins", clear_url)
    return EmptyState("No wins are on record yet.")


@prepared(most=5)
def published_win(slug):
    """Return the context of the published win with this address, or None."""
    wins = Win.objects.published().with_status().for_list().prefetch_related("log")
    found = with_rows_known(wins.filter(slug=slug), "campaigns", "sources", "sponsors", "topics")
    return win_context(found[0]) if found else None


@require_safe
def win(request, slug):
    context = published_win(slug)
    if not context:
        raise Http404("No win has this address.")
    return render(request, "campaigns/win.html", context)


class WinCorrectionView(CorrectionView):
    section_key = Section.Key.WINS

    def find(self, slug):
        return get_object_or_404(Win.objects.published(), slug=slug)


def newest_entries():
    """Return the newest entry in the history of any record or page, since wins name topics and campaigns."""
    return [log.objects.order_by("-pk").first() for log in (ModelLogEntry, PageLogEntry)]


def ledger_etag(request, extension):
    return freshness.etag(request, FORMAT_VERSION, [e and e.pk for e in newest_entries()])


def ledger_last_modified(request):
    changed = [entry.timestamp for entry in filter(None, newest_entries())]
    return max(freshness.last_modified(request), *changed)


@from_any_site
@freshness.checked_back
@require_safe
@freshness.sent_once(ledger_etag, ledger_last_modified)
def wins_data(request, extension):
    """Return the wins of the list with the same parameters as a file."""
    wins = WinFilters(request.GET).qs
    write, content_type = FORMATS[extension]
    response = StreamingHttpResponse(
        write(WINS, wins, meta(request, None)), content_type=content_type
    )
    response["Content-Disposition"] = f'inline; filename="lpnc-wins-{localdate()}.{extension}"'
    response["X-Robots-Tag"] = "noindex"
    return response
