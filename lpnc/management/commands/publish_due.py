from django.core.management.base import BaseCommand, CommandError

from lpnc.schedule import publish_due


class Command(BaseCommand):
    help = (
        "Publishes what is scheduled to be public by now and takes down what has expired. "
        "Run it every minute. An item that can't be published holds up no other."
    )

    def handle(self, *args, **options):
        outcome = publish_due()
        for line in outcome.done:
            self.stdout.write(line)
        if outcome.failed:
            raise CommandError("\n".join(outcome.failed))
