"""Titles in files: the office that they mean, and the seat and the role that they name as well."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from members.models import Jurisdiction, LeadershipRole, Office
from members.models.place_names import name_of, plain
from members.models.seats import AT_LARGE, normalize_seat_label, plain_seat_label, seats_in
from spreadsheets.cells import CLEAR, excerpt
from spreadsheets.plans import Wrong

Role = LeadershipRole.Role
MUNICIPAL = frozenset(Jurisdiction.MUNICIPAL_KINDS)
#: The same office in other words. The first pattern applies only to municipalities.
SAME_MUNICIPAL_OFFICE = (
    r"\b(town|village) board( member)?$"
    r"|\b((town|city|village) )?(board of )?(town )?"
    r"(commissioners?|alder(man|men|woman|women|person)|trustees?)( member)?\b"
)
SAME_OFFICE = [
    (r"\bcouncil ?(man|woman|person|or)\b|\bcouncill?or\b|\bcouncilmember\b", "council member"),
    (r"\bcommission(er)? member\b|\bcounty commission\b", "commissioner"),
    (r"\bschool board( member)?\b|\bboe( member)?\b", "board of education member"),
    (
        r"\bsoil( and)? water conservation( district)?( board)?( supervisor)?\b",
        "soil and water supervisor",
    ),
    (r"\bboard of (county )?commissioners( member)?\b", "county commissioner"),
    (r"\bcommissioners\b", "commissioner"),
    (r"\bcouncil$", "council member"),
    (r"\b(city|town|village) (?=council)", ""),
]
#: Roles on top of a seat, which titles may name.
ROLES = [
    (re.compile(r"\bmayor[\W_]*pro[\W_]*tem(pore)?\b\.?", re.IGNORECASE), Role.MAYOR_PRO_TEM),
    (re.compile(r"\bvice[\W_]*chair(man|woman|person)?\b", re.IGNORECASE), Role.VICE_CHAIR),
    (re.compile(r"(?<!co-)(?<!co )\bchair(man|woman|person)?\b", re.IGNORECASE), Role.CHAIR),
]
#: What is left of a title once its role is taken away, if it only says which body the role is of.
BODY = re.compile(r"((the|board|council|commission|member|of|to|and|for) ?)*")


@dataclass(frozen=True)
class Title:
    """What a title says: an office, and perhaps a seat and a role."""

    office: Office
    seat: str = ""
    role: str = ""

    def suits(self, place):
        """Return whether a place of this kind has the office and the role."""
        has_role = self.role != Role.MAYOR_PRO_TEM or place.kind in MUNICIPAL
        return has_role and self.office.is_in(place)

    def mismatch_with(self, place):
        """Return the error for a place that it doesn't suit."""
        if self.office.is_in(place):
            return f"{place.display_name} has no mayor pro tem. Choose a city, town or village."
        return self.office.mismatch_with(place)

    def cells_with(self, cells):
        """Return the row's cells with the seat and the role, unless columns of their own contradict them."""
        role = Role(self.role).label if self.role else ""
        stated = {"seat_label": self.seat, "board_role": role}
        for key, text in stated.items():
            own = cells.get(key, "")
            if text and own and not agree(key, text, own):
                words = f"The office says “{text}”, but this column says “{excerpt(own)}”."
                raise Wrong(key, words)
        return {key: text for key, text in stated.items() if text} | cells


def agree(key, text, own):
    """Return whether a column may say this about a seat or a role of which the title says that."""
    if own == CLEAR:
        return False
    if key == "seat_label":
        return text == AT_LARGE or plain_seat_label(text) == plain_seat_label(own)
    return plain(text) == plain(own.replace("_", " "))


class Offices:
    """All offices, by their official and their everyday names."""

    def __init__(self):
        self.by_pk = {office.pk: office for office in Office.objects.all()}
        self.by_name = {plain(office.name): office for office in self.by_pk.values()}

    def read(self, text, place=None):
        """Return what the title says, in the place if it is known, or raise ValidationError."""
        words = plain(text)
        if office := self.by_name.get(words) or self._titled(words, place):
            return Title(office)
        rest, seat = seats_in(text)
        rest, role = role_in(rest)
        words = plain(rest)
        found = self._on_body(place) if role and BODY.fullmatch(words) else []
        found = found or self._with_words(words, place)
        if len(found) == 1:
            return Title(found[0], normalize_seat_label(seat), role)
        listed = ", ".join(office.name for office in found or self.by_pk.values())
        if found:
            raise ValidationError(
                f"“{excerpt(text)}” could mean several offices. Enter one of: {listed}."
            )
        raise ValidationError(
            f"There is no office called “{excerpt(text)}”. The offices are: {listed}."
        )

    def _titled(self, words, place):
        titled = [o for o in self.by_pk.values() if place and plain(o.title_in(place)) == words]
        return titled[0] if len(titled) == 1 else None

    def _on_body(self, place):
        """Return the offices of the members of the place's governing body."""
        return [
            office
            for office in self.by_pk.values()
            if place and office.on_governing_body and office.is_in(place)
        ]

    def _with_words(self, words, place):
        """Return the offices whose name has every word of a title, apart from the place's own name.

        If there are several, those that places of its kind have come first.
        """
        if place and place.kind in MUNICIPAL and not re.search(r"\bcounty\b", words):
            words = re.sub(SAME_MUNICIPAL_OFFICE, "council member", words)
        for pattern, other in SAME_OFFICE:
            words = re.sub(pattern, other, words)
        for name in (plain(place.name), name_of(place.name).bare) if place else ():
            words = re.sub(rf"\b{re.escape(name)}\b", " ", words)
        sought = set(words.split()) - {"of", "the", "for", "and"}
        named = [(office, set(name.split())) for name, office in self.by_name.items()]
        exact = [office for office, name in named if name - {"of", "and"} == sought]
        found = exact or [office for office, name in named if sought and sought <= name]
        return [office for office in found if place and office.is_in(place)] or found


def role_in(title):
    """Return a title without the words for a role on a board, and the role or ""."""
    for words, role in ROLES:
        if words.search(title):
            return words.sub(" ", title), role
    return title, ""
