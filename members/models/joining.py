"""Cover by terms that follow each other: one person's terms of one seat that touch, or may touch.

Someone appointed "to December 2025" and elected to the seat "from December 2025" held it on each day of
that month, though it isn't known in which of the two terms. Such terms are joined: the seat is surely theirs
from the first one's last possible start to the last one's first possible end.

On a day a term has *begun* when its start surely lies behind; it *lasts* when its end surely lies ahead. One that
has begun and lasts covers the day by itself. Otherwise it needs, in place of what it lacks, an *earlier* term
that has begun and may end as this one begins, and a *later* one that lasts and may begin as this one ends.

Each question stands here twice, as a Q for the database and as a function of terms at hand.
"""

from django.db.models import DateField, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from members.models.seat_labels import AT_LARGE


def joined_cover(model, on, due):
    """The terms of the model that cover the day with the help of others. `due` are those that count if they
    cover it."""
    start = Coalesce(*model.sure_start_fields, output_field=DateField())
    not_over = Q(end_last__isnull=True) | Q(end_last__gt=on)
    may_have_begun = Q(start_first__isnull=True) | Q(start_first__lte=on)
    may_begin = Q(GreaterThan(start, on)) & not_over
    may_be_over = Q(end_first__lte=on) & may_have_begun
    begun = Q(LessThanOrEqual(start, on)) | Q(end_last__lte=on)
    lasts = Q(end_last__isnull=True) | Q(end_first__gt=on) | Q(start_first__gt=on)

    def another(condition):
        return Q(Exists(model.objects.filter(OF_THE_SAME_SEAT & condition)))

    follows = may_begin & Q(start_first__lte=on) & another(begun & may_be_over & BEFORE)
    later = lasts & may_begin & (due | Q(start_first__gt=on))
    goes_on = may_be_over & not_over & another(later & AFTER)
    return (begun & goes_on) | (follows & ((lasts & due) | goes_on))


OF_THE_SAME_SEAT = Q(
    person=OuterRef("person"), jurisdiction=OuterRef("jurisdiction"), office=OuterRef("office")
) & (
    Q(office__one_holder=True)
    | (~Q(seat_label__in=["", AT_LARGE]) & Q(seat_label__iexact=OuterRef("seat_label")))
)
#: Those that the term in question may follow, and those that may follow it.
BEFORE = Q(end_first__lte=OuterRef("start_last"), end_last__gte=OuterRef("start_first"))
AFTER = Q(start_first__lte=OuterRef("end_last"), start_last__gte=OuterRef("end_first"))


def covers_jointly(term, on, others):
    """What `joined_cover` asks, of a term among others of the person that needn't be saved."""
    terms = [other for other in others if term.seat and other.seat == term.seat]
    follows = may_have_begun(term, on) and any(
        is_begun(other, on) and not lasts(other, on) and touch(other, term) for other in terms
    )
    goes_on = term.runs_after(on) and any(
        not is_begun(other, on) and would_last(other, on) and touch(term, other) for other in terms
    )
    if is_begun(term, on):
        return not lasts(term, on) and goes_on
    if lasts(term, on):
        return follows and term.counts_if_covering(on)
    return follows and goes_on


def is_begun(term, on):
    return term.sure_start <= on or not term.runs_after(on)


def may_have_begun(term, on):
    return term.start_first is None or term.start_first <= on


def lasts(term, on):
    return term.sure_end > on or not may_have_begun(term, on)


def would_last(term, on):
    """Whether it lasts, and counts if it covers the day."""
    return lasts(term, on) and (term.counts_if_covering(on) or not may_have_begun(term, on))


def touch(one, other):
    """Whether the other may begin on the day on which the one ends, as far as both days are known."""
    if not (one.end_first and other.start_first):
        return False
    return other.start_first <= one.end_last and one.end_first <= other.start_last
