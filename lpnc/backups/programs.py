import os
import shutil
import subprocess

from django.core.management.base import CommandError

PACKAGES = {
    "restic": "restic",
    "pg_dump": "postgresql-client",
    "pg_restore": "postgresql-client",
}


def run(program, *arguments, folder=None, environment=None):
    """Run a program and return its output; raise CommandError with what it reports if it fails.

    Secrets belong in `environment`, because everyone on the machine can read the arguments.
    """
    if not shutil.which(program):
        package = PACKAGES[program]
        raise CommandError(f"{program} isn’t installed. Install the package {package}.")
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()}")
    return done.stdout
