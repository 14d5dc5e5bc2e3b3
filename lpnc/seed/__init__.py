"""The first content: each item is created once and recorded; a run either succeeds as a whole or does nothing."""

from django.db import transaction

from lpnc.models import SeededItem


class Seed:
    """Create items that no earlier run has created. `report` gets a line for each new item."""

    def __init__(self, report):
        self.report = report
        self.made = set(SeededItem.objects.values_list("key", flat=True))

    def once(self, key, make, *args, **kwargs):
        """Call `make` with the other arguments unless an item with this key was ever created."""
        if key in self.made:
            return
        make(*args, **kwargs)
        SeededItem.objects.create(key=key)
        self.made.add(key)
        self.report(f"  {key}")


@transaction.atomic
def seed_site(report, sample_roster=False):
    """Load the first content and, with `sample_roster`, the made-up members. Safe to repeat."""
    from lpnc.seed import home, pages, roster, sample, settings, wins

    seed = Seed(report)
    for part in (roster, pages, wins, home, settings):
        part.load(seed)
    if sample_roster:
        sample.load(seed)
