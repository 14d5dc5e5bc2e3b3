from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from wagtail.admin.paginator import WagtailPaginator

MOST_DIGITS = 6


def paginate(request, items, per_page):
    """Return the page of `items` that `?page=` requests; raise Http404 if it doesn't exist.

    Set `request.page_number`, which makes the number part of the canonical address.
    """
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        raise Http404("There is no such page.")
    try:
        page = Paginator(items, per_page).page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404("There is no such page.") from error
    page.object_list = list(page.object_list)
    request.page_number = page.number
    return page


class LatePaginator(WagtailPaginator):
    """Sort records with nothing but their ids, and fetch only those of the page with all that it shows."""

    def page(self, number):
        page = super().page(number)
        pks = list(page.object_list.values_list("pk", flat=True))
        page.object_list = self.object_list.filter(pk__in=pks)
        return page
