import re

import pytest
from django.conf import settings

from tests.lpnc.production import REQUIRED, manage, run


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
        r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (settings.BASE_DIR / "lpnc/settings.py").read_text()
    )
    assert len(read) > 5
    text = (settings.BASE_DIR / document).read_text()
    assert not [name for name in read if name not in text]


@pytest.mark.parametrize("preload", ["0", "1"])
def test_django_finds_nothing_to_complain_about(preload):
    command = ["check", "--deploy", "--fail-level", "INFO"]
    answer = manage(*command, **REQUIRED, TRUST_PROXY="1", SECURE_HSTS_PRELOAD=preload)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "no issues" in answer.stdout


def test_preloading_includes_subdomains():
    show = "from lpnc.settings import *; print(SECURE_HSTS_PRELOAD, SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    assert run("-c", show, **REQUIRED, SECURE_HSTS_PRELOAD="1").stdout == "True True\n"
    assert run("-c", show, **REQUIRED).stdout == "False False\n"
