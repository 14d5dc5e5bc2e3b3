"""The site as it is started in production, for tests that need a process of their own."""

import os
import subprocess
import sys

from django.conf import settings

REQUIRED = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "lpnc.example.org",
    "DATABASE_URL": "postgres://lpnc@127.0.0.1/lpnc",
    "BASE_URL": "https://lpnc.example.org",
}


def run(*command, **environment):
    """Run Python with the environment, DEBUG off, and without what only the browser tests need."""
    given = {**os.environ, "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "lpnc.settings", **environment}
    given.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=given,
        capture_output=True,
        text=True,
        timeout=120,
    )


def manage(*command, **environment):
    return run("manage.py", *command, **environment)
