from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404

MOST_DIGITS = 6


def paginate(request, items, per_page):
    """The page of `items` that `?page=` asks for; a page that doesn't exist is a 404.

    Its number is part of the canonical address from here on (`request.page_number`).
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
