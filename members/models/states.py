"""The states of a tenure on a given day, and the rules behind them, each as a condition.

A date range covers a day from its start up to, not including, its end. A tenure *counts* on a day that it
covers before its expected end, or when it has none; after it, if it was verified on or after the expected
end, or if a later end is recorded. It covers a day by itself, or joined with others.

Terms are joined if they are one person's terms of one seat that touch, or may touch. Someone appointed "to
December 2025" and elected to the seat "from December 2025" held it on each day of that month, though it isn't
known in which of the two terms. The seat is surely theirs from the first one's last possible start to the last
one's first possible end.
"""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from members.models.conditions import ON, SURELY_BEGUN, Choice, as_q, holds
from members.models.seats import IN_SEAT_OF_OUTER


class State(models.TextChoices):
    """The states of a tenure on a given day, best known first."""

    CURRENT = "current", "current"
    HOLDOVER = "holdover", "holding over"
    AWAITING = "awaiting", "term ended, awaiting confirmation"
    UNCERTAIN = "uncertain", "uncertain"
    INCOMING = "incoming", "incoming"
    FORMER = "former", "former"
    COMING = "coming", "not yet begun"


#: The default number of days before its start when a term makes its holder "incoming".
INCOMING_DAYS = 120
#: These begin after the day.
STATES_AHEAD = (State.INCOMING, State.COMING)
COUNTED_STATES = (State.CURRENT, State.HOLDOVER)
TITLES_IN_STATE = {
    State.AWAITING: "{title} (term ended, awaiting confirmation)",
    State.UNCERTAIN: "{title} (uncertain)",
    State.INCOMING: "incoming {title}",
    State.FORMER: "former {title}",
    State.COMING: "",
}


#: Of a date range. "Surely" means in every reading of its partial dates, "possibly" in at least one.
SURELY_AHEAD = Q(start_first__gt=ON)
POSSIBLY_BEGUN = Q(start_first__isnull=True) | Q(start_first__lte=ON)
SURELY_OVER = Q(end_last__lte=ON)
NOT_SURELY_OVER = Q(end_last__isnull=True) | Q(end_last__gt=ON)
#: Only its start can keep it from covering the day.
SURELY_LASTS = Q(end_last__isnull=True) | Q(end_first__gt=ON)
POSSIBLY_COVERS = POSSIBLY_BEGUN & NOT_SURELY_OVER
SURELY_COVERS = SURELY_BEGUN & SURELY_LASTS

#: Of a tenure.
BEFORE_EXPECTED_END = Q(expected_end_first__isnull=True) | Q(expected_end_first__gt=ON)
#: No one has confirmed it since.
SURELY_PAST_EXPECTED_END = Q(expected_end_last__lte=ON, end_last__isnull=True) & ~Q(
    verified_on_last__gte=F("expected_end_first")
)
SURELY_COUNTS_IF_IT_COVERS = (
    BEFORE_EXPECTED_END
    | Q(verified_on_first__gte=F("expected_end_last"))
    | Q(verified_on_first__gte=ON)
    | Q(end_first__gt=ON)
)
POSSIBLY_COUNTS = POSSIBLY_COVERS & (
    Q(expected_end_first__isnull=True)
    | Q(expected_end_last__gt=ON)
    | Q(verified_on_last__gte=F("expected_end_first"))
    | Q(end_last__gt=ON)
)


class AnotherTerm:
    """There is another term of the same person and seat; the outer one is the term in question."""

    conditional = True

    def __init__(self, condition):
        self.condition = condition

    def as_q(self, model, on):
        same = Q(person=OuterRef("person")) & IN_SEAT_OF_OUTER
        return Exists(model.objects.filter(same & as_q(self.condition, model, on)))

    def holds(self, term, on, others):
        return any(
            holds(self.condition, other, on, outer=term) and term.shares_seat_with(other)
            for other in others
        )


def _counts_jointly():
    """Return the condition for a term that covers the day only jointly. If it hasn't surely begun, it needs an
    *earlier* term that has begun and may end as this one begins; if it may not last, a *later* one that lasts
    and may begin as this one ends."""
    begun = SURELY_BEGUN | SURELY_OVER
    to_begin = ~SURELY_BEGUN & NOT_SURELY_OVER
    lasts = SURELY_LASTS | SURELY_AHEAD
    possibly_over = Q(end_first__lte=ON) & POSSIBLY_BEGUN
    due = SURELY_COUNTS_IF_IT_COVERS
    ends_as_it_begins = Q(
        end_first__lte=OuterRef("start_last"), end_last__gte=OuterRef("start_first")
    )
    begins_as_it_ends = Q(
        start_first__lte=OuterRef("end_last"), start_last__gte=OuterRef("end_first")
    )
    earlier = begun & possibly_over & ends_as_it_begins
    later = lasts & to_begin & (due | SURELY_AHEAD) & begins_as_it_ends
    follows = to_begin & Q(start_first__lte=ON) & Q(AnotherTerm(earlier))
    goes_on = possibly_over & NOT_SURELY_OVER & Q(AnotherTerm(later))
    return (begun & goes_on) | (follows & ((lasts & due) | goes_on))


SURELY_COUNTS = (SURELY_COVERS & SURELY_COUNTS_IF_IT_COVERS) | _counts_jointly()
#: `incoming_from` is the day from which the tenure makes its holder "incoming".
STATE = Choice(
    (
        (SURELY_OVER, State.FORMER),
        (SURELY_AHEAD & Q(incoming_from__lte=ON), State.INCOMING),
        (SURELY_AHEAD, State.COMING),
        (SURELY_COUNTS, Choice(((BEFORE_EXPECTED_END, State.CURRENT),), State.HOLDOVER)),
        (SURELY_COVERS & SURELY_PAST_EXPECTED_END, State.AWAITING),
    ),
    default=State.UNCERTAIN,
)
