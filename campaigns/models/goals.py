"""A campaign's progress toward the goal that staff set for it."""

from dataclasses import dataclass

from members.models.dates import PartialDate

#: More than any campaign counts, and small enough for every database.
MOST = 100_000_000
TOO_MANY = f"That is more than {MOST:,}, the highest number that can be shown here."


@dataclass(frozen=True)
class Progress:
    """Progress such as "14 of 25 ordinances". `stated_on` is the date of a number entered by hand."""

    done: int
    goal: int
    noun: str
    stated_on: PartialDate | None = None

    def __str__(self):
        return f"{self.done:,} of {self.goal:,} {self.noun}"

    @property
    def shown(self):
        """The filled part of the bar: all of it once the goal is reached."""
        return min(self.done, self.goal)

    @property
    def outcome(self):
        """A sentence about a goal that is reached or passed, or ""."""
        if self.done < self.goal:
            return ""
        beyond = self.done - self.goal
        return f"The goal is reached, and {beyond:,} more." if beyond else "The goal is reached."


def progress_of(campaign):
    """Return the campaign's progress, or None without a goal."""
    if not campaign.goal:
        return None
    if campaign.counted == campaign.Counted.STATED:
        done, noun, stated_on = campaign.stated_number, campaign.goal_noun, campaign.stated_on
        return Progress(done, campaign.goal, noun, stated_on)
    wins = campaign.own_wins
    if campaign.counted == campaign.Counted.PLACES:
        places = wins.values("jurisdiction").distinct().count()
        return Progress(places, campaign.goal, campaign.goal_noun or "places")
    return Progress(wins.count(), campaign.goal, campaign.goal_noun or "wins")
