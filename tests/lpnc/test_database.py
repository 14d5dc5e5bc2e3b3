"""PostgreSQL as the site uses it."""

import pytest
from django.db import close_old_connections, connection, connections
from wagtail.models import Site

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite is a file: no server restarts, and no query is compiled.",
    ),
]


@pytest.fixture
def kept_connection():
    """A connection such as a worker of the site keeps from one request to the next."""
    of_tests = connections["default"]
    connections["default"] = of_tests.copy()
    connection.settings_dict["CONN_MAX_AGE"] = 60
    yield connection
    connection.close()
    connections["default"] = of_tests


def backend(kept):
    return kept.connection.info.backend_pid


def test_a_restart_of_the_database_fails_no_request(kept_connection):
    assert Site.objects.exists()
    ended = backend(kept_connection)
    with kept_connection.copy().cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ended])
        cursor.db.close()
    close_old_connections()  # as at the beginning of each request
    assert Site.objects.exists()
    assert backend(kept_connection) != ended


def test_no_query_waits_for_a_compiler():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
