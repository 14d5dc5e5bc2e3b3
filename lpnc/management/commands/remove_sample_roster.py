from django.core.management.base import BaseCommand

from lpnc.seed import sample


class Command(BaseCommand):
    help = "Remove every sample member and mark the roster as incomplete again."

    def handle(self, *args, **options):
        removed = sample.remove_sample_roster()
        self.stdout.write(f"{removed} sample members removed. The roster is marked as incomplete.")
