"""The first content, of which each item is created once; `run.py` loads it."""

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
