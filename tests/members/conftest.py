import pytest


@pytest.fixture
def editor(client_of):
    """Somebody who keeps the roster."""
    return client_of("Roster editors")
