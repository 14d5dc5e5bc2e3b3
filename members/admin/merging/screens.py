"""The contents of a merge's screens."""

from dataclasses import dataclass

from django.db.models import Model

from members.admin.merging.choices import joined, pick
from members.admin.merging.clashes import BOTH, DATED_ROWS, FIRST, SECOND
from members.admin.merging.forms import FIELD_PREFIX, NAMES
from members.admin.merging.merger import COPIES
from members.admin.merging.records import FIELDS, ROW_HEADINGS
from members.models.person_fields import RICH_FIELDS

KINDS = {"portrait": "picture", **{field.name: "rich" for field in RICH_FIELDS}}


@dataclass
class Option:
    """An answer: its radio button, its record and its value."""

    radio: object
    record: str
    value: object = ""
    rows: tuple = ()


@dataclass
class Question:
    """A difference between the two records; `kind` is how a field's values are shown, "" for rows."""

    field: object
    options: list
    kind: str = ""


def field_questions(form):
    return [_field_question(form, name) for name in form.suggestion.fields]


def _field_question(form, name):
    bound = form[FIELD_PREFIX + name]
    options = [
        Option(radio, str(radio.choice_label), value_of(name, radio.data["value"], form))
        for radio in bound
    ]
    return Question(bound, options, kind_of(name))


def clash_questions(form):
    return [
        Question(form[clash.key], [_row_option(radio, clash) for radio in form[clash.key]])
        for clash in form.clashes
    ]


def _row_option(radio, clash):
    rows = {FIRST: clash.firsts, SECOND: clash.seconds, BOTH: []}[radio.data["value"]]
    return Option(radio, str(radio.choice_label), rows=tuple(row_words(row) for row in rows))


def kind_of(name):
    """Return how a field's value is shown."""
    return KINDS.get(name, "text")


def value_of(name, choice, form):
    if choice == BOTH:
        return joined(name, form.first, form.second)
    person = pick(choice, form.first, form.second)
    return person.get_status_display() if name == "status" else getattr(person, name)


def same_in_both(form):
    """Return the label, value and kind of each field that is the same in both."""
    alike = [name for name in FIELDS if name not in form.suggestion.fields]
    shown = [(name, value_of(name, FIRST, form)) for name in alike]
    meta = form.first._meta
    return [
        (meta.get_field(name).verbose_name, value, kind_of(name)) for name, value in shown if value
    ]


def row_words(row):
    """Return a row in one line: what it is and when."""
    words = [ROW_WORDS.get(row._meta.model_name, str)(row)]
    words += (
        [str(role) for role in row.leadership_roles.all()] if hasattr(row, "seat_label") else []
    )
    return ", ".join(words)


ROW_WORDS = {
    "tenure": lambda row: ", ".join(filter(None, (row.display_title, row.seat_label, row.period))),
    "membership": lambda row: f"Member, {row.period}",
    "committeeseat": lambda row: f"{row.get_role_display()}, {row.period}",
    "contactdetail": lambda row: f"{row}{'' if row.published else ' (not published)'}",
    "personlink": lambda row: f"{row.label}: {row.url}",
}


def coming_together(form):
    """Return the heading and lines of all rows, of both records, that need no decision."""
    asked = {row for clash in form.clashes for row in (*clash.firsts, *clash.seconds)}
    for name in (*DATED_ROWS, *COPIES):
        lines = [
            (row_words(row), NAMES[which])
            for which, person in ((FIRST, form.first), (SECOND, form.second))
            for row in getattr(person, name).all()
            if row not in asked
        ]
        if lines:
            yield ROW_HEADINGS[name], lines


@dataclass
class Summary:
    """The effect of the merge, for the editor to confirm."""

    survivor: Model
    merged: Model
    fields: list
    staying: list


def summary_of(form):
    choices = form.choices
    other = {FIRST: SECOND, SECOND: FIRST}
    chosen = [
        (form[FIELD_PREFIX + name].label, value_of(name, choice, form), kind_of(name))
        for name, choice in choices.fields.items()
    ]
    staying = [
        row_words(row)
        for clash in form.clashes
        if (choice := choices.clashes[clash.key]) != BOTH
        for row in pick(other[choice], clash.firsts, clash.seconds)
    ]
    survivor = pick(choices.survivor, form.first, form.second)
    merged = pick(other[choices.survivor], form.first, form.second)
    return Summary(survivor, merged, chosen, staying)
