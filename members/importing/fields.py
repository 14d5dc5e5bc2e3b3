"""What a column of a file reads from the roster and writes to it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import TextField

from members.importing.cells import in_one_style, read_date, written_date
from members.models import Person, Tenure
from members.models.dates import PartialDateField

OWNERS = {"person": Person, "tenure": Tenure}


@dataclass(frozen=True)
class Column:
    """A column of ours. `read` gives a line's cell; `write` puts a cell's text there, "" empties it.

    Those that are `derived` are exported only. `private` ones are for those who may see private things.
    """

    key: str
    header: str
    aliases: tuple[str, ...] = ()
    private: bool = False
    owner: str = "person"
    help: str = ""

    derived = False
    #: Whether an export has it.
    exported = True
    #: Whether two rows of one person, or of one tenure, must say the same in it.
    single = True
    #: The field that an error of the model's own checks is about.
    field = ""

    def read(self, line):
        raise NotImplementedError

    def said(self, line):
        """What the preview says is there."""
        return self.read(line)

    def write(self, line, text):
        """ValidationError says what is wrong with the text."""
        raise NotImplementedError

    def comparable(self, text):
        """Two cells that give the same here say the same."""
        return in_one_style(text)

    def of(self, line):
        """The record that the column speaks of: the line's person or tenure, or None."""
        return getattr(line, self.owner)


@dataclass(frozen=True)
class Derived(Column):
    """What the roster works out for itself."""

    derived = True
    attribute: str = ""

    def read(self, line):
        owner = self.of(line)
        return str(getattr(owner, self.attribute) or "") if owner else ""


@dataclass(frozen=True)
class Field(Column):
    """A text, a date, a number or a choice of a record. The key is the field's name."""

    #: How files write the choices, where their labels are too long.
    words: tuple[tuple[str, str], ...] = ()

    @property
    def field(self):
        return self.key

    @property
    def model_field(self):
        meta = self.model._meta
        return next(f for f in (*meta.fields, *meta.private_fields) if f.name == self.field)

    @property
    def model(self):
        return OWNERS[self.owner]

    @cached_property
    def choices(self):
        return dict(self.words or self.model_field.choices or ())

    @cached_property
    def is_date(self):
        return isinstance(self.model_field, PartialDateField)

    def read(self, line):
        owner = self.of(line)
        value = getattr(owner, self.field) if owner else ""
        if self.is_date:
            return written_date(value)
        return str(self.choices.get(value, value))

    def write(self, line, text):
        setattr(self.of(line), self.field, self.value_of(text))

    def value_of(self, text):
        if self.is_date:
            return read_date(self.model_field, text) if text else None
        if not self.choices:
            return text if isinstance(self.model_field, TextField) else " ".join(text.split())
        return self._choice(text) if text else self.model_field.get_default() or ""

    def _choice(self, text):
        for value, word in self.choices.items():
            if text.casefold() in (value.casefold(), word.casefold()):
                return value
        raise ValidationError(f"Write one of: {', '.join(map(str, self.choices.values()))}.")

    def comparable(self, text):
        try:
            value = self.value_of(text)
        except ValidationError:
            return in_one_style(text)
        return written_date(value) if self.is_date else in_one_style(value)
