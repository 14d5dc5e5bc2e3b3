"""The search for the person and the tenure that a row is about."""

from collections import defaultdict

from django.utils.timezone import localdate

from members.importing.columns import BY_KEY
from members.importing.records import load_records
from members.models import ContactDetail, Person, Tenure
from members.models.names import NameParts, normalized, taken_apart
from members.models.seats import plain_seat_label
from spreadsheets.cells import CLEAR, read_number
from spreadsheets.planner import errors_in, with_new
from spreadsheets.plans import NEW_RECORD, RowAnswer, Unclear, Wrong

#: Cells that may only identify a person; any other cell of a tenure means that the row is about one.
FINDING = ("jurisdiction", "kind", "tenure_id")


class KnownPeople:
    """Everyone on the roster, read once, and the people whom the file adds."""

    def __init__(self):
        self.records = load_records(Person.objects.all())
        self.by_pk = {record.person.pk: record for record in self.records}
        self.by_tenure = {t.pk: (record, t) for record in self.records for t in record.tenures}
        self.by_email, self.by_name = defaultdict(list), defaultdict(list)
        for record in self.records:
            if is_not_withdrawn(record):
                self._add_names(record)
                for email in emails_of(record):
                    self.by_email[email].append(record)
        #: The people whom the file adds, by the number of their row.
        self.added = {}

    def add(self, record, number):
        self.added[number] = record
        self._add_names(record)

    def _add_names(self, record):
        for key in dict.fromkeys(map(normalized, record.names)):
            self.by_name[key].append(record)

    @property
    def everyone(self):
        return [*self.records, *self.added.values()]

    def survivor(self, pk):
        """Return the record with that id, or the one it was merged into, or None."""
        record, passed = self.by_pk.get(pk), set()
        while record and record.person.merged_into_id and record not in passed:
            passed.add(record)
            record = self.by_pk.get(record.person.merged_into_id)
        return record


def is_not_withdrawn(record):
    person = record.person
    return person.status != Person.Status.WITHDRAWN and not person.merged_into_id


def emails_of(record):
    return {
        contact.value.strip().casefold()
        for contact in record.contacts
        if contact.kind == ContactDetail.Kind.EMAIL
    }


def id_in(cells, key):
    with errors_in(key):
        return read_number(cells[key], f"{BY_KEY[key].header}, which is a number")


def tenure_by_id(people, cells):
    """Return the record and the tenure of the row's Tenure ID, or (None, None)."""
    if "tenure_id" not in cells:
        return None, None
    pk = id_in(cells, "tenure_id")
    if pk not in people.by_tenure:
        raise Wrong("tenure_id", f"There is no tenure with the ID {pk}.")
    record, tenure = people.by_tenure[pk]
    if record.person.merged_into_id:
        survivor = people.survivor(record.person.pk).person
        raise Wrong(
            "tenure_id", f"That tenure stayed with a record that was merged into {survivor}."
        )
    return record, tenure


def person_by_id(people, cells, owner):
    """Return the record of the row's Person ID, or else the owner of its tenure."""
    if "person_id" not in cells:
        return refuse_withdrawn("tenure_id", owner)
    pk = id_in(cells, "person_id")
    record = refuse_withdrawn("person_id", people.survivor(pk))
    if record is None:
        raise Wrong("person_id", f"There is no person with the ID {pk}.")
    if owner and owner is not record:
        raise Wrong("tenure_id", f"That tenure isn’t {record.person}’s, but {owner.person}’s.")
    return record


def refuse_withdrawn(key, record):
    if record and record.person.status == Person.Status.WITHDRAWN:
        raise Wrong(key, "This person was withdrawn for privacy; remove the row.")
    return record


def find_person(people, cells, place, decision):
    """Return the record of a row without IDs, or None for a new person. Raises Unclear."""
    name, emails = name_in(cells), emails_in(cells)
    if not name and not emails:
        raise Wrong("name", "Enter the person’s name.")
    if (chosen := decided_person(people, decision)) is not False:
        return chosen
    holders = list(dict.fromkeys(record for email in emails for record in people.by_email[email]))
    stated = taken_apart(name)
    last_name = stated.last
    with_last_name = [r for r in holders if last_name and last_name in last_names_of(r)]
    if len(holders) == len(with_last_name) == 1:
        return holders[0]
    key = normalized(name)
    namesakes = people.by_name[key] if key else []
    # A Jr. isn't the Sr. of the same town.
    fitting = [r for r in namesakes if taken_apart(r.person.name).may_be_of_generation(stated)]
    serving = [r for r in fitting if place and place in places_of(r)]
    sharing = [r for r in fitting if r.person.pk is None and emails & emails_of(r)]
    if len(found := serving or sharing) == 1:
        return found[0]
    candidates = list(dict.fromkeys([*found, *namesakes, *with_last_name, *holders]))
    if not candidates:
        if not name:
            raise Wrong("name", "Enter the person’s name.")
        return None
    raise Unclear("person", doubt(name, found, namesakes), person_options(people, candidates))


def last_names_of(record):
    return {taken_apart(name).last for name in record.names}


def doubt(name, found, namesakes):
    if found:
        return f"There are several people called {name} there. Which one is it?"
    if namesakes:
        return f"The name {name} alone doesn’t show whether this person is already on the roster. Who is it?"
    return "Someone else has this email address, which may be a shared mailbox. Who is it?"


def decided_person(people, decision):
    """Return the record that the editor chose, None for a new person, False if nothing was chosen."""
    value = str(decision.get("person", ""))
    if value == NEW_RECORD:
        return None
    if value.startswith("row "):
        number = value.removeprefix("row ")
        return people.added.get(int(number), False) if number.isdecimal() else False
    record = people.by_pk.get(int(value)) if value.isdecimal() else None
    return record if record and is_not_withdrawn(record) else False


def name_in(cells):
    stated = {key: text for key, text in cells.items() if text != CLEAR}
    parts = NameParts(*(stated.get(key, "") for key in ("given_name", "family_name", "suffix")))
    return stated.get("name") or parts.whole


def emails_in(cells):
    text = cells.get("email", "").replace(";", " ").replace(",", " ")
    return {word.casefold() for word in text.split() if "@" in word}


def places_of(record):
    return [tenure.jurisdiction for tenure in record.tenures]


def person_options(people, candidates):
    numbers = {record: number for number, record in people.added.items()}
    options = []
    for record in candidates:
        title = record.tenures[-1].display_title if record.tenures else "no office"
        if record in numbers:
            number = numbers[record]
            options.append(RowAnswer(f"row {number}", f"{record.person}, {title}, of row {number}"))
        else:
            pk = record.person.pk
            options.append(RowAnswer(str(pk), f"{record.person}, {title} (Person ID {pk})"))
    return with_new(options, "Someone new")


class TenureFinder:
    """The search for the tenure that a row is about, among those of its person."""

    def __init__(self, cells, place, office, decision):
        self.cells, self.place, self.office, self.decision = cells, place, office, decision
        probe = Tenure()
        for key in ("start", "end"):
            if (text := cells.get(key, CLEAR)) != CLEAR:
                with errors_in(key):
                    setattr(probe, key, BY_KEY[key].value_of(text))
        self.probe = probe

    @property
    def speaks_of_one(self):
        """True if the row is about a tenure instead of only identifying its person."""
        return any(BY_KEY[key].owner == "tenure" and key not in FINDING for key in self.cells)

    def find(self, record):
        """Return the tenure, or None for a new one. Raises Unclear."""
        tenures = [t for t in record.tenures if self._same_office(t)]
        value = str(self.decision.get("tenure", ""))
        if chosen := [t for t in tenures if str(t.pk) == value]:
            return chosen[0]
        if value == NEW_RECORD:
            return None
        labeled = [t for t in tenures if self._same_label(t)]
        timely = [t for t in labeled if self._agrees(t)]
        for narrower in (self._starts_then, self._is_open):
            if len(timely) > 1:
                timely = list(filter(narrower, timely)) or timely
        if len(timely) == 1:
            return timely[0]
        doubtful = timely or [t for t in tenures if self._is_doubtful(t, labeled)]
        if doubtful:
            known = [RowAnswer(str(t.pk), str(t)) for t in doubtful if t.pk]
            options = with_new(known, "Another time in office")
            raise Unclear("tenure", "Which of the person’s offices is it?", options)
        return None

    def _same_office(self, tenure):
        same_place = not self.place or tenure.jurisdiction_id == self.place.pk
        return same_place and (not self.office or tenure.office_id == self.office.pk)

    def _same_label(self, tenure):
        text = self.cells.get("seat_label", CLEAR)
        return text == CLEAR or plain_seat_label(text) == plain_seat_label(tenure.seat_label)

    def _agrees(self, tenure):
        if self._starts_then(tenure):
            return True
        if not self.probe.start and not self.probe.end:
            return tenure.runs_after(localdate())
        return tenure.possibly_overlaps(self.probe)

    def _starts_then(self, tenure):
        start, other = self.probe.start, tenure.start
        return bool(start and other and start.first <= other.last and other.first <= start.last)

    def _is_open(self, tenure):
        return tenure.end is None

    def _is_doubtful(self, tenure, labeled):
        """Return whether it lacks the dates to tell it from an older one, or never had a seat."""
        if tenure in labeled:
            return not self.probe.start and not self.probe.end
        return not tenure.seat_label and self._agrees(tenure)
