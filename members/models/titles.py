"""A person's title on a day, from their tenures."""

from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import cached_property

from members.models.offices import Tenure
from members.models.states import COUNTED_STATES, State


class Titled:
    """A mixin that gives a person the titles of their tenures."""

    @cached_property
    def stated_tenures(self):
        """Tenures with their states, today or on the day given to `with_titles`."""
        found = list(Tenure.objects.filter(person=self).for_titles()) if self.pk else []
        for tenure in found:
            tenure.person = self
        return found

    @cached_property
    def leading_tenures(self):
        """The tenures in the title: all that count, or else the best known."""
        counted = [tenure for tenure in self.stated_tenures if tenure.state in COUNTED_STATES]
        if counted:
            return counted
        leading = self._in_state(self.state)
        former = sorted(self._in_state(State.FORMER), key=last_ended)[-1:]
        if self.state == State.FORMER:
            return former
        # A coming term doesn't hide that someone has left.
        return leading + former if self.state == State.INCOMING else leading

    def _in_state(self, state):
        """Return the tenures in the state, or none if all are still far ahead, because these give no title."""
        if state == State.COMING:
            return []
        return [tenure for tenure in self.stated_tenures if tenure.state == state]

    @cached_property
    def state(self):
        """The state of the best-known tenure, or ""."""
        states = {tenure.state for tenure in self.stated_tenures}
        return next((state for state in State.values if state in states), "")

    @property
    def state_label(self):
        return State(self.state).label if self.state else ""

    @cached_property
    def title(self):
        """ "Durham City Council Member", "former Durham City Council Member", or ""."""
        return " and ".join(dict.fromkeys(tenure.title_in_state for tenure in self.leading_tenures))

    @property
    def place(self):
        """The jurisdiction of the first tenure in the title, or None."""
        leading = self.leading_tenures
        return leading[0].jurisdiction if leading else None

    @property
    def county(self):
        return self.place.county if self.place else None


#: What follows from the tenures and their states.
STATED = ("stated_tenures", "leading_tenures", "state", "title")


def forget_titles(person):
    for name in STATED:
        vars(person).pop(name, None)


def retitle(people, on):
    """Give the people their titles, states and places on that day, in one query."""
    for person in people:
        forget_titles(person)
    tenures = Prefetch("tenures", Tenure.objects.for_titles(on), to_attr="stated_tenures")
    prefetch_related_objects(people, tenures)


def last_ended(tenure):
    return tenure.end_last, tenure.start_last or date.min, tenure.pk
