from django.core.management.base import BaseCommand, CommandError

from lpnc.static_export.export import export_static


class Command(BaseCommand):
    help = (
        "Write a static copy of the public site, which any web server can serve from its root. A dead "
        "link fails it, and the previous copy stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", help="A new or empty folder, or one with an earlier copy.")

    def handle(self, *args, folder, **options):
        try:
            pages = export_static(folder)
        except OSError as error:
            raise CommandError(f"Nothing was exported: {error}") from error
        self.stdout.write(f"{pages:,} pages exported to {folder}.")
