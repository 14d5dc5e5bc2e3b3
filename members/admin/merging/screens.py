"""What the screens of a merge show."""

from dataclasses import dataclass

from django.db.models import Model

from members.admin.merging.choices import joined_notes, pick
from members.admin.merging.clashes import BOTH, DATED_ROWS, FIRST, SECOND
from members.admin.merging.forms import FIELD_PREFIX, NAMES
from members.admin.merging.making import COPIES
from members.admin.merging.records import FIELDS, ROW_HEADINGS


@dataclass
class Option:
    """One answer: its radio button, whose it is, and what it says."""

    radio: object
    record: str
    value: object = ""
    rows: tuple = ()


@dataclass
class Question:
    """Something that the two records say differently."""

    field: object
    options: list
    kind: str = "text"


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
    """How a field's value is shown."""
    return {"portrait": "picture", "biography": "rich"}.get(name, "text")


def value_of(name, choice, form):
    if choice == BOTH:
        return joined_notes(form.first, form.second)
    person = pick(choice, form.first, form.second)
    return person.get_status_display() if name == "status" else getattr(person, name)


def same_in_both(form):
    """Label, value and kind of each field that both fill in alike."""
    alike = [name for name in FIELDS if name not in form.suggestion.fields]
    shown = [(name, value_of(name, FIRST, form)) for name in alike]
    meta = form.first._meta
    return [
        (meta.get_field(name).verbose_name, value, kind_of(name)) for name, value in shown if value
    ]


def row_words(row):
    """A row in a line: what it is and when."""
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
    """Heading and lines of all rows about which nothing has to be decided, of both records."""
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
    """What merging will do, before it does."""

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
