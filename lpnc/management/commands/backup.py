from django.core.management.base import BaseCommand, CommandError

from lpnc.backups.backup import back_up, media_folder
from lpnc.backups.databases import FAILURES

KEEP = {"daily": 7, "weekly": 5, "monthly": 12}


class Command(BaseCommand):
    help = (
        "Save the database and the uploads in the restic repository that RESTIC_REPOSITORY and "
        "RESTIC_PASSWORD name, remove old backups, and check the repository."
    )

    def add_arguments(self, parser):
        for period, number in KEEP.items():
            parser.add_argument(
                f"--keep-{period}", type=int, default=number, help="Default: %(default)s."
            )

    def handle(self, *args, **options):
        keep = {period: options[f"keep_{period}"] for period in KEEP}
        try:
            snapshot, rows = back_up(keep, self.stderr.write)
        except FAILURES as error:
            raise CommandError(f"The backup failed: {error}") from error
        self.stdout.write(f"Backup {snapshot}: {rows:,} rows and the uploads.")
        if not media_folder():
            self.stdout.write(
                "The uploads are not in it: they are in a bucket, which its own versioning protects."
            )
