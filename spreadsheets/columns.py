"""Types of columns, and the list of those that files of one kind may have."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, TextField
from django.utils.html import format_html_join

from spreadsheets.cells import filled_lines, in_one_style, iso_date, read_date, read_number

BLOCKS = ["p", "li", "h2", "h3", "h4", "blockquote"]


@dataclass(frozen=True)
class Column:
    """A column of ours. `read` gives the cell of a row; `write` puts a cell's text there, "" empties it.

    A row is the subject of one line of a file: an object with the column's owner as an attribute. Columns that
    are `derived` are exported only. `private` ones are for users who may see private data.
    """

    key: str
    header: str
    #: Other headings with the same meaning, separated by commas.
    aliases: str = ""
    help: str = ""
    owner: str = ""
    private: bool = False

    derived = False
    #: False for columns that only imports have.
    exported = True
    #: True if two rows of one owner must agree in it.
    single = True

    def read(self, row):
        raise NotImplementedError

    def as_previewed(self, row):
        """Return the text that the preview shows."""
        return self.read(row)

    def write(self, row, text):
        """Write a cell's text into the row, or raise ValidationError."""
        raise NotImplementedError

    def comparable(self, text):
        """Return the text for comparison, the same for cells with the same meaning."""
        return in_one_style(text)

    def of(self, row):
        """Return the record that the column is about, or None."""
        return getattr(row, self.owner)

    def writes(self, instance, field):
        """Return whether this is the column for an instance's field in which a check found an error."""
        return False

    @property
    def explanation(self):
        """An explanation for people who fill in a spreadsheet."""
        return self.help


@dataclass(frozen=True)
class Identifier(Column):
    """The number of a record, by which an import finds it again."""

    def read(self, row):
        owner = self.of(row)
        return str(owner.pk or "") if owner else ""


@dataclass(frozen=True)
class Reference(Column):
    """Another record that the owner refers to, in words; a Planner finds and writes it."""

    #: The name of the field that refers to it.
    name: str = ""
    words: Callable = str

    def refers(self, row):
        """Return the id of the other record, if there is one."""
        return getattr(self.of(row), f"{self.name}_id", None)

    def read(self, row):
        return str(self.words(getattr(self.of(row), self.name))) if self.refers(row) else ""


@dataclass(frozen=True)
class Derived(Column):
    """A value that a record derives."""

    derived = True
    attribute: str = ""

    def read(self, row):
        owner = self.of(row)
        return str(getattr(owner, self.attribute) or "") if owner else ""


@dataclass(frozen=True)
class Field(Column):
    """A text, a date, a number or a choice of a record, read as the field of its model reads it."""

    model: type = None
    #: The field's name, if it isn't the key.
    name: str = ""
    #: The words for choices in files, if their labels are too long.
    words: tuple[tuple[str, str], ...] = ()

    @property
    def field(self):
        return self.name or self.key

    @cached_property
    def model_field(self):
        meta = self.model._meta
        return next(f for f in (*meta.fields, *meta.private_fields) if f.name == self.field)

    @property
    def explanation(self):
        return self.help or self.model_field.help_text

    @cached_property
    def choices(self):
        return dict(self.words or self.model_field.choices or ())

    @cached_property
    def is_date(self):
        """True for dates, including partial ones."""
        return self.model_field.get_internal_type().endswith("DateField")

    def writes(self, instance, field):
        return isinstance(instance, self.model) and field == self.field

    def read(self, row):
        owner = self.of(row)
        return self.written(getattr(owner, self.field)) if owner else ""

    def written(self, value):
        """Return the text for a value."""
        if self.is_date:
            return iso_date(value)
        return "" if value is None else str(self.choices.get(value, value))

    def write(self, row, text):
        setattr(self.of(row), self.field, self.value_of(text))

    def value_of(self, text):
        """Return the value for a text, or raise ValidationError."""
        if self.is_date:
            return read_date(self.model_field, text) if text else None
        if isinstance(self.model_field, IntegerField):
            return read_number(text) if text else None
        if not self.choices:
            return text if isinstance(self.model_field, TextField) else " ".join(text.split())
        if not text:
            return self.model_field.get_default() or ""
        for value, word in self.choices.items():
            if text.casefold() in (value.casefold(), word.casefold()):
                return value
        raise ValidationError(f"Enter one of: {', '.join(map(str, self.choices.values()))}.")

    def comparable(self, text):
        try:
            value = self.value_of(text)
        except ValidationError:
            return in_one_style(text)
        return iso_date(value) if self.is_date else in_one_style(str(value))


@dataclass(frozen=True)
class RichText(Field):
    """Plain text, one line per paragraph; an unchanged text keeps its bold words and links."""

    def written(self, value):
        soup = BeautifulSoup(value, "html.parser")
        for br in soup.find_all("br"):
            br.replace_with("\n")
        for block in soup.find_all(BLOCKS):
            block.insert_before("\n")
            block.insert_after("\n")
        lines = [" ".join(line.split()) for line in soup.get_text().split("\n")]
        return "\n".join(filter(None, lines))

    def value_of(self, text):
        return format_html_join("", "<p>{}</p>", ([line] for line in filled_lines(text)))


def plain_heading(text):
    """Return a heading for comparison, without differences in case, spaces and punctuation.

    FirstName is the same as first name.
    """
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.casefold()).split())


class Columns:
    """All columns that files of one kind may have, in the order of an export."""

    #: The keys of two columns that errors name as examples.
    EXAMPLES = ()
    #: A model's date field, which recognizes dates among the headings.
    DATE_FIELD = None

    def __init__(self, columns, template):
        """`template` has the keys of the columns in the template file."""
        self.by_key = {column.key: column for column in columns}
        self.exported = [column for column in columns if column.exported]
        #: The columns that an import reads, in the order in which it writes them.
        self.imported = [column for column in columns if not column.derived]
        self.template = [self.by_key[key] for key in template]

    def guess(self, header):
        """Return which of our columns each heading of a file means: {heading: key}, without unknown headings."""
        names = {
            plain_heading(name): column.key
            for column in self.imported
            for name in filter(None, (column.header, *column.aliases.split(", ")))
        }
        found = {}
        for heading in header:
            key = names.get(plain_heading(heading))
            if key and key not in found.values():
                found[heading] = key
        return found

    def complaints(self, chosen):
        """Return errors in a mapping {heading: key}, as sentences."""
        sentences = []
        keys = list(chosen.values())
        for key in dict.fromkeys(keys):
            headings = [heading for heading, other in chosen.items() if other == key]
            if key not in self.by_key or self.by_key[key].derived:
                sentences.append(
                    f"“{headings[0]}” is matched with a column that can’t be imported."
                )
            elif len(headings) > 1:
                listed = " and ".join(f"“{heading}”" for heading in headings)
                sentences.append(f"{listed} can’t both be “{self.by_key[key].header}”.")
        return sentences

    def writing(self, instance, field):
        """Return the column for an instance's field, or None."""
        return next((column for column in self.imported if column.writes(instance, field)), None)
