"""Registrations of the roster: its figures, and people and places in search results."""

from functools import partial

from django.db.models import Exists

from core import figures, search
from core.site_settings import found_with_sites
from members.models import Measure, Person
from members.models.figures import live_figure
from members.public.answers import search_people, search_places

found_with_sites["has_sample"] = Exists(Person.objects.filter(is_sample=True))

NOUNS = {
    Measure.MEMBERS: ("member", "members"),
    Measure.JURISDICTIONS: ("jurisdiction", "jurisdictions"),
    Measure.COUNTIES: ("county reached", "counties reached"),
}

for measure in Measure:
    figures.register(measure, measure.label, NOUNS[measure], partial(live_figure, measure))

search.register(10, "results/places.html", search_places)
search.register(20, "results/people.html", search_people)
