"""Which of our people and tenures a row of a file is about."""

from collections import defaultdict

from django.core.exceptions import ValidationError

from members.admin.forms import is_number
from members.importing.cells import CLEAR, shortened
from members.importing.columns import BY_KEY
from members.importing.plans import MOST_OPTIONS, NEW_RECORD, Option, Unclear, Wrong
from members.importing.records import load
from members.models import ContactDetail, Person
from members.models.names import normalized, taken_apart


class Roster:
    """Everybody, read once, with those whom the file adds."""

    def __init__(self):
        self.records = load(Person.objects.all())
        self.by_pk = {record.person.pk: record for record in self.records}
        self.by_tenure = {t.pk: (record, t) for record in self.records for t in record.tenures}
        self.by_email, self.by_name = defaultdict(list), defaultdict(list)
        for record in self.records:
            if is_kept(record):
                self.by_name[normalized(record.person.name)].append(record)
                for email in emails_of(record):
                    self.by_email[email].append(record)
        #: The people whom rows of the file add, by row.
        self.added = {}

    def add(self, record, number):
        self.added[number] = record
        self.by_name[normalized(record.person.name)].append(record)

    @property
    def everybody(self):
        return [*self.records, *self.added.values()]

    def survivor(self, pk):
        """The record with that id, or the one it was merged into, or None."""
        record, passed = self.by_pk.get(pk), set()
        while record and record.person.merged_into_id and record not in passed:
            passed.add(record)
            record = self.by_pk.get(record.person.merged_into_id)
        return record


def is_kept(record):
    person = record.person
    return person.status != Person.Status.WITHDRAWN and not person.merged_into_id


def emails_of(record):
    return {
        contact.value.strip().casefold()
        for contact in record.contacts
        if contact.kind == ContactDetail.Kind.EMAIL
    }


def number_in(key, text):
    if not is_number(text):
        raise Wrong(key, f"“{shortened(text)}” isn’t a {BY_KEY[key].header}, which is a number.")
    return int(text)


def tenure_by_id(roster, cells):
    """The record and the tenure of the row's Tenure ID, or (None, None)."""
    if "tenure_id" not in cells:
        return None, None
    pk = number_in("tenure_id", cells["tenure_id"])
    if pk not in roster.by_tenure:
        raise Wrong("tenure_id", f"There is no tenure with the ID {pk}.")
    record, tenure = roster.by_tenure[pk]
    if record.person.merged_into_id:
        survivor = roster.survivor(record.person.pk).person
        raise Wrong(
            "tenure_id", f"That tenure stayed with a record that was merged into {survivor}."
        )
    return record, tenure


def person_by_id(roster, cells, owner):
    """The record of the row's Person ID, or else the owner of its tenure."""
    if "person_id" not in cells:
        return refuse_withdrawn("tenure_id", owner)
    pk = number_in("person_id", cells["person_id"])
    record = refuse_withdrawn("person_id", roster.survivor(pk))
    if record is None:
        raise Wrong("person_id", f"There is no person with the ID {pk}.")
    if owner and owner is not record:
        raise Wrong("tenure_id", f"That tenure isn’t {record.person}’s, but {owner.person}’s.")
    return record


def refuse_withdrawn(key, record):
    if record and record.person.status == Person.Status.WITHDRAWN:
        raise Wrong(key, "This person was withdrawn for privacy; remove the row.")
    return record


def find_person(roster, cells, place, decision):
    """The record of a row without IDs, or None for a new person. Raises Unclear."""
    name, emails = name_in(cells), emails_in(cells)
    if not name and not emails:
        raise Wrong("name", "Give the person’s name.")
    if (chosen := decided_person(roster, decision)) is not False:
        return chosen
    holders = holders_of(roster, emails)
    with_last_name = [r for r in holders if last_name(r.person.name) == last_name(name) != ""]
    if len(holders) == len(with_last_name) == 1:
        return holders[0]
    key = normalized(name)
    namesakes = roster.by_name[key] if key else []
    serving = [r for r in namesakes if place and place in places_of(r)]
    sharing = [r for r in namesakes if r.person.pk is None and emails & emails_of(r)]
    if len(found := serving or sharing) == 1:
        return found[0]
    candidates = list(dict.fromkeys([*found, *namesakes, *with_last_name, *holders]))
    if not candidates:
        if not name:
            raise Wrong("name", "Give the person’s name.")
        return None
    raise Unclear("person", doubt(name, found, namesakes), person_options(roster, candidates))


def doubt(name, found, namesakes):
    if found:
        return f"There are several people called {name} there. Which one is it?"
    if namesakes:
        return f"The name {name} alone doesn’t tell whether this is somebody we know. Who is it?"
    return "Somebody else has this e-mail, perhaps a shared mailbox. Who is it?"


def decided_person(roster, decision):
    """The record that the editor chose, None for a new person, False if nothing was chosen."""
    value = str(decision.get("person", ""))
    if value == NEW_RECORD:
        return None
    if value.startswith("row "):
        number = value.removeprefix("row ")
        return roster.added.get(int(number), False) if number.isdecimal() else False
    record = roster.by_pk.get(int(value)) if value.isdecimal() else None
    return record if record and is_kept(record) else False


def name_in(cells):
    given = [cells[key] for key in ("given_name", "family_name") if cells.get(key, CLEAR) != CLEAR]
    whole = cells.get("name", CLEAR)
    return whole if whole != CLEAR else " ".join(given)


def emails_in(cells):
    text = cells.get("email", "").replace(";", " ").replace(",", " ")
    return {word.casefold() for word in text.split() if "@" in word}


def holders_of(roster, emails):
    return list(dict.fromkeys(record for email in emails for record in roster.by_email[email]))


def last_name(name):
    return taken_apart(name).last


def places_of(record):
    return [tenure.jurisdiction for tenure in record.tenures]


def person_options(roster, candidates):
    numbers = {record: number for number, record in roster.added.items()}
    options = []
    for record in candidates:
        title = record.tenures[-1].display_title if record.tenures else "no office"
        if record in numbers:
            number = numbers[record]
            options.append(Option(f"row {number}", f"{record.person}, {title}, of row {number}"))
        else:
            pk = record.person.pk
            options.append(Option(str(pk), f"{record.person}, {title} (Person ID {pk})"))
    return [*options[: MOST_OPTIONS - 1], Option(NEW_RECORD, "Somebody new")]


def find_place(places, cells, known, decision):
    """The place of the row, or None if it names none; `known` is the one on record, which it may mean."""
    if "jurisdiction" not in cells:
        return None
    kinds = told("kind", places.kinds, cells.get("kind", ""))
    found = told("jurisdiction", places.called, cells["jurisdiction"], kinds)
    if known in found:
        return known
    chosen = [place for place in found if str(place.pk) == str(decision.get("place"))]
    if len(chosen or found) == 1:
        return (chosen or found)[0]
    options = [Option(str(place.pk), place.display_name) for place in found]
    named = " or ".join(option.label for option in options)
    raise Unclear("place", f"“{cells['jurisdiction']}” may be {named}.", options)


def find_office(offices, cells, place, tenure):
    if "office" not in cells:
        return None
    place = place or (tenure.jurisdiction if tenure else None)
    return told("office", offices.called, cells["office"], place)


def told(key, function, *arguments):
    """The function's result; what is wrong with the cell is told of its column."""
    try:
        return function(*arguments)
    except ValidationError as error:
        raise Wrong(key, error.messages[0]) from error
