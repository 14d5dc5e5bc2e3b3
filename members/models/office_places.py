"""Which kinds of place have an office: a city has a mayor, a county a sheriff."""

from django.db import models
from django.db.models import Q
from django.utils.text import get_text_list

#: The kinds of place, by the field of an office that says whether they have it.
KINDS = {
    "in_counties": ("county",),
    "in_municipalities": ("city", "town", "village"),
    "in_school_districts": ("school_district",),
    "in_other_districts": ("other",),
}
WORDS = {
    "in_counties": "a county",
    "in_municipalities": "a city, town or village",
    "in_school_districts": "a school district",
    "in_other_districts": "another district",
}


class OfPlaces(models.Model):
    """The kinds of place that have an office; any kind if none is checked."""

    in_counties = models.BooleanField(
        "in counties",
        default=False,
        help_text="Check this if counties have this office, as they have a sheriff.",
    )
    in_municipalities = models.BooleanField(
        "in cities, towns and villages",
        default=False,
        help_text="Check this if cities, towns and villages have this office, as they have a mayor.",
    )
    in_school_districts = models.BooleanField(
        "in school districts",
        default=False,
        help_text="Check this if school districts have this office.",
    )
    in_other_districts = models.BooleanField(
        "in other districts",
        default=False,
        help_text="Check this if other districts have this office. If none of the four is checked, any "
        "place may have it.",
    )
    on_governing_body = models.BooleanField(
        "a seat on the governing body",
        default=False,
        help_text="Check this for the members of a council, a board of commissioners or a board of education. "
        "A chair or a mayor pro tem holds such a seat.",
    )

    class Meta:
        abstract = True

    @property
    def kinds(self):
        """The kinds of place that are checked."""
        return [kind for name, kinds in KINDS.items() if getattr(self, name) for kind in kinds]

    @property
    def kinds_in_words(self):
        """ "a county or another district", or "any place"."""
        return (
            " or ".join(words for name, words in WORDS.items() if getattr(self, name))
            or "any place"
        )

    def is_in(self, place):
        """Return whether places of the kind have the office."""
        return not self.kinds or place.kind in self.kinds

    def mismatch_with(self, place, examples=()):
        """Return the error for a place that doesn't have the office, with examples of those that do."""
        if not examples and self.in_counties and place.county:
            examples = [place.county]
        listed = get_text_list([example.display_name for example in examples[:3]], "or")
        return (
            f"{place.display_name} doesn’t have the office “{self}”. "
            f"Choose {self.kinds_in_words}{f', such as {listed}' if listed else ''}."
        )


def in_wrong_place():
    """Return the condition that the place of a tenure is of a kind that doesn't have its office."""
    checked = Q()
    has_it = Q()
    for name, kinds in KINDS.items():
        checked |= Q(**{f"office__{name}": True})
        has_it |= Q(**{f"office__{name}": True}, jurisdiction__kind__in=kinds)
    return checked & ~has_it
