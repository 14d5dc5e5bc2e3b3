"""The places and years of a selection of wins."""

from collections import Counter
from math import ceil

from django.utils.functional import cached_property

from members.models import Jurisdiction, all_places
from members.public.maps import all_counties

#: The most patches in a row of the timeline, and the size of each.
MOST_PATCHES, PATCH = 16, 40


class Coverage:
    """The ids of a selection, in its order, with their places and years, read once."""

    def __init__(self, wins):
        self.wins = wins

    @cached_property
    def rows(self):
        """The id, the place's id and the year of each win."""
        dated = self.wins.with_adoption()
        return list(dated.values_list("pk", "jurisdiction", "adopted_year"))

    @cached_property
    def pks(self):
        return [pk for pk, _, _ in self.rows]

    @cached_property
    def wins_by_place(self):
        return Counter(place for _, place, _ in self.rows)

    @property
    def number(self):
        return len(self.rows)

    @cached_property
    def places(self):
        return [place for pk, place in all_places().items() if pk in self.wins_by_place]

    @cached_property
    def wins_by_county(self):
        """The number of wins in each county, including those of places in it, by GEOID."""
        counted = Counter()
        for place in self.places:
            if place.county and place.county.geoid:
                counted[place.county.geoid] += self.wins_by_place[place.pk]
        return counted

    @property
    def counties(self):
        """The number of counties with a win of their own."""
        return self._number_of(Jurisdiction.Kind.COUNTY)

    @property
    def municipalities(self):
        return self._number_of(*Jurisdiction.MUNICIPAL_KINDS)

    @property
    def other_places(self):
        return len(self.places) - self.counties - self.municipalities

    @property
    def all_counties(self):
        return len(all_counties())

    @property
    def share_of_counties(self):
        """The percentage of the state's counties with a win of their own."""
        return round(100 * self.counties / self.all_counties)

    @property
    def in_words(self):
        """A description of the map for people who can't see it."""
        return (
            f"Places in {len(self.wins_by_county)} of North Carolina’s {self.all_counties} counties are "
            "on this list. These counties are patches of cloth; dots mark cities and towns if there "
            "are only a few. The table above names them all."
        )

    @cached_property
    def timeline(self):
        return Timeline(Counter(year for _, _, year in self.rows))

    def _number_of(self, *kinds):
        return sum(place.kind in kinds for place in self.places)


class Timeline:
    """The wins of each year, drawn as patches: one per win, or one for several so that they fit."""

    height = PATCH
    width = MOST_PATCHES * PATCH

    def __init__(self, years):
        counted = dict(years)
        self.undated = counted.pop(None, 0)
        self.wins_per_patch = ceil(max(counted.values(), default=1) / MOST_PATCHES)
        self.years = [
            {"year": year, "number": number, "width": round(number * PATCH / self.wins_per_patch)}
            for year, number in sorted(counted.items(), reverse=True)
        ]
