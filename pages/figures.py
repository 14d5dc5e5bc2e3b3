"""The live figures that editors put into a page: those of the roster, and those of the wins ledger."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.urls import reverse

from members.models import Measure
from members.models import figures as roster_figures
from members.models.figures import Figure


class WinMeasure(models.TextChoices):
    WINS = "wins", "Local wins on record"
    ORDINANCES = "ordinances", "Local ordinances on record"


CHOICES = [*Measure.choices, *WinMeasure.choices]
#: What the address of the list asks for that shows exactly what is counted.
QUERIES = {WinMeasure.WINS: "", WinMeasure.ORDINANCES: "?kind=ordinance"}
NOUNS = {
    WinMeasure.WINS: ("local win on record", "local wins on record"),
    WinMeasure.ORDINANCES: ("local ordinance on record", "local ordinances on record"),
}


@dataclass(frozen=True)
class WinFigure(Figure):
    """How many wins are on record today."""

    @property
    def noun(self):
        one, many = NOUNS[self.measure]
        return one if self.number == 1 else many

    @property
    def url(self):
        """The list of what is counted."""
        return f"{reverse('wins')}{QUERIES[self.measure]}"


def figures(measures, roster=None, stated=None):
    """The figures with these names, in this order; `members.models.figures` says which of the roster's
    are left out."""
    of_roster = [measure for measure in measures if measure not in WinMeasure]
    found = {figure.measure: figure for figure in roster_figures(of_roster, roster, stated)}
    of_wins = [measure for measure in measures if measure in WinMeasure]
    found |= {measure: WinFigure(measure, wins_on_record(measure)) for measure in of_wins}
    return [found[measure] for measure in measures if measure in found]


def wins_on_record(measure):
    win = apps.get_model("campaigns.Win")
    wins = win.objects.on_record()
    if measure == WinMeasure.ORDINANCES:
        wins = wins.filter(kind=win.Kind.ORDINANCE)
    return wins.count()
