from django.core.management.base import BaseCommand, CommandError

from lpnc.schedule import publish_due


class Command(BaseCommand):
    help = (
        "Publish items whose scheduled time has come and take down items that have expired. "
        "Run this every minute. An item that can’t be published doesn’t hold up the others."
    )

    def handle(self, *args, **options):
        outcome = publish_due()
        for line in outcome.done:
            self.stdout.write(line)
        if outcome.failed:
            raise CommandError("\n".join(outcome.failed))
