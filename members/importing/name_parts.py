"""The parts of a name, which follow from each other and are written in many ways."""

from contextlib import suppress

from django.core.exceptions import ValidationError

from members.importing.matcher import name_in
from members.models.names import normalized
from spreadsheets.cells import CLEAR

PARTS = ("given_name", "family_name", "name")


def split(name):
    """Given and family name of a whole one: "Example, Kim" or "Kim Example"."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given and "," not in given:
        return given, family
    *given, family = name.split()
    return " ".join(given), family


def with_parts(cells, known):
    """The cells of a new person, with given and family name if the file has only whole names."""
    if "name" not in cells or cells["name"] == CLEAR or known & {"given_name", "family_name"}:
        return cells
    given, family = split(cells["name"])
    name = f"{given} {family}".strip() if "," in cells["name"] else cells["name"]
    return cells | {"given_name": given, "family_name": family, "name": name}


def without_respellings(cells, person):
    """The cells without the parts of a name that is only spelled in another way than ours.

    A file that knows no IDs doesn't take away an accent, or put a nickname in a name's place.
    """
    if normalized(name_in(cells)) != normalized(person.name):
        return cells
    return {
        key: text for key, text in cells.items() if key not in PARTS or not getattr(person, key)
    }


class DerivedNames:
    """Notes which of a person's names follow from the others, and lets them follow again."""

    def __init__(self, person):
        self.person = person
        self.name = person.name
        self.follows = person.name == f"{person.given_name} {person.family_name}".strip()
        self.sorts = person.sort_name == f"{person.family_name}, {person.given_name}"

    def follow(self, cells):
        """Returns the name as shown before and after."""
        if self.follows and cells.get("name", CLEAR) == CLEAR:
            self.person.name = ""
        if self.sorts and cells.get("sort_name", CLEAR) == CLEAR:
            self.person.sort_name = ""
        with suppress(ValidationError):
            self.person.clean()
        return self.name, self.person.name
