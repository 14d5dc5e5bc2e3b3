"""The forms of an import."""

from django import forms
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from spreadsheets.reader import LARGEST, MAX_BYTES
from spreadsheets.tables import Table

LEAVE_OUT = ("", "Leave out")
#: How many values of a column are shown as samples.
SAMPLES = 3
LONGEST_SAMPLE = 40


class SizeLimit(FileUploadHandler):
    """A limit on an upload: nothing of a larger file is kept, and the request is marked with `file_too_large`."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.size = 0
        self._refuse_if_larger(int(self.request.META.get("CONTENT_LENGTH") or 0) - 2**16)

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        self._refuse_if_larger(self.size)
        return raw_data

    def file_complete(self, file_size):
        return None

    def _refuse_if_larger(self, size):
        if size > MAX_BYTES:
            self.request.file_too_large = True
            raise StopUpload(connection_reset=False)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Spreadsheet",
        max_length=200,
        help_text=f"Choose a CSV or XLSX file of at most {LARGEST} with a row of headings at the top.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty.",
            "max_length": "The file’s name is too long. Shorten it and try again.",
        },
    )

    def __init__(self, *args, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["file"].error_messages["required"] = (
                f"This file is larger than {LARGEST}. Remove what isn’t needed or split it."
            )


class HiddenRowsField(forms.TypedChoiceField):
    """The question whether the rows that a file hides are imported."""

    def __init__(self, table):
        super().__init__(
            label=f"Import the hidden rows, too? The file hides {table.hidden_rows:,}.",
            choices=[("yes", "Yes, import them"), ("no", "No, leave them out")],
            coerce="yes".__eq__,
            initial={True: "yes", False: "no"}.get(table.with_hidden_rows),
            widget=forms.RadioSelect,
            error_messages={"required": "Say whether to import the hidden rows."},
        )


class ColumnsForm(forms.Form):
    """The form that matches each heading of the file with one of our columns."""

    def __init__(self, *args, pending_import, columns, **kwargs):
        super().__init__(*args, **kwargs)
        table = Table.from_json(pending_import.table)
        self.columns, self.header, self.hidden = columns, table.header, table.hidden_columns
        if table.hidden_rows:
            self.fields["with_hidden_rows"] = HiddenRowsField(table)
        choices = [LEAVE_OUT, *((column.key, column.header) for column in columns.imported)]
        for position, heading in enumerate(self.header):
            self.fields[f"column-{position}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=pending_import.columns.get(heading, ""),
                help_text=samples(pending_import.table, position),
                error_messages={"invalid_choice": "Choose one of the columns in the list."},
            )

    @property
    def column_fields(self):
        """The bound fields of the columns, each with whether the file hides it."""
        for position, heading in enumerate(self.header):
            yield self[f"column-{position}"], heading in self.hidden

    def clean(self):
        cleaned = super().clean()
        chosen = {
            heading: key
            for position, heading in enumerate(self.header)
            if (key := cleaned.get(f"column-{position}")) in self.columns.by_key
        }
        for sentence in [] if self.errors else self.columns.complaints(chosen):
            self.add_error(None, sentence)
        cleaned["columns"] = chosen
        return cleaned


def samples(table, position):
    """Return the first few different values of a column."""
    values = dict.fromkeys(
        cells[position][:LONGEST_SAMPLE]
        for row in table["rows"]
        if position < len(cells := row["cells"]) and cells[position]
    )
    return list(values)[:SAMPLES]
