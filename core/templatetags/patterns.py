from functools import cache, lru_cache
from itertools import groupby

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core.patterns import ground_of, mark, paths, pieced

register = template.Library()

register.filter("ground", ground_of)


@register.simple_tag
@cache
def wordmark_patch():
    return format_html(
        '<svg class="mark" width="44" height="44" viewBox="0 0 80 80" aria-hidden="true">{}</svg>',
        mark_safe(paths(mark())),
    )


@register.simple_tag
@lru_cache(maxsize=100)
def pieced_picture(seed, columns=12, rows=6):
    """Return a quilt in place of a picture; the same seed always gives the same one."""
    return format_html(
        '<svg class="pieced" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" '
        'aria-hidden="true">{}</svg>',
        columns * 40,
        rows * 40,
        mark_safe(paths(pieced(seed, columns, rows))),
    )


@register.filter
def page_runs(page_obj):
    """Return the page numbers of a list's pagination in unbroken runs: one, unless there are many."""
    paginator = page_obj.paginator
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
    runs = groupby(numbers, lambda number: number == paginator.ELLIPSIS)
    return [list(run) for is_gap, run in runs if not is_gap]
