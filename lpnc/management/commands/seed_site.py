from django.core.management.base import BaseCommand

from lpnc.seed.run import seed_site


class Command(BaseCommand):
    help = "Load the first content. Safe to repeat: it keeps what editors changed or removed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sample-roster",
            action="store_true",
            help="also fill the roster up to 83 members with made-up people, to try out the site",
        )

    def handle(self, *args, sample_roster, **options):
        made = []

        def report(line):
            made.append(line)
            if options["verbosity"] > 1:
                self.stdout.write(line)

        seed_site(report, sample_roster=sample_roster)
        self.stdout.write(
            f"{len(made)} items of content created." if made else "Content is in place."
        )
