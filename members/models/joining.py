"""Cover by terms that follow each other: one person's terms of one seat that touch, or may touch.

Someone appointed "to December 2025" and elected to the seat "from December 2025" held it on each day of
that month, though it isn't known in which of the two terms. Such terms are joined: the seat is surely theirs
from the first one's last possible start to the last one's first possible end.

On a day a term has *begun* when its start surely lies behind; it *lasts* when its end surely lies ahead. One that
has begun and lasts covers the day by itself. The other terms of a chain across the day are the *earlier*
ones (begun, but perhaps over), the *later* ones (lasting, but perhaps not begun), and those *between*,
which may be either. All of the last kind may touch each other on the day, so that a chain is: an
earlier term, perhaps some between, a later one.

Each question stands here twice, as a Q for the database and as a function of terms at hand.
"""

from django.db.models import DateField, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from members.seat_labels import AT_LARGE


class JoinedTerms:
    """The terms of `model` that cover the day together with others. `due` are those that would count if
    they had begun."""

    def __init__(self, model, on, due):
        self.terms, self.on = model.objects, on
        start = Coalesce(*model.sure_start_fields, output_field=DateField())
        perhaps_over = Q(end_first__lte=on) & (Q(start_first__isnull=True) | Q(start_first__lte=on))
        may_begin = Q(GreaterThan(start, on)) & (Q(end_last__isnull=True) | Q(end_last__gt=on))
        begun = Q(LessThanOrEqual(start, on)) | Q(end_last__lte=on)
        lasts = Q(end_last__isnull=True) | Q(end_first__gt=on) | Q(start_first__gt=on)
        self.earlier = begun & perhaps_over
        self.later = lasts & may_begin & (due | Q(start_first__gt=on))
        self.between = may_begin & Q(start_first__lte=on, end_first__lte=on)

    def cover(self):
        """Those terms of a chain across the day that may cover it themselves."""
        on = self.on
        entered = self._others(self.between & self._others(self.earlier & BEFORE))
        left = self._others(self.between & self._others(self.later & AFTER))
        from_earlier = self._others(self.earlier & BEFORE) | (
            self._others(self.between & BEFORE) & entered
        )
        to_later = self._others(self.later & AFTER) | (self._others(self.between & AFTER) & left)
        return (
            (self.earlier & Q(end_last__gt=on) & to_later)
            | (self.later & Q(start_first__lte=on) & from_earlier)
            | (self.between & entered & left)
        )

    def _others(self, condition):
        return Q(Exists(self.terms.filter(OF_THE_SAME_SEAT & condition)))


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
    """What `JoinedTerms.cover` asks, of a term among others of the person that needn't be saved."""
    terms = [other for other in others if term.seat and other.seat == term.seat]
    earlier = [other for other in terms if is_begun(other, on) and not lasts(other, on)]
    between = [other for other in terms if is_between(other, on)]
    later = [
        other
        for other in terms
        if not is_begun(other, on) and lasts(other, on) and would_count(other, on)
    ]
    entered = any_touch(earlier, between)
    left = any_touch(between, later)
    from_earlier = any_touch(earlier, [term]) or (any_touch(between, [term]) and entered)
    to_later = any_touch([term], later) or (any_touch([term], between) and left)
    if is_begun(term, on):
        return not lasts(term, on) and term.runs_after(on) and to_later
    if lasts(term, on):
        may_have_begun = bool(term.start_first and term.start_first <= on)
        return may_have_begun and term.counts_if_covering(on) and from_earlier
    return is_between(term, on) and entered and left


def is_begun(term, on):
    return term.sure_start <= on or not term.runs_after(on)


def lasts(term, on):
    begins_later = bool(term.start_first and term.start_first > on)
    return term.sure_end > on or begins_later


def is_between(term, on):
    both_known = term.start_first and term.end_first
    return bool(both_known) and not is_begun(term, on) and not lasts(term, on)


def would_count(term, on):
    return term.counts_if_covering(on) or bool(term.start_first and term.start_first > on)


def any_touch(terms, others):
    return any(touch(one, other) for one in terms for other in others)


def touch(one, other):
    """Whether the other may begin on the day on which the one ends, as far as both days are known."""
    if not (one.end_first and other.start_first):
        return False
    return other.start_first <= one.end_last and one.end_first <= other.start_last
