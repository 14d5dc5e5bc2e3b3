"""Members whom a file doesn't name: they stay as they are, unless the editor says that they left."""

from django.core.exceptions import ValidationError

from members.importing.cells import read_date
from members.importing.checking import faults
from members.importing.matching import is_kept
from members.importing.plans import Change, Missing, Problem
from members.importing.rows import newest
from members.importing.snapshots import snapshot
from members.models import Membership, Person

END = next(field for field in Membership._meta.private_fields if field.name == "end")
LEFT_NETWORK, LEFT_OFFICE = "Member until", "Left office"


def missing_members(roster, mentioned, decisions):
    """The open members of whom no row speaks, with what the decisions make of them."""
    members = set(Membership.objects.open().values_list("person", flat=True))
    return [
        missing_member(record, decisions.get(str(record.person.pk)) or {})
        for record in roster.records
        if record.person.pk in members
        and record not in mentioned
        and is_kept(record)
        and record.person.status == Person.Status.ACTIVE
    ]


def missing_member(record, decision):
    missing = Missing(record.person, decision, record=record)
    if any(decision.values()) and record.before is None:
        record.before = snapshot(record)
    open_tenures = [tenure for tenure in record.tenures if tenure.end is None]
    _end(missing, LEFT_NETWORK, [newest(record.memberships)], decision.get("membership"))
    _end(missing, LEFT_OFFICE, open_tenures, decision.get("tenures"))
    return missing


def _end(missing, header, spells, text):
    for spell in spells if text else ():
        old = str(spell.end or "")
        try:
            spell.end = read_date(END, text)
        except ValidationError as error:
            missing.problems.append(Problem(header, error.messages[0]))
            return
        name = "tenures" if header == LEFT_OFFICE else "memberships"
        wrong = [Problem(header, sentence) for _, sentence in faults(name, spell)]
        missing.problems += wrong
        if str(spell.end or "") != old:
            missing.changes.append(Change(header, old, str(spell.end)))
