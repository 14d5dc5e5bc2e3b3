import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def first_content(django_db_setup, django_db_blocker):
    """The first content without any sample member, for all tests of a module; gone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_site", verbosity=0)
        yield
        transaction.set_rollback(True)
