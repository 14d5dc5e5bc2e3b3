import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update


@pytest.fixture
def editor(client_of):
    """A roster editor."""
    return client_of("Roster editors")


@pytest.fixture
def reference_index():
    """For a test that asks which pages name a record."""


@pytest.fixture(autouse=True)
def spare_the_reference_index(request):
    """Records are saved a great many times here, and keeping what names them takes a good part of each time."""
    if "reference_index" in request.fixturenames:
        yield
    else:
        with disable_reference_index_auto_update():
            yield
