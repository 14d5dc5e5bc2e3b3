"""A run of the first content, which either succeeds as a whole or does nothing."""

from django.db import transaction

from lpnc.seed import Seed, home, pages, roster, sample, settings, wins


@transaction.atomic
def seed_site(report, sample_roster=False):
    """Load the first content and, with `sample_roster`, the made-up members. Safe to repeat."""
    seed = Seed(report)
    for part in (roster, pages, wins, home, settings):
        part.load(seed)
    if sample_roster:
        sample.load(seed)
