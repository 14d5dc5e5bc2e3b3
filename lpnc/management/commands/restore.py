from django.core.management.base import BaseCommand, CommandError

from lpnc.backups.databases import FAILURES
from lpnc.backups.restore import Restore


class Command(BaseCommand):
    help = (
        "Restore a backup: load it beside the live database and uploads, check it, and swap them at the "
        "end. The live data is kept under another name."
    )

    def add_arguments(self, parser):
        parser.add_argument("snapshot", nargs="?", help="The backup's ID. Default: the newest.")
        parser.add_argument("--check", action="store_true", help="Do everything except the swap.")
        parser.add_argument(
            "--allow-missing-files",
            action="store_true",
            help="Restore even if the database names files that the backup doesn’t hold.",
        )

    def handle(self, *args, snapshot, check, allow_missing_files, **options):
        try:
            self.restore(Restore(snapshot), check, allow_missing_files)
        except FAILURES as error:
            raise CommandError(f"The restore failed: {error}") from error

    def restore(self, restore, check, allow_missing_files):
        try:
            restore.load()
            if not allow_missing_files:
                restore.check_files()
            suffix = None if check else restore.swap()
        finally:
            restore.discard()
        made_at = restore.manifest["made_at"]
        if check:
            self.stdout.write(f"The backup of {made_at} can be restored. Nothing was changed.")
        else:
            self.stdout.write(
                f"The backup of {made_at} is in place. What was there before is kept under its name with "
                f"{suffix}; delete it once you don’t need it. Restart the site."
            )
