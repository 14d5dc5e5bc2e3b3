"""The site's settings as a developer has them, quick and apart from the developer's own data."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")

from lpnc.settings import *  # noqa: F403
from lpnc.settings import DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = 0
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file rather than memory, so that the live server's threads have connections of their own.
    DATABASES["default"]["TEST"] = {
        "NAME": Path(tempfile.gettempdir()) / f"lpnc-test-{os.getpid()}.sqlite3"
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
