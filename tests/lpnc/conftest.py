import pytest

from tests.lpnc.production import REQUIRED, manage


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """A folder with the site's own static files."""
    folder = tmp_path_factory.mktemp("static")
    command = ["collectstatic", "--no-input", "--ignore", "wagtail*", "--ignore", "rest_framework"]
    assert manage(*command, STATIC_ROOT=str(folder), **REQUIRED).returncode == 0
    return str(folder)
