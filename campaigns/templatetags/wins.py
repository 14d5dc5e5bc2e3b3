"""The rows of the table of wins, of which a page has many."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from members.models import Jurisdiction

ROW = (
    '<tr><th scope="row" class="ledger-place"><bdi>{}</bdi>{}</th>'
    '<td class="ledger-win"><a href="{}"><bdi>{}</bdi></a></td><td>{}</td>'
    '<td class="ledger-adopted">{}</td><td>{}</td>{}</tr>'
)
NO_VOTE = mark_safe('<td class="ledger-lack"><span class="ledger-note">Not on file</span></td>')
NOT_ADOPTED = mark_safe('<span class="ledger-note">Not adopted</span>')
NO_DATE = mark_safe('<span class="unknown">date not on file</span>')

register = template.Library()


@register.simple_tag
def win_rows(wins):
    """Draw the rows of the table, one a win."""
    return format_html_join("", ROW, map(cells, wins))


def cells(win):
    return (
        win.jurisdiction.name,
        kind_of_place(win.jurisdiction),
        win.get_absolute_url(),
        win.title,
        win.get_kind_display(),
        win.adopted_on or (NOT_ADOPTED if win.is_unadopted else NO_DATE),
        win_status(win),
        format_html('<td class="ledger-vote">{}</td>', win.vote) if win.vote else NO_VOTE,
    )


def kind_of_place(place):
    """Draw what the name of the place leaves open; nothing for a county."""
    if place.kind == Jurisdiction.Kind.COUNTY:
        return ""
    return format_html('<span class="ledger-note">{}</span>', place.get_kind_display())


@register.simple_tag
def win_status(win):
    """Draw the status as a patch and a word: whole cloth stands, basted waits, cut cloth stands no more."""
    words = win.status_label or "Uncertain"
    return format_html('<span class="win-status win-status-{}">{}</span>', win.cloth, words)
