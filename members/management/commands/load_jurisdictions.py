from django.core.management.base import BaseCommand

from members.gazetteer.loader import load_jurisdictions


class Command(BaseCommand):
    help = (
        "Load North Carolina’s counties, municipalities and school districts. Safe to repeat: this "
        "fills what is empty, keeps what editors wrote and deletes nothing."
    )

    def handle(self, *args, **options):
        outcome = load_jurisdictions()
        counts = ", ".join(
            f"{outcome[word]} {word}" for word in ("created", "updated", "unchanged")
        )
        self.stdout.write(f"Jurisdictions: {counts}")
