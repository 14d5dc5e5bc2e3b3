import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

REQUIRED = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "lpnc.example.org",
    "DATABASE_URL": "postgres://lpnc@127.0.0.1/lpnc",
    "BASE_URL": "https://lpnc.example.org",
}


def manage(*command, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "lpnc.settings", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("missing", [[name] for name in REQUIRED] + [list(REQUIRED)])
def test_refuses_to_start_and_names_what_is_missing(missing):
    answer = manage("check", **{**REQUIRED, **dict.fromkeys(missing, "")})
    assert answer.returncode != 0
    sentence = answer.stderr.strip().splitlines()[-1]
    named = set(re.findall(r"[A-Z_]{4,}", sentence))
    assert named & set(REQUIRED) == set(missing)


def test_starts_with_what_is_required(tmp_path):
    collected = tmp_path / "static"
    command = ["collectstatic", "--no-input", "--ignore", "wagtail*", "--ignore", "rest_framework"]
    answer = manage(*command, STATIC_ROOT=str(collected), **REQUIRED)
    assert answer.returncode == 0, answer.stderr
    assert (collected / "staticfiles.json").exists()


@pytest.mark.parametrize("document", [".env.example", "docs/operators.md"])
def test_every_variable_is_documented(document):
    read = re.findall(
        r'env(?:\.\w+)?\("([A-Z_]+)"', (settings.BASE_DIR / "lpnc/settings.py").read_text()
    )
    assert len(read) > 5
    text = (settings.BASE_DIR / document).read_text()
    assert not [name for name in read if name not in text]
