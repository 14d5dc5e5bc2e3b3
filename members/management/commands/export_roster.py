from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from members.importing.columns import allowed_columns
from members.importing.records import roster_table
from members.importing.roster import ROSTER
from members.models import Person
from spreadsheets.exports import FileFormat, TooLong, file_name, write


class Command(BaseCommand):
    help = (
        "Write the roster to a file, as the admin’s export does: a row for each tenure, with the "
        "ids by which import_roster finds the records again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, nargs="?", help="By default, a new file in this folder."
        )
        parser.add_argument("--format", choices=FileFormat.values, help="By default, as FILE ends.")
        parser.add_argument(
            "--private", action="store_true", help="Include private notes and unpublished contacts."
        )

    def handle(self, *args, file, format, private, **options):
        file_format = format or format_of(file)
        file = file or Path(file_name(ROSTER.stem, file_format))
        everyone = list(Person.objects.values_list("pk", flat=True))
        table = roster_table(everyone, allowed_columns(private))
        try:
            with file.open("wb") as output:
                write(output, table, file_format, ROSTER.sheet_title)
        except (OSError, TooLong) as error:
            raise CommandError(f"{file} could not be written: {error}") from error
        self.stdout.write(f"Written: {file}")


def format_of(file):
    """Return the format that the file's name ends in, or CSV without a file."""
    ending = file.suffix.lstrip(".").lower() if file else FileFormat.CSV
    if ending not in FileFormat:
        raise CommandError(
            f"{file} ends neither in .csv nor in .xlsx: add --format csv or --format xlsx."
        )
    return FileFormat(ending)
