"""The site's settings as a developer has them, quick and apart from the developer's own data."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")
#: The processes that share out the tests between them inherit the first one's number.
os.environ.setdefault("TEST_RUN", str(os.getpid()))

from lpnc.settings import *  # noqa: F403
from lpnc.settings import DATABASES

#: What only this run uses: in memory where the machine has a file system there, and gone afterward.
SHARED_MEMORY = Path("/dev/shm")
RUN_FOLDER = (
    SHARED_MEMORY if SHARED_MEMORY.is_dir() else Path(tempfile.gettempdir())
) / f"lpnc-tests-{os.environ['TEST_RUN']}"

# Nothing in a test database outlives the run, so nothing waits for a disk.
DATABASE = DATABASES["default"]
DATABASE["CONN_MAX_AGE"] = 0
if "sqlite" in DATABASE["ENGINE"]:
    # A file rather than memory, so that the live server's threads have connections of their own.
    DATABASE["TEST"] = {"NAME": str(RUN_FOLDER / "site.sqlite3")}
    DATABASE["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASE["TEST"] = {"NAME": f"test_{DATABASE['NAME']}_{os.environ['TEST_RUN']}"}
    DATABASE["OPTIONS"]["options"] += " -c synchronous_commit=off"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
