from django.core.management.base import BaseCommand, CommandError

from lpnc.doctor import PROBES
from lpnc.health import Unwell


class Command(BaseCommand):
    help = (
        "Say what is missing or unsafe, and how to mend it. "
        "Exit with status 1 if something must be mended."
    )
    requires_system_checks = []

    def handle(self, *args, **options):
        urgent = [probe.name for probe in PROBES if not self.report(probe)]
        if urgent:
            raise CommandError(f"To be mended: {', '.join(urgent)}.")
        self.stdout.write("The site is well.")

    def report(self, probe):
        """Write how it is; return whether that may stay so."""
        try:
            self.line("ok", probe.name, probe.examine())
        except Unwell as complaint:
            self.line("MEND" if complaint.urgent else "advice", probe.name, complaint.problem)
            self.stdout.write(f"        {complaint.remedy}")
            return not complaint.urgent
        return True

    def line(self, verdict, name, text):
        self.stdout.write(f"{verdict:<8}{name}: {text}")
